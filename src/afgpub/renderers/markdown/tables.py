"""Tables as rows between bars (GFM): one row of heads, cells of one line, no spans."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import Align, Cell, LineBreak, Paragraph, Row, Table, Text
from afgpub.renderers.markdown.inlines import write_line
from afgpub.renderers.markdown.writing import Writing
from afgpub.walk import plain_text

_RULES: dict[Align | None, str] = {None: "---", "start": ":---", "center": ":---:", "end": "---:"}


def write_table(table: Table, writing: Writing) -> str:
    """The table with its caption before it. A span leaves empty cells; what GFM has no form for is counted."""
    width = max((sum(cell.columns for cell in row.cells) for row in (*table.head, *table.body)), default=1)
    rows = [*table.head, *table.body]
    if len(table.head) > 1:
        writing.lose("rows of heads after the first in a table")
    if any(cell.columns > 1 or cell.rows > 1 for row in rows for cell in row.cells):
        writing.lose("cells of a table over rows or columns")
    head = table.head[0] if table.head else Row(())
    lines = [_row(head, width, writing), _bars([_RULES[side] for side in _sides(rows, width)])]
    lines += [_row(row, width, writing) for row in rows[1 if table.head else 0 :]]
    caption = [f"Table: {write_line(table.caption, writing, is_single=True)}\n"] if table.caption else []
    return "\n".join([*caption, *lines])


def _sides(rows: Sequence[Row], width: int) -> list[Align | None]:
    for row in rows:
        if len(row.cells) == width:
            return [cell.align for cell in row.cells]
    return [None] * width


def _row(row: Row, width: int, writing: Writing) -> str:
    words: list[str] = []
    for cell in row.cells:
        words += [_cell(cell, writing), *[""] * (cell.columns - 1)]
    return _bars([*words, *[""] * (width - len(words))])


def _bars(words: Sequence[str]) -> str:
    return "| " + " | ".join(words) + " |"


def _cell(cell: Cell, writing: Writing) -> str:
    parts: list[str] = []
    for block in cell.children:
        if isinstance(block, Paragraph):
            parts.append(write_line(block.children, writing, is_single=True))
        else:
            writing.lose("blocks in a cell of a table")
            parts.append(write_line((Text(plain_text(block)),), writing, is_single=True))
    joined = write_line((LineBreak(),), writing, is_single=True).join(parts)
    # Inside code a bar has no backslash yet.
    return "\\|".join(piece.removesuffix("\\") for piece in joined.split("|")) if "|" in joined else joined
