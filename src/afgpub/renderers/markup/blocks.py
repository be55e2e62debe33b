"""Blocks as XHTML."""

from __future__ import annotations

from typing import assert_never

from lxml import etree

from afgpub.document import (
    Aside,
    Block,
    Blocks,
    CodeBlock,
    Couplet,
    Definition,
    DefinitionList,
    Figure,
    Image,
    Line,
    List,
    Node,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Term,
    ThematicBreak,
    Verse,
)
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.elements import append_text, element, put_attrs
from afgpub.renderers.markup.inlines import write_inlines, write_line

LAST_RANK = 6


def write_blocks(parent: etree._Element, nodes: Blocks, context: Context, rank: int) -> None:
    """Append `nodes` to `parent`; titles of the sections among them are headings of `rank` (1 to 6)."""
    for node in nodes:
        _write_block(parent, node, context, rank)


def _start(parent: etree._Element, tag: str, node: Node, context: Context, class_: str | None = None) -> etree._Element:
    new = put_attrs(element(parent, tag, class_=class_ or None), node.attrs)
    context.put_id(new, node)
    return new


def _write_block(parent: etree._Element, node: Block, context: Context, rank: int) -> None:
    match node:
        case Section():
            write_section(parent, node, context, rank)
        case Paragraph(children):
            write_inlines(_start(parent, "p", node, context), children, context)
        case Quote(children):
            write_blocks(_start(parent, "blockquote", node, context), children, context, rank)
        case Aside(children, role):
            aside = _start(parent, "footer" if role == "bio" else "aside", node, context, role)
            if role != "bio":
                aside.set("role", "note")
            write_blocks(aside, children, context, rank)
        case List():
            _write_list(parent, node, context, rank)
        case DefinitionList(items):
            _write_definitions(_start(parent, "dl", node, context), items, context, rank)
        case Verse(stanzas):
            verse = _start(parent, "div", node, context, "verse")
            for stanza in stanzas:
                _write_lines(_start(verse, "div", stanza, context, "stanza"), stanza.lines, context)
        case Figure():
            _write_figure(parent, node, context, rank)
        case Table():
            _write_table(parent, node, context, rank)
        case CodeBlock(text, language):
            block = _start(parent, "pre", node, context)
            block.set("dir", "ltr")
            element(block, "code", text, class_=f"language-{language}" if language else None)
        case ThematicBreak():
            _start(parent, "hr", node, context)
        case _:
            assert_never(node)


def write_section(parent: etree._Element, node: Section, context: Context, rank: int) -> None:
    """Append a section: a `section` with its heading of `rank`, or a plain `div` where it has no title."""
    section = _start(parent, "section" if node.title else "div", node, context, node.role)
    if node.kicker:
        write_line(element(section, "p", class_="kicker"), node.kicker, context)
    if node.title:
        write_line(element(section, f"h{min(rank, LAST_RANK)}"), node.title, context)
    if node.subtitle:
        write_line(element(section, "p", class_="subtitle"), node.subtitle, context)
    write_blocks(section, node.children, context, rank + 1 if node.title else rank)


def _write_list(parent: etree._Element, node: List, context: Context, rank: int) -> None:
    new = _start(parent, "ol" if node.ordered else "ul", node, context, None if node.tight else "loose")
    if node.ordered and node.start != 1:
        new.set("start", str(node.start))
    for item in node.items:
        entry = _start(new, "li", item, context, "task" if item.checked is not None else None)
        if item.checked is not None:
            append_text(entry, "[x] " if item.checked else "[ ] ")
        for child in item.children:
            if node.tight and isinstance(child, Paragraph) and child.attrs == Paragraph(()).attrs:
                write_inlines(entry, child.children, context)
            else:
                _write_block(entry, child, context, rank)


def _write_definitions(
    parent: etree._Element, items: tuple[Term | Definition, ...], context: Context, rank: int
) -> None:
    for item in items:
        match item:
            case Term(children):
                write_inlines(_start(parent, "dt", item, context), children, context)
            case Definition(blocks):
                write_blocks(_start(parent, "dd", item, context), blocks, context, rank)
            case _:
                assert_never(item)


def _write_lines(parent: etree._Element, lines: tuple[Line | Couplet, ...], context: Context) -> None:
    for line in lines:
        match line:
            case Line(children):
                write_inlines(_start(parent, "p", line, context, "line"), children, context)
            case Couplet(halves):
                couplet = _start(parent, "p", line, context, "couplet")
                for number, half in enumerate(halves):
                    if number:
                        append_text(couplet, " ")
                    write_inlines(_start(couplet, "span", half, context, "line"), half.children, context)
            case _:
                assert_never(line)


def _write_figure(parent: etree._Element, node: Figure, context: Context, rank: int) -> None:
    figure = _start(parent, "figure", node, context)
    for child in node.children:
        if isinstance(child, Paragraph) and all(isinstance(inline, Image) for inline in child.children):
            write_inlines(figure, child.children, context)
        else:
            _write_block(figure, child, context, rank)
    if node.caption or node.credit:
        caption = element(figure, "figcaption")
        write_inlines(caption, node.caption, context)
        if node.credit:
            if node.caption:
                append_text(caption, " ")
            write_inlines(element(caption, "span", class_="credit"), node.credit, context)


def _write_table(parent: etree._Element, node: Table, context: Context, rank: int) -> None:
    # the box around it keeps caption and table on one page, which WeasyPrint does not do of itself
    table = _start(element(parent, "div", class_="table"), "table", node, context)
    if node.caption:
        write_line(element(table, "caption"), node.caption, context)
    if node.head:
        _write_rows(element(table, "thead"), node.head, context, rank, "col")
    if node.body:
        _write_rows(element(table, "tbody"), node.body, context, rank, "row")


def _write_rows(parent: etree._Element, rows: tuple[Row, ...], context: Context, rank: int, scope: str) -> None:
    for row in rows:
        new = _start(parent, "tr", row, context)
        for cell in row.cells:
            place = _start(new, "th" if cell.header else "td", cell, context, cell.align and f"align-{cell.align}")
            if cell.header:
                place.set("scope", scope)
            if cell.columns > 1:
                place.set("colspan", str(cell.columns))
            if cell.rows > 1:
                place.set("rowspan", str(cell.rows))
            match cell.children:
                case (Paragraph(inlines) as only,):
                    # The cell says what its only paragraph says.
                    put_attrs(place, only.attrs)
                    if not cell.attrs.id:
                        context.put_id(place, only)
                    write_inlines(place, inlines, context)
                case _:
                    write_blocks(place, cell.children, context, rank)
