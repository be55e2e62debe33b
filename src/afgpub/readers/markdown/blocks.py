"""Blocks: block elements of the parser made into blocks of the tree."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.document import (
    NO_ATTRS,
    Aside,
    Attrs,
    Block,
    Blocks,
    CodeBlock,
    Definition,
    DefinitionList,
    Inlines,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Span,
    Term,
    Text,
    ThematicBreak,
)
from afgpub.frozen import replace
from afgpub.readers.markdown.attribute_syntax import (
    ATTRIBUTES,
    NO_PAIRS,
    Pairs,
    join_pairs,
    parse_attributes,
    split_trailing,
)
from afgpub.readers.markdown.attributes import make_attrs, merge_attrs
from afgpub.readers.markdown.divisions import make_division
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.figures import make_paragraph
from afgpub.readers.markdown.html_blocks import Group, group_html
from afgpub.readers.markdown.inline_html import shortened
from afgpub.readers.markdown.inlines import make_inlines, read_inlines
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.sections import Heading, Item, nest_sections, push_attrs
from afgpub.readers.markdown.tables import find_captions, make_table

_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


def make_blocks(elements: Sequence[Element], reading: Reading) -> Blocks:
    """The blocks of elements that stand side by side, headings made into sections."""
    if not elements:
        return ()
    reading.enter(elements[0].start)
    try:
        return nest_sections(make_items(elements, reading))
    finally:
        reading.leave()


def make_items(elements: Sequence[Element], reading: Reading) -> list[Item]:
    """The blocks and the headings of elements that stand side by side."""
    return _make_items(group_html(elements), reading)


def _make_items(elements: Sequence[Element], reading: Reading) -> list[Item]:
    """The items of elements side by side; a line of attributes goes to what follows it."""
    items: list[Item] = []
    waiting: list[Element] = []
    captions = find_captions(elements)
    taken = set(captions.values())
    for place, element in enumerate(elements):
        if element.kind == "attributes":
            waiting.append(element)
        elif element.kind != "note" and place not in taken:
            pairs = join_pairs(parse_attributes(line.token.content) for line in waiting)
            waiting = []
            if element.kind == "table":
                caption = elements[captions[place]] if place in captions else None
                items.append(make_table(element, caption, reading, make_attrs(pairs, reading, element.start)))
            else:
                items.extend(_make(element, pairs, reading))
    # Attributes that nothing follows are words like others.
    for line in waiting:
        span = reading.span(line.start, line.end)
        items.append(Paragraph((Text(line.token.content, span=span),), span=span))
    return items


def _make(element: Element, pairs: Pairs, reading: Reading) -> Sequence[Item]:
    if element.kind == "division":
        return [make_division(element, pairs, reading)]
    if element.kind == "heading":
        text, span = element.children[0].token.content, reading.span(element.start, element.end)
        return [make_heading(int(element.token.tag[1]), text, span, reading, pairs)]
    attrs = make_attrs(pairs, reading, element.start)
    if isinstance(element, Group):
        return push_attrs(_group(element, reading), attrs)
    if element.kind == "phrases":
        return _phrases(element, attrs, reading)
    return [_block(element, attrs, reading)]


def _block(element: Element, attrs: Attrs, reading: Reading) -> Block:
    token, span = element.token, reading.span(element.start, element.end)
    match element.kind:
        case "paragraph":
            return make_paragraph(element.children[0].token.content, span, reading, attrs)
        case "blockquote":
            return Quote(make_blocks(element.children, reading), attrs=attrs, span=span)
        case "bullet_list" | "ordered_list":
            return _list(element, attrs, reading)
        case "dl":
            items = tuple(_definition_part(part, reading) for part in element.children)
            return DefinitionList(items, attrs=attrs, span=span)
        case "fence":
            return _fence(element, attrs, reading)
        case "code_block":
            return CodeBlock(token.content.removesuffix("\n"), attrs=attrs, span=span)
        case "hr":
            return ThematicBreak(attrs=attrs, span=span)
        case unknown:
            raise ValueError(f"the parser gave a block {unknown!r}")


def _phrases(element: Element, attrs: Attrs, reading: Reading) -> Sequence[Item]:
    """The paragraph of raw HTML that is no group; nothing where there were comments only."""
    first = element.children[0]
    if first.kind == "text" and first.token.content.startswith("<"):
        reading.report("html-shown-as-text", element.start, tag=shortened(first.token.content))
    children = _trimmed(make_inlines(element.children, reading))
    if not children:
        return ()
    return [Paragraph(children, attrs=attrs, span=reading.span(element.start, element.end))]


def _trimmed(children: Inlines) -> Inlines:
    """The same phrases without the space that a comment leaves at their ends."""
    nodes = list(children)
    for place, trim in ((0, str.lstrip), (-1, str.rstrip)):
        if nodes and isinstance(edge := nodes[place], Text):
            value = trim(edge.value)
            nodes[place : place + 1 or None] = [replace(edge, value=value)] if value else []
    return tuple(nodes)


def make_heading(level: int, text: str, span: Span, reading: Reading, pairs: Pairs = NO_PAIRS) -> Heading:
    """A heading of rank `level`; `pairs` are attributes of the line before it, its own stand at its end."""
    text, own = split_trailing(text)
    pairs = join_pairs((pairs, own)) if own.items else pairs
    attrs = make_attrs(pairs, reading, span.start) if pairs.items else NO_ATTRS
    return Heading(level, read_inlines(text, span.start, reading), span, attrs)


def _group(group: Group, reading: Reading) -> Sequence[Item]:
    """What stands between the tags of a group; its language and direction go to the blocks inside."""
    tag, span = group.tag, reading.span(group.start, group.end)
    attrs = make_attrs(tag.pairs, reading, group.start, f"<{tag.name}>")
    reading.enter(group.start)
    try:
        items = _make_items(group.children, reading)
    finally:
        reading.leave()
    match tag.name:
        case "blockquote":
            return [Quote(nest_sections(items), attrs=attrs, span=span)]
        case "aside":
            return [Aside(nest_sections(items), attrs=attrs, span=span)]
        case "center":
            attrs = replace(attrs, classes=("align-center", *attrs.classes))
    if len(items) == 1 and not isinstance(items[0], Heading):
        return push_attrs(items, attrs)
    has_heading = any(isinstance(item, Heading) for item in items)
    if attrs != NO_ATTRS and (attrs.id or attrs.classes or has_heading):
        # The section of a heading would run on behind the end of the group.
        return [Section(children=nest_sections(items), attrs=attrs, span=span)]
    return push_attrs(items, attrs)


def _list(element: Element, attrs: Attrs, reading: Reading) -> List:
    items = tuple(_item(item, reading) for item in element.children)
    paragraphs = [part for item in element.children for part in item.children if part.kind == "paragraph"]
    return List(
        items,
        ordered=element.kind == "ordered_list",
        start=int(element.token.attrs.get("start", 1)),
        tight=all(part.token.hidden for part in paragraphs),
        attrs=attrs,
        span=reading.span(element.start, element.end),
    )


def _item(element: Element, reading: Reading) -> ListItem:
    checked: bool | None = None
    if element.children and element.children[0].kind == "paragraph":
        token = element.children[0].children[0].token
        if task := _TASK.match(token.content):
            checked = task[1] != " "
            token.content = token.content[task.end() :]
    children = make_blocks(element.children, reading)
    return ListItem(children, checked=checked, span=reading.span(element.start, element.end))


def _definition_part(element: Element, reading: Reading) -> Term | Definition:
    span = reading.span(element.start, element.end)
    if element.kind == "dt":
        return Term(read_inlines(element.children[0].token.content, element.start, reading), span=span)
    return Definition(make_blocks(element.children, reading), span=span)


def _fence(element: Element, attrs: Attrs, reading: Reading) -> CodeBlock:
    """A fenced block; of its info string the first word is the language, and the rest may be attributes."""
    from markdown_it.common.utils import unescapeAll

    info = unescapeAll(element.token.info).strip()
    match = ATTRIBUTES.search(info)
    if match and match.end() == len(info):
        pairs = parse_attributes(match.group())
        info = info[: match.start()].strip()
        if not info:
            info = pairs.get("class", first=True)
            pairs = pairs.without_item("class", info)
        attrs = merge_attrs(attrs, make_attrs(pairs, reading, element.start))
    language, _, rest = info.partition(" ")
    if rest:
        reading.report("attribute-dropped", element.start, name=rest.strip())
    text = element.token.content.removesuffix("\n")
    return CodeBlock(text, language=language, attrs=attrs, span=reading.span(element.start, element.end))
