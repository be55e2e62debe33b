"""Tables with spans, heads between rows, heads of rows, and sides by the table's direction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from afgpub.document import MAX_COLUMNS, MAX_ROWS, NO_ATTRS, Align, Blocks, Cell, Row, Table
from afgpub.frozen import replace
from afgpub.readers.markdown.attributes import merge_attrs
from afgpub.readers.pandoc.attributes import make_attrs
from afgpub.readers.pandoc.captions import join_lines
from afgpub.readers.pandoc.mapping import Mapping
from afgpub.readers.pandoc.tree import Node

MakeBlocks = Callable[[Sequence[Node], Mapping], Blocks]
_SIDES: dict[str, Align] = {"AlignLeft": "start", "AlignCenter": "center", "AlignRight": "end"}
_TURNED: dict[Align, Align] = {"start": "end", "center": "center", "end": "start"}


def make_table(content: list[Any], mapping: Mapping, make_blocks: MakeBlocks) -> Table:
    """The table of pandoc's; the rows of its foot are the last of its body."""
    attr, (_, caption), columns, (_, head), bodies, (_, foot) = content
    attrs = make_attrs(attr, mapping)
    outer, mapping.table = mapping.table, NO_ATTRS
    words = join_lines(make_blocks(caption, mapping))
    grid = _Grid(mapping, make_blocks, [_SIDES.get(align["t"]) for align, _ in columns])
    head_rows = grid.rows(head, is_head=True)
    body_rows: list[Row] = []
    for _, row_heads, between, rows in bodies:
        body_rows += grid.rows(between, is_head=True)
        body_rows += grid.rows(rows, row_heads=row_heads)
    body_rows += grid.rows(foot)
    attrs = merge_attrs(mapping.table, attrs)
    mapping.table = outer
    span = mapping.cover((*words, *head_rows, *body_rows))
    table = Table(caption=words, head=tuple(head_rows), body=tuple(body_rows), attrs=attrs, span=span)
    return _turned(table) if mapping.is_physical and attrs.dir == "rtl" else table


class _Grid:
    """The rows of one table. Which column a cell stands in depends on the spans of the rows above it."""

    def __init__(self, mapping: Mapping, make_blocks: MakeBlocks, sides: list[Align | None]) -> None:
        self.mapping, self.make_blocks, self.sides = mapping, make_blocks, sides

    def rows(self, rows: list[Any], *, is_head: bool = False, row_heads: int = 0) -> list[Row]:
        """Rows of one part of the table; a span does not reach out of it."""
        left = [0] * len(self.sides)
        made = []
        for attr, cells in rows:
            attrs = make_attrs(attr, self.mapping)
            found = tuple(self._cells(cells, left, is_head, row_heads))
            made.append(Row(found, attrs=attrs, span=self.mapping.cover(found)))
        return made

    def _cells(self, cells: list[Any], left: list[int], is_head: bool, row_heads: int) -> list[Cell]:
        made, column = [], 0
        for attr, align, rows, columns, nodes in cells:
            while column < len(left) and left[column]:
                left[column] -= 1
                column += 1
            attrs = make_attrs(attr, self.mapping)
            self.mapping.header = False
            children = self.make_blocks(nodes, self.mapping)
            side = _SIDES.get(align["t"]) or (self.sides[column] if column < len(self.sides) else None)
            span = self.mapping.cover(children)
            header = is_head or column < row_heads or self.mapping.header
            spans = min(max(columns, 1), MAX_COLUMNS), min(max(rows, 1), MAX_ROWS)
            made.append(Cell(children, side, header, *spans, attrs=attrs, span=span))
            for place in range(column, min(column + columns, len(left))):
                left[place] = rows - 1
            column += columns
        for place in range(column, len(left)):
            left[place] = max(left[place] - 1, 0)
        return made


def _turned(table: Table) -> Table:
    """The same table, its sides counted from the right: pandoc has left and right, the tree start and end."""

    def turned(rows: Sequence[Row]) -> tuple[Row, ...]:
        return tuple(
            replace(row, cells=tuple(replace(c, align=_TURNED[c.align]) if c.align else c for c in row.cells))
            for row in rows
        )

    return replace(table, head=turned(table.head), body=turned(table.body))
