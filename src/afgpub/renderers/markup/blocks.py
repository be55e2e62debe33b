"""Blocks as XHTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from afgpub.document import (
    NO_ATTRS,
    Aside,
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Couplet,
    Definition,
    DefinitionList,
    Figure,
    Image,
    Line,
    List,
    ListItem,
    Node,
    Paragraph,
    Quote,
    Row,
    Section,
    Stanza,
    Table,
    Term,
    ThematicBreak,
    Verse,
)
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.inlines import write_inlines, write_line
from afgpub.renderers.markup.writing import NONE, escape, put_attrs, void, wrap

LAST_RANK = 6


def write_blocks(nodes: Blocks, context: Context, rank: int) -> str:
    """The XHTML of `nodes`; titles of the sections among them are headings of `rank` (1 to 6)."""
    pieces: list[str] = []
    for node in nodes:  # no comprehension: in Python 3.11 it takes a level of the stack
        pieces.append(_write_block(node, context, rank))  # noqa: PERF401
    return "".join(pieces)


def _write_block(node: Block, context: Context, rank: int) -> str:
    match node:
        case Paragraph(children):
            return _element("p", node, context, write_inlines, children)
        case Section():
            return write_section(node, context, rank)
        case Quote(children):
            return _element("blockquote", node, context, write_blocks, children, rank)
        case Aside(children, role):
            attributes = context.attributes(node, role)
            if role != "bio":
                attributes["role"] = "note"
            inside = context.inside(node.attrs, write_blocks, children, rank)
            return wrap("footer" if role == "bio" else "aside", attributes, inside)
        case List():
            return _write_list(node, context, rank)
        case DefinitionList(items):
            return _element("dl", node, context, _write_definitions, items, rank)
        case Verse(stanzas):
            return _element("div", node, context, _write_stanzas, stanzas, class_="verse")
        case Figure():
            return _element("figure", node, context, _write_figure, node, rank)
        case Table():
            # the box around it keeps caption and table on one page, which WeasyPrint does not do of itself
            return wrap("div", {"class": "table"}, _element("table", node, context, _write_table, node, rank))
        case CodeBlock(text, language):
            attributes = {**context.attributes(node), "dir": "ltr"}
            code = {"class": f"language-{language}"} if language else NONE
            return wrap("pre", attributes, wrap("code", code, escape(text)))
        case ThematicBreak():
            return void("hr", context.attributes(node))
        case _:
            assert_never(node)


def _element(
    tag: str,
    node: Node,
    context: Context,
    write: Callable[..., str],
    nodes: object,
    *more: object,
    class_: str = "",
) -> str:
    """The element of `node`, inside it what `write` makes of `nodes`."""
    attributes = context.attributes(node, class_)
    if not (node.attrs.lang or node.attrs.dir):
        return wrap(tag, attributes, write(nodes, context, *more))
    return wrap(tag, attributes, context.inside(node.attrs, write, nodes, *more))


def write_section(node: Section, context: Context, rank: int) -> str:
    """A section: a `section` with its heading of `rank`, or a plain `div` where it has no title."""
    return _element("section" if node.title else "div", node, context, _write_section, node, rank, class_=node.role)


def _write_section(node: Section, context: Context, rank: int) -> str:
    kicker = write_line("p", node.kicker, context, "kicker") if node.kicker else ""
    title = write_line(f"h{min(rank, LAST_RANK)}", node.title, context) if node.title else ""
    subtitle = write_line("p", node.subtitle, context, "subtitle") if node.subtitle else ""
    return kicker + title + subtitle + write_blocks(node.children, context, rank + 1 if node.title else rank)


def _write_list(node: List, context: Context, rank: int) -> str:
    attributes = context.attributes(node, "" if node.tight else "loose")
    if node.ordered and node.start != 1:
        attributes["start"] = str(node.start)
    inside = context.inside(node.attrs, _write_items, node.items, node.tight, rank)
    return wrap("ol" if node.ordered else "ul", attributes, inside)


def _write_items(items: tuple[ListItem, ...], context: Context, tight: bool, rank: int) -> str:
    pieces: list[str] = []
    for item in items:
        class_ = "" if item.checked is None else "task"
        pieces.append(_element("li", item, context, _write_item, item, tight, rank, class_=class_))
    return "".join(pieces)


def _write_item(item: ListItem, context: Context, tight: bool, rank: int) -> str:
    pieces = [_BOXES[item.checked]]
    for child in item.children:
        if tight and isinstance(child, Paragraph) and child.attrs == NO_ATTRS:  # has no element of its own
            pieces.append(write_inlines(child.children, context))
        else:
            pieces.append(_write_block(child, context, rank))
    return "".join(pieces)


def _write_definitions(items: tuple[Term | Definition, ...], context: Context, rank: int) -> str:
    pieces: list[str] = []
    for item in items:
        match item:
            case Term(children):
                pieces.append(_element("dt", item, context, write_inlines, children))
            case Definition(blocks):
                pieces.append(_element("dd", item, context, write_blocks, blocks, rank))
            case _:
                assert_never(item)
    return "".join(pieces)


def _write_stanzas(stanzas: tuple[Stanza, ...], context: Context) -> str:
    return "".join([_element("div", s, context, _write_lines, s.lines, class_="stanza") for s in stanzas])


def _write_lines(lines: tuple[Line | Couplet, ...], context: Context) -> str:
    pieces: list[str] = []
    for line in lines:
        match line:
            case Line(children):
                pieces.append(_element("p", line, context, write_inlines, children, class_="line"))
            case Couplet(halves):
                pieces.append(_element("p", line, context, _write_halves, halves, class_="couplet"))
            case _:
                assert_never(line)
    return "".join(pieces)


def _write_halves(halves: tuple[Line, ...], context: Context) -> str:
    return " ".join([_element("span", h, context, write_inlines, h.children, class_="line") for h in halves])


def _write_figure(node: Figure, context: Context, rank: int) -> str:
    pieces: list[str] = []
    for child in node.children:
        if isinstance(child, Paragraph) and all(isinstance(inline, Image) for inline in child.children):
            pieces.append(write_inlines(child.children, context))
        else:
            pieces.append(_write_block(child, context, rank))
    caption = [write_inlines(node.caption, context)] if node.caption else []
    if node.credit:
        caption.append(wrap("span", {"class": "credit"}, write_inlines(node.credit, context)))
    if caption:
        pieces.append(wrap("figcaption", NONE, " ".join(caption)))
    return "".join(pieces)


def _write_table(node: Table, context: Context, rank: int) -> str:
    caption = write_line("caption", node.caption, context) if node.caption else ""
    head = wrap("thead", NONE, _write_rows(node.head, context, rank, "col")) if node.head else ""
    body = wrap("tbody", NONE, _write_rows(node.body, context, rank, "row")) if node.body else ""
    return caption + head + body


def _write_rows(rows: tuple[Row, ...], context: Context, rank: int, scope: str) -> str:
    return "".join([_element("tr", row, context, _write_cells, row.cells, rank, scope) for row in rows])


def _write_cells(cells: tuple[Cell, ...], context: Context, rank: int, scope: str) -> str:
    return "".join([_write_cell(cell, context, rank, scope) for cell in cells])


def _write_cell(cell: Cell, context: Context, rank: int, scope: str) -> str:
    attributes = context.attributes(cell, f"align-{cell.align}" if cell.align else "")
    if cell.header:
        attributes["scope"] = scope
    if cell.columns > 1:
        attributes["colspan"] = str(cell.columns)
    if cell.rows > 1:
        attributes["rowspan"] = str(cell.rows)
    match cell.children:
        case (Paragraph() as only,):
            # The cell says what its only paragraph says.
            put_attrs(attributes, only.attrs)
            if not cell.attrs.id:
                context.put_id(attributes, only)
            inside = context.inside(cell.attrs, _write_only, only)
        case _:
            inside = context.inside(cell.attrs, write_blocks, cell.children, rank)
    return wrap("th" if cell.header else "td", attributes, inside)


def _write_only(paragraph: Paragraph, context: Context) -> str:
    return context.inside(paragraph.attrs, write_inlines, paragraph.children)


_BOXES = {None: "", True: "[x] ", False: "[ ] "}
