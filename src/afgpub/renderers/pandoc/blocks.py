"""Blocks as pandoc's blocks; titles become headings by the depth of their sections."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from afgpub.document import (
    Aside,
    Attrs,
    Block,
    Blocks,
    CodeBlock,
    Couplet,
    Definition,
    DefinitionList,
    Figure,
    Line,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Table,
    Term,
    ThematicBreak,
    Verse,
)
from afgpub.renderers.pandoc.front import write_section_front
from afgpub.renderers.pandoc.inlines import write_inlines, write_line
from afgpub.renderers.pandoc.nodes import LINE_BREAK, Node, Nodes, attr, division, node, paragraph, span, words
from afgpub.renderers.pandoc.tables import write_table
from afgpub.renderers.pandoc.writing import Setting, Writing

_NUMBERINGS = {
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
}
_DEEPEST = 6


def write_blocks(blocks: Blocks, writing: Writing, setting: Setting, *, depth: int = 1, tight: bool = False) -> Nodes:
    """The blocks that stand side by side; titles among them are headings of level `depth`."""
    return [made for block in blocks for made in _write(block, writing, setting, depth, tight)]


def _write(block: Block, writing: Writing, outer: Setting, depth: int, tight: bool) -> Nodes:
    setting = outer.inside(block.attrs)
    if isinstance(block, Section):
        return _section(block, writing, setting, depth)
    made = _made(block, writing, setting, depth, tight)
    changed = Attrs(
        lang=setting.lang if setting.lang != outer.lang else None, dir=setting.dir if setting.dir != outer.dir else None
    )
    pairs = writing.pairs(changed)
    id = None if isinstance(block, Figure | Table | CodeBlock) else block.attrs.id
    return [division(made, attr(id, (), pairs))] if id or pairs else made


def _made(block: Block, writing: Writing, setting: Setting, depth: int, tight: bool) -> Nodes:
    match block:
        case Section():
            return _section(block, writing, setting, depth)
        case Paragraph(children):
            return [paragraph(write_line(children, writing, setting), tight=tight)]
        case Quote(children):
            return [node("BlockQuote", write_blocks(children, writing, setting, depth=depth))]
        case Aside(children, role):
            writing.lose(f"the role {role} of an aside")
            return [division(write_blocks(children, writing, setting, depth=depth), attr(classes=(role,)))]
        case List():
            return [_list(block, writing, setting, depth)]
        case DefinitionList(items):
            return [_definitions(items, writing, setting, depth)]
        case Verse():
            return [node("LineBlock", _lines(block, writing, setting))]
        case Figure():
            return _figure(block, writing, setting, depth)
        case Table():
            return [write_table(block, writing, replace(setting, table=setting.dir), write_blocks)]
        case CodeBlock(text, language):
            return [node("CodeBlock", [attr(block.attrs.id, (language,) if language else ()), text])]
        case ThematicBreak():
            return [{"t": "HorizontalRule"}]
        case _:
            assert_never(block)


def _section(section: Section, writing: Writing, setting: Setting, depth: int) -> Nodes:
    made: Nodes = []
    if section.title:
        line = write_line(section.title, writing, setting)
        pairs = writing.pairs(Attrs(lang=section.attrs.lang, dir=section.attrs.dir))
        line = [span(line, attr(pairs=pairs))] if pairs else line
        made.append(node("Header", [min(depth, _DEEPEST), attr(section.attrs.id), line]))
    elif section.attrs.id:
        made.append(division([], attr(section.attrs.id)))
    if section.role:
        writing.lose(f"the role {section.role} of a section")
    made += write_section_front(section, writing, setting)
    inside = write_blocks(section.children, writing, setting, depth=depth + bool(section.title))
    pairs = writing.pairs(Attrs(lang=section.attrs.lang, dir=section.attrs.dir))
    # A heading inside a division would not be found in a table of contents: only what follows is put into one.
    head, rest = made, inside
    return [*head, division(rest, attr(pairs=pairs))] if pairs and rest else [*head, *rest]


def _list(block: List, writing: Writing, setting: Setting, depth: int) -> Node:
    items = [_item(item, writing, setting.inside(item.attrs), depth, block.tight) for item in block.items]
    if not block.ordered:
        return node("BulletList", items)
    style = next((_NUMBERINGS[name] for name in block.attrs.classes if name in _NUMBERINGS), "Decimal")
    return node("OrderedList", [[block.start, {"t": style}, {"t": "Period"}], items])


def _item(item: ListItem, writing: Writing, setting: Setting, depth: int, tight: bool) -> Nodes:
    blocks = write_blocks(item.children, writing, setting, depth=depth, tight=tight)
    if item.checked is None:
        return blocks
    box = words("☒ " if item.checked else "☐ ")
    if blocks and blocks[0]["t"] in ("Para", "Plain"):
        # The box stands behind the marker of its paragraph.
        place = 1 if writing.markers else 0
        blocks[0]["c"][place:place] = box
        return blocks
    return [paragraph([*writing.mark(setting, begins=True), *box]), *blocks]


def _definitions(items: tuple[Term | Definition, ...], writing: Writing, setting: Setting, depth: int) -> Node:
    """Terms that follow each other get one list of definitions each, the first of them an empty one."""
    made: list[list[object]] = []
    bodies: list[Nodes] = []
    for item in items:
        inner = setting.inside(item.attrs)
        pairs = writing.pairs(item.attrs)
        if isinstance(item, Term):
            line = write_line(item.children, writing, inner)
            bodies = []
            made.append([[span(line, attr(item.attrs.id, (), pairs))] if item.attrs.id or pairs else line, bodies])
            continue
        if not made:
            made.append([[], bodies])
        blocks = write_blocks(item.children, writing, inner, depth=depth)
        bodies.append([division(blocks, attr(pairs=pairs))] if pairs else blocks)
    return node("DefinitionList", made)


def _lines(verse: Verse, writing: Writing, setting: Setting) -> list[Nodes]:
    """A line of pandoc's for each line, an empty one between stanzas; the halves of a couplet are two lines."""
    made: list[Nodes] = []
    for stanza in verse.stanzas:
        if made:
            made.append([])
        for line in stanza.lines:
            inner = setting.inside(stanza.attrs).inside(line.attrs)
            if isinstance(line, Couplet):
                writing.lose("couplets side by side")
                made += [_line(half, writing, inner) for half in line.lines]
            else:
                made.append(_line(line, writing, inner))
    return made


def _line(line: Line, writing: Writing, setting: Setting) -> Nodes:
    inner = setting.inside(line.attrs)
    inside = write_line(line.children, writing, inner)
    pairs = writing.pairs(line.attrs)
    return [span(inside, attr(line.attrs.id, (), pairs))] if pairs or line.attrs.id else inside


def _figure(figure: Figure, writing: Writing, setting: Setting, depth: int) -> Nodes:
    blocks = write_blocks(figure.children, writing, setting, depth=depth, tight=True)
    parts = [write_inlines(part, writing, setting) for part in (figure.caption, figure.credit) if part]
    if figure.credit:
        writing.lose("credits apart from their captions")
    if not parts:
        return [division(blocks, attr(figure.attrs.id))] if figure.attrs.id else blocks
    line = [*writing.mark(setting, begins=True), *parts[0]]
    for part in parts[1:]:
        line += [LINE_BREAK, *part]
    return [node("Figure", [attr(figure.attrs.id), [None, [paragraph(line, tight=True)]], blocks])]
