"""The rule of the parser for tables, with a memory for the cells that GFM leaves out."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit, table


def table_rule(parser: MarkdownIt) -> None:
    """Put the rule in the place of the parser's own."""
    parser.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; its token keeps the place and the words of each cell that has no column (GFM, Tables)."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        columns = len(_cells(state, start))
        rows = ((line, _cells(state, line)[columns:]) for line in range(start + 2, state.line))
        state.tokens[first].meta["extra"] = [(line, " | ".join(cells)) for line, cells in rows if any(cells)]
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
    cells = escapedSplit(text)
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return [cell.strip() for cell in cells]
