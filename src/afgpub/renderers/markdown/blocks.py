"""Blocks as Markdown: attributes on a line before them, divisions between colons, notes at the end of the text."""

from __future__ import annotations

import re
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
    Image,
    Line,
    List,
    ListItem,
    Paragraph,
    Quote,
    Section,
    Table,
    Term,
    Text,
    ThematicBreak,
    Verse,
)
from afgpub.frozen import replace
from afgpub.renderers.markdown.inlines import write_image, write_line
from afgpub.renderers.markdown.tables import write_table
from afgpub.renderers.markdown.writing import Writing, braces

_ROLES = ("aside", "note", "standfirst", "bio", "box")
_DEEPEST = 6


def write_body(root: Section, writing: Writing) -> str:
    """The blocks of the text, then its notes."""
    parts = [write_blocks(root.children, writing)]
    number = 0
    while number < len(writing.notes):  # a note may call others
        label, note = writing.notes[number]
        parts.append(f"[^{label}]: {_indented(write_blocks(note.body, writing), 4).lstrip(' ')}")
        number += 1
    return "\n\n".join(part for part in parts if part) + "\n"


def write_blocks(blocks: Blocks, writing: Writing, level: int = 0, *, tight: bool = False) -> str:
    """Blocks side by side; `level` is the rank of the title above them."""
    parts: list[str] = []
    before: Block | None = None
    alternate = False
    for block in blocks:
        # Lists that follow each other would be one if their signs were the same.
        follows = isinstance(block, List) and isinstance(before, List) and block.ordered == before.ordered
        alternate = follows and not alternate
        part = _write(block, writing, level, alternate)
        if part:
            parts.append(part)
            before = block
    return ("\n" if tight else "\n\n").join(parts)


def _write(block: Block, writing: Writing, level: int, alternate: bool) -> str:
    match block:
        case Section():
            return _section(block, writing, level)
        case Aside(children, role):
            if role not in _ROLES:
                writing.lose(f"the role {role} of an aside")
            return _division(role if role in _ROLES else "note", block.attrs, write_blocks(children, writing, level))
        case Verse():
            return _division("verse", block.attrs, _lines(block, writing))
        case Figure():
            return _figure(block, writing, level)
        case Paragraph(children):
            text = write_line(children, writing)
        case Quote(children):
            inside = write_blocks(children, writing, level)
            text = "\n".join(f"> {line}".rstrip() for line in inside.split("\n"))
        case List():
            text = _list(block, writing, level, alternate)
        case DefinitionList():
            text = _definitions(block, writing, level)
        case Table():
            text = write_table(block, writing)
        case CodeBlock(content, language):
            longest = max((len(row) for row in re.findall("`+", content)), default=0)
            fence = "`" * max(3, longest + 1)
            text = f"{fence}{' ' + language if language else ''}\n{content}\n{fence}"
        case ThematicBreak():
            text = "* * *"
        case _:
            assert_never(block)
    attributes = braces(block.attrs)
    return f"{attributes}\n{text}" if attributes and text else text


def _section(section: Section, writing: Writing, level: int) -> str:
    rank = max(section.level, level + 1)
    if section.role:
        writing.lose(f"the role {section.role} of a section")
    if not section.title:
        inside = write_blocks(section.children, writing, level)
        return _division("section", section.attrs, inside)
    if rank > _DEEPEST:
        writing.lose("titles deeper than six")
        rank = _DEEPEST
    attributes = braces(section.attrs)
    parts = [f"{'#' * rank} {write_line(section.title, writing, is_single=True)} {attributes}".rstrip()]
    from afgpub.renderers.markdown.front import write_section_front

    parts += write_section_front(section, writing)
    parts.append(write_blocks(section.children, writing, rank))
    return "\n\n".join(part for part in parts if part)


def _division(name: str, attrs: Attrs, inside: str) -> str:
    longest = max((len(row) for row in re.findall("^:+", inside, re.MULTILINE)), default=2)
    fence = ":" * max(3, longest + 1)
    return f"{fence} {name} {braces(attrs)}".rstrip() + f"\n{inside}\n{fence}"


def _figure(figure: Figure, writing: Writing, level: int) -> str:
    match figure:
        case Figure((Paragraph((Image() as image,)),), caption, credit) if _is_plain(figure):
            words = "".join(node.value for node in caption if isinstance(node, Text))
            by = "".join(node.value for node in credit if isinstance(node, Text))
            shown = write_image(replace(image, title=words)) + braces(image.attrs, credit=by)
            return f"{braces(figure.attrs)}\n{shown}".lstrip("\n")
    parts = [write_blocks(figure.children, writing, level), write_line(figure.caption, writing)]
    if figure.credit:
        parts.append("{.credit}\n" + write_line(figure.credit, writing))
    return _division("figure", figure.attrs, "\n\n".join(part for part in parts if part))


def _is_plain(figure: Figure) -> bool:
    """Whether the words of a figure can stand in attributes."""
    words = (*figure.caption, *figure.credit)
    return bool(words) and all(isinstance(node, Text) and not re.search(r'["{}\\]', node.value) for node in words)


def _list(block: List, writing: Writing, level: int, alternate: bool) -> str:
    parts = []
    for number, item in enumerate(block.items, block.start):
        sign = (f"{number}{')' if alternate else '.'}") if block.ordered else "*" if alternate else "-"
        parts.append(f"{sign} {_indented(_item(item, writing, level, block.tight), len(sign) + 1)}".rstrip())
    return ("\n" if block.tight else "\n\n").join(parts)


def _item(item: ListItem, writing: Writing, level: int, tight: bool) -> str:
    # Two paragraphs side by side need the empty line.
    paragraphs = sum(isinstance(child, Paragraph) for child in item.children)
    inside = write_blocks(item.children, writing, level, tight=tight and paragraphs < 2)
    return inside if item.checked is None else f"[{'x' if item.checked else ' '}] {inside}"


def _definitions(block: DefinitionList, writing: Writing, level: int) -> str:
    lines: list[str] = []
    for item in block.items:
        if isinstance(item, Term):
            lines.append(("\n" if lines else "") + write_line(item.children, writing, is_single=True))
        else:
            lines.append(f": {_indented(write_blocks(item.children, writing, level), 2)}")
    return "\n".join(lines)


def _lines(verse: Verse, writing: Writing) -> str:
    stanzas = []
    for stanza in verse.stanzas:
        rows = []
        for line in stanza.lines:
            halves: tuple[Line, ...] = line.lines if isinstance(line, Couplet) else (line,)
            rows.append(" || ".join(write_line(half.children, writing, is_single=True) for half in halves))
        stanzas.append("\n".join(rows))
    return "\n\n".join(stanzas)


def _indented(text: str, columns: int) -> str:
    """All lines but the first moved in."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(" " * columns + line if line else "" for line in rest)])
