"""Blocks: pandoc's blocks made into blocks of the tree, headings into sections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from afgpub.document import NO_ATTRS, Block, Blocks, CodeBlock, Figure, Paragraph, Quote, ThematicBreak
from afgpub.frozen import replace
from afgpub.readers.markdown.attributes import merge_attrs
from afgpub.readers.markdown.sections import Heading, Item, nest_sections
from afgpub.readers.pandoc.attributes import make_attrs
from afgpub.readers.pandoc.captions import join_lines
from afgpub.readers.pandoc.divisions import make_division
from afgpub.readers.pandoc.figures import join_captions
from afgpub.readers.pandoc.inlines import report_raw
from afgpub.readers.pandoc.leaves import make_line, make_verse, part_at_breaks
from afgpub.readers.pandoc.lists import make_definitions, make_list, shared_direction
from afgpub.readers.pandoc.mapping import Mapping
from afgpub.readers.pandoc.tables import make_table
from afgpub.readers.pandoc.tree import Node


def make_blocks(nodes: Sequence[Node], mapping: Mapping) -> Blocks:
    """The blocks of pandoc's that stand side by side, headings made into sections."""
    return nest_sections(make_items(nodes, mapping))


def make_items(nodes: Sequence[Node], mapping: Mapping) -> list[Item]:
    """The same with headings that have not yet got what stands under them."""
    mapping.enter()
    items: list[Item] = []
    for node in nodes:
        made = list(_make(node, mapping))
        if made and mapping.waiting:
            made[0] = _named(made[0], mapping)
        items.extend(made)
    mapping.leave()
    return join_captions(items)


def _named(item: Item, mapping: Mapping) -> Item:
    """The item with the identifiers that stood alone before it."""
    first, *others = mapping.waiting
    mapping.waiting = []
    name = item.attrs.id or first
    mapping.aliases.update((other, name) for other in (first, *others) if other != name)
    return item if item.attrs.id else replace(item, attrs=replace(item.attrs, id=name))


def _make(node: Node, mapping: Mapping) -> Sequence[Item]:
    kind: str = node["t"]
    content: Any = node.get("c")
    match kind:
        case "Para" | "Plain":
            if name := _lone_identifier(content):
                mapping.waiting.extend([name] if name in mapping.linked else [])
                return ()
            return _paragraphs(content, mapping)
        case "Header":
            return _heading(content, mapping)
        case "BlockQuote":
            inside = make_blocks(content, mapping)
            return [Quote(inside, attrs=shared_direction(inside), span=mapping.cover(inside))] if inside else ()
        case "BulletList":
            return make_list(content, mapping, make_blocks)
        case "OrderedList":
            return make_list(content[1], mapping, make_blocks, content[0])
        case "DefinitionList":
            return make_definitions(content, mapping, make_blocks)
        case "LineBlock":
            return make_verse(content, mapping)
        case "CodeBlock":
            return [_code(content, mapping)]
        case "RawBlock":
            report_raw(content, mapping)
            return ()
        case "HorizontalRule":
            return [ThematicBreak(span=mapping.span())]
        case "Table":
            return [make_table(content, mapping, make_blocks)]
        case "Figure":
            return _figure(content, mapping)
        case "Div":
            return make_division(content, mapping, make_items)
        case "Null":
            return ()
        case _:
            raise ValueError(f"pandoc gave a block {kind!r}")


def _paragraphs(nodes: Sequence[Node], mapping: Mapping) -> Sequence[Item]:
    """A paragraph; of a page whose author made paragraphs by two breaks, each of them."""
    attrs = NO_ATTRS
    made: list[Item] = []
    for part in part_at_breaks(nodes) if mapping.is_physical else [nodes]:
        children, own = make_line(part, mapping)
        # The mark of the paragraph stands in the first part only.
        attrs = own if own != NO_ATTRS else attrs
        if children:
            made.append(Paragraph(children, attrs=attrs, span=mapping.cover(children)))
            attrs = replace(attrs, id=None)
    return made


def _lone_identifier(nodes: Sequence[Node]) -> str:
    """The identifier of a paragraph that holds nothing else, as pandoc sets one before each chapter of a book."""
    match nodes:
        case [{"t": "Span", "c": [[str(name), _, _], []]}]:
            return name
    return ""


def _heading(content: list[Any], mapping: Mapping) -> Sequence[Item]:
    level, attr, nodes = content
    attrs = make_attrs(attr, mapping)
    title, own = make_line(nodes, mapping)
    own = replace(own, classes=())  # on which side a heading stands is the theme's
    return [Heading(min(level, 6), title, mapping.cover(title), merge_attrs(own, attrs))] if title else ()


def _code(content: list[Any], mapping: Mapping) -> Block:
    (identifier, classes, pairs), text = content
    # The first class of a block of code is its programming language.
    language, rest = (classes[0], classes[1:]) if classes else ("", [])
    attrs = make_attrs([identifier, rest, pairs], mapping)
    mapping.first = None
    text = mapping.plain(text).removesuffix("\n")
    if mapping.places and text.strip():
        first, *_, last = [line.strip() for line in text.split("\n") if line.strip()] * 2
        start = mapping.places.line(first)
        mapping.move(start)
        mapping.move(mapping.places.line(last) if last != first else start)
    span = mapping.span(mapping.first)
    mapping.paragraph = None
    return CodeBlock(text, language=language, attrs=attrs, span=replace(span, end=max(span.start, mapping.place)))


def _figure(content: list[Any], mapping: Mapping) -> Sequence[Item]:
    attr, (_, caption), nodes = content
    attrs = make_attrs(attr, mapping)
    children = make_blocks(nodes, mapping)
    words = join_lines(make_blocks(caption, mapping))
    if not words:
        return [replace(child, attrs=merge_attrs(attrs, child.attrs)) for child in children]
    return [Figure(children, caption=words, attrs=attrs, span=mapping.cover((*children, *words)))]
