"""A text that fits its line but for the space at its end stays whole; WeasyPrint 70.0 breaks it after a word."""

from __future__ import annotations

from functools import wraps
from typing import Any

# A line whose text would be no more than this much wider than the room is measured again: estimates go by letters.
_DOUBT = 1.3


def repair_trailing_space(weasyprint: Any) -> None:
    """Make WeasyPrint hang the space before an element that begins the next line (CSS Text 3, 4.1.2)."""
    from weasyprint.layout import inline, preferred
    from weasyprint.text import line_break

    if not hasattr(inline.split_first_line, "__wrapped__"):
        split = _with_hanging_space(line_break.split_first_line)
        line_break.split_first_line = inline.split_first_line = preferred.split_first_line = split


def _with_hanging_space(split: Any) -> Any:
    @wraps(split)
    def split_with_hanging_space(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **options: Any
    ) -> Any:
        line = split(text, style, context, max_width, *rest, **options)
        _, length, resume_at, width, _, _ = line
        if (
            resume_at is None
            or not max_width
            or not text.endswith(" ")
            or style["white_space"] not in ("normal", "pre-line")
            or width * len(text.encode()) > _DOUBT * max_width * max(1, length)
            or "\n" in text
        ):
            return line
        whole = split(text.rstrip(" "), style, context, max_width, *rest, **options)
        return line if whole[2] is not None else split(text, style, context, None, *rest, **options)

    return split_with_hanging_space
