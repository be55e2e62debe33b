"""A line of many boxes without any place to break is laid out in linear time; WeasyPrint 70.0 takes the square.

When a line is too wide it looks for a break in all boxes before, and again in the same boxes after each further one.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

_MOST_LINES = 1000  # that are remembered at once


def repair_overlong_lines() -> None:
    """Make WeasyPrint look only into the boxes that have come since it found no break in those before."""
    from weasyprint.layout import inline

    if not hasattr(inline._break_waiting_children, "__wrapped__"):
        inline._break_waiting_children = _looking_once(inline._break_waiting_children)


def _looking_once(look: Any) -> Any:
    @wraps(look)
    def look_once(context: Any, *rest: Any) -> Any:
        *before, children, waiting, letter, line = rest
        if children or not waiting:
            return look(context, *rest)
        searched = context.__dict__.setdefault("_afgpub_searched", {})
        count = searched.get(id(waiting), (None, 0))[1]
        found: list[Any] = []
        resume_at = look(context, *before, found, waiting[count:], letter, line)
        if resume_at:
            children.extend(waiting[:count] + found)
        else:
            if len(searched) >= _MOST_LINES:
                searched.clear()
            searched[id(waiting)] = waiting, len(waiting)  # the list itself, so that no other gets its number
        return resume_at

    return look_once
