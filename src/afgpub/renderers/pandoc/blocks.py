"""Blocks as pandoc's blocks; titles become headings by the depth of their sections."""

from __future__ import annotations

from typing import assert_never

from afgpub.document import (
    Aside,
    Attrs,
    Block,
    Blocks,
    CodeBlock,
    Couplet,
    DefinitionList,
    Figure,
    Line,
    List,
    Paragraph,
    Quote,
    Section,
    Table,
    ThematicBreak,
    Verse,
)
from afgpub.frozen import replace
from afgpub.renderers.pandoc.front import write_section_front
from afgpub.renderers.pandoc.inlines import turned, write_inlines, write_line, write_own_line
from afgpub.renderers.pandoc.lists import write_definitions, write_list
from afgpub.renderers.pandoc.nodes import LINE_BREAK, SPACE, Nodes, attr, division, node, paragraph, span
from afgpub.renderers.pandoc.tables import write_table
from afgpub.renderers.pandoc.writing import Setting, Writing

_DEEPEST = 6


def write_blocks(blocks: Blocks, writing: Writing, setting: Setting, *, depth: int = 1, tight: bool = False) -> Nodes:
    """The blocks that stand side by side; titles among them are headings of level `depth`."""
    return [made for block in blocks for made in _write(block, writing, setting, depth, tight)]


def _write(block: Block, writing: Writing, outer: Setting, depth: int, tight: bool) -> Nodes:
    setting = outer.inside(block.attrs)
    if isinstance(block, Section):
        return _section(block, writing, outer, depth)
    made = _made(block, writing, setting, depth, tight)
    changed = Attrs(
        lang=setting.lang if setting.lang != outer.lang else None, dir=setting.dir if setting.dir != outer.dir else None
    )
    id = None if isinstance(block, Figure | Table | CodeBlock) else block.attrs.id
    return writing.divided(made, changed, id)


def _made(block: Block, writing: Writing, setting: Setting, depth: int, tight: bool) -> Nodes:
    match block:
        case Section():
            return _section(block, writing, setting, depth)
        case Paragraph(children):
            return [paragraph(write_line(children, writing, setting), tight=tight)]
        case Quote(children):
            if writing.format == "docx" and any(isinstance(child, Quote) for child in children):
                writing.lose("quotes inside quotes")
            return [node("BlockQuote", write_blocks(children, writing, setting, depth=depth))]
        case Aside(children, role):
            writing.lose(f"the role {role} of an aside")
            return [division(write_blocks(children, writing, setting, depth=depth), attr(classes=(role,)))]
        case List():
            return [write_list(block, writing, setting, depth, write_blocks)]
        case DefinitionList(items):
            return write_definitions(items, writing, setting, depth, write_blocks)
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


def _section(section: Section, writing: Writing, outer: Setting, depth: int) -> Nodes:
    setting = outer.inside(section.attrs)
    made: Nodes = []
    if section.title:
        line = write_own_line(section.title, writing, setting)
        pairs = writing.pairs(Attrs(lang=section.attrs.lang, dir=section.attrs.dir))
        line = [span(line, attr(pairs=pairs))] if pairs else line
        heading = node("Header", [min(depth, _DEEPEST), attr(section.attrs.id), line])
        dir = turned(section.title, setting).dir
        made += writing.divided([heading], Attrs(dir=dir if dir != outer.dir else None))
    elif section.attrs.id:
        made.append(division([], attr(section.attrs.id)))
    if section.role:
        writing.lose(f"the role {section.role} of a section")
    made += write_section_front(section, writing, setting)
    inside = write_blocks(section.children, writing, setting, depth=depth + bool(section.title))
    if not inside:
        return made
    # A heading inside a division would not be found in a table of contents: only what follows is put into one.
    return [*made, *writing.divided(inside, Attrs(lang=section.attrs.lang, dir=section.attrs.dir))]


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
        # A caption of LaTeX has no lines.
        line += [SPACE if writing.format == "latex" else LINE_BREAK, *part]
    return [node("Figure", [attr(figure.attrs.id), [None, [paragraph(line, tight=True)]], blocks])]
