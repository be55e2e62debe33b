"""Repairs to WeasyPrint 70.0 for right-to-left books: column rules; tags of notes and contents lists.

Each wraps an upstream function whose text a test holds fast, so that it is thought through again when that changes.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

from afgpub.renderers.pdf.book.contents import repair_contents
from afgpub.renderers.pdf.book.tags import repair_tags


def repair_books(weasyprint: Any) -> None:
    """Make WeasyPrint draw the rules between right-to-left columns in their gaps, and tag what books have."""
    from weasyprint.draw import border

    if not hasattr(border, "_afgpub_draw_column_rules"):
        border._afgpub_draw_column_rules = border.draw_column_rules
        border.draw_column_rules = _between_columns(border.draw_column_rules)
    repair_tags(weasyprint)
    repair_contents()


def _between_columns(draw: Any) -> Any:
    """Upstream draws a rule left of every column but the first; right to left, that first one is the rightmost."""

    @wraps(draw)
    def draw_between(stream: Any, box: Any) -> None:
        if box.style["direction"] == "rtl":
            box = box.copy_with_children(_leftmost_first(box.children))
        draw(stream, box)

    return draw_between


def _leftmost_first(children: Any) -> list[Any]:
    """The children with each row of columns turned round; what spans all columns parts the rows."""
    turned: list[Any] = []
    row: list[Any] = []
    for child in children:
        if child.style["column_span"] == "all":
            turned += [*row[::-1], child]
            row = []
        else:
            row.append(child)
    return turned + row[::-1]
