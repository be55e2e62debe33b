"""What a column begins with stands at its top; WeasyPrint 70.0 keeps the margin above it on a document's first page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any


def repair_column_tops() -> None:
    """Make WeasyPrint drop margins that adjoin a break between columns (CSS Fragmentation 3, 5.2)."""
    from weasyprint.layout import block

    if not hasattr(block.block_box_layout, "__wrapped__"):
        block.block_box_layout = _without_margins(block.block_box_layout)


def _without_margins(lay_out: Any) -> Any:
    from weasyprint.css.properties import Dimension

    none = Dimension(0, "px")

    @wraps(lay_out)
    def lay_out_column(context: Any, box: Any, bottom_space: float, skip_stack: Any, *rest: Any, **options: Any) -> Any:
        if not skip_stack or not getattr(box, "is_column", False):
            return lay_out(context, box, bottom_space, skip_stack, *rest, **options)
        styles = [(first, first.style) for first in _first_boxes(box, skip_stack)]
        for first, style in styles:  # a box is laid out again in other columns, until they are of one height
            first.style = style.copy()
            first.style["margin_top"] = none
        try:
            return lay_out(context, box, bottom_space, skip_stack, *rest, **options)
        finally:
            for first, style in styles:
                first.style = style

    return lay_out_column


def _first_boxes(box: Any, skip_stack: Any) -> Iterator[Any]:
    """The blocks that begin at the top of a column that goes on at `skip_stack`, with a margin above them."""
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    skipped: Any = skip_stack
    while True:
        place, skipped = next(iter(skipped.items())) if skipped else (0, None)
        children = getattr(box, "children", ())
        if place >= len(children) or not isinstance(children[place], BlockLevelBox):
            return
        box = children[place]
        style = box.style
        if not box.is_in_normal_flow():
            return
        if skipped:
            continue
        if _length(style["margin_top"]) > 0:
            yield box
        if _length(style["padding_top"]) or style["border_top_width"]:
            return


def _length(value: Any) -> float:
    return 0 if value == "auto" else float(value.value)
