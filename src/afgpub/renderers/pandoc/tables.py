"""Tables as pandoc's, in a grid that is full: columns counted over spans, missing cells put in."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from afgpub.document import Align, Cell, Row, Table
from afgpub.renderers.pandoc.inlines import write_own_line
from afgpub.renderers.pandoc.nodes import Node, Nodes, attr, node, paragraph
from afgpub.renderers.pandoc.writing import Setting, Writing

WriteBlocks = Callable[..., Nodes]
_SIDES: dict[Align | None, str] = {
    None: "AlignDefault",
    "start": "AlignLeft",
    "center": "AlignCenter",
    "end": "AlignRight",
}
_TURNED = {"AlignLeft": "AlignRight", "AlignRight": "AlignLeft"}


def write_table(table: Table, writing: Writing, setting: Setting, write_blocks: WriteBlocks) -> Node:
    """The table of the tree; the sides of its cells follow its direction."""
    width = max(1, _width(table.head), _width(table.body))
    # Typst's sides are those of the page; elsewhere they turn with the table.
    turned = setting.dir == "rtl" and writing.format == "typst"

    def side(align: Align | None) -> Node:
        name = _SIDES[align]
        return {"t": _TURNED.get(name, name) if turned else name}

    sides = [*_first_sides(table, width), *[None] * width][:width]

    def cell(made: Cell | None, column: Align | None) -> list[object]:
        if made is None:
            return [attr(), side(None), 1, 1, [paragraph(writing.mark(setting, begins=True), tight=True)]]
        inner = setting.inside(made.attrs)
        blocks = write_blocks(made.children, writing, inner, tight=True)
        blocks = blocks or [paragraph(writing.mark(inner, begins=True), tight=True)]
        blocks = writing.divided(blocks, made.attrs, is_wide=False)
        own = None if made.align == column else made.align
        return [attr(made.attrs.id), side(own), made.rows, made.columns, blocks]

    def rows(part: Sequence[Row]) -> list[object]:
        # Only in a row without spans does a cell stand under the side of its place.
        return [
            [attr(), [cell(made, sides[n] if len(row) == width else None) for n, made in enumerate(row)]]
            for row in _full(part, width)
        ]

    if any(made.header for row in table.body for made in row.cells[1:]):
        writing.lose("cells in a table that head their rows")
    heads = 1 if table.body and all(row.cells and row.cells[0].header for row in table.body) else 0
    caption = [paragraph(write_own_line(table.caption, writing, setting), tight=True)] if table.caption else []
    columns = [[side(made), {"t": "ColWidthDefault"}] for made in sides]
    head, body = rows(table.head), rows(table.body)
    content = [attr(table.attrs.id), [None, caption], columns, [attr(), head], [[attr(), heads, [], body]]]
    return node("Table", [*content, [attr(), []]])


def _first_sides(table: Table, width: int) -> list[Align | None]:
    """The sides of the columns: those of the first row that has a cell for each."""
    for row in (*table.body, *table.head):
        if len(row.cells) == width and all(cell.columns == 1 for cell in row.cells):
            return [cell.align for cell in row.cells]
    return []


def _width(rows: Sequence[Row]) -> int:
    return max((used for _, used in _placed(rows)), default=0)


def _full(rows: Sequence[Row], width: int) -> list[list[Cell | None]]:
    """The cells of each row, and None for each place that is missing at its end."""
    return [[*row.cells, *[None] * (width - used)] for row, used in _placed(rows)]


def _placed(rows: Sequence[Row]) -> list[tuple[Row, int]]:
    """Each row with the columns that it takes, those of cells from above among them."""
    made = []
    above: list[tuple[int, int]] = []  # (rows still to come, columns)
    for row in rows:
        used = sum(columns for _, columns in above) + sum(cell.columns for cell in row.cells)
        made.append((row, used))
        above = [(left - 1, columns) for left, columns in above if left > 1]
        above += [(cell.rows - 1, cell.columns) for cell in row.cells if cell.rows > 1]
    return made
