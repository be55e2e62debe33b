"""Hyphens that hyphenation put at the end of a line are not part of the word, and are known as such to readers.

WeasyPrint lays a justified line out again from its text, hyphen and all, so the box remembers it.
"""

from __future__ import annotations

from functools import wraps
from typing import Any


def noting_hyphens(measure: Any) -> Any:
    """WeasyPrint's `first_line_metrics`, which notes on a layout how many characters at its end are a hyphen."""

    @wraps(measure)
    def measure_noting_hyphens(
        first_line: Any,
        text: str,
        layout: Any,
        resume_at: int | None,
        space_collapse: bool,
        style: Any,
        hyphenated: bool = False,
        hyphenation_character: str | None = None,
    ) -> Any:
        layout.added_hyphen = len(hyphenation_character or "") if hyphenated else 0
        return measure(first_line, text, layout, resume_at, space_collapse, style, hyphenated, hyphenation_character)

    return measure_noting_hyphens


def keeping_hyphens(split: Any) -> Any:
    """WeasyPrint's `split_text_box`, which hands that number on to the box (`added_hyphen`)."""

    @wraps(split)
    def split_keeping_hyphens(*arguments: Any, **named: Any) -> Any:
        box, *rest = split(*arguments, **named)
        if box is not None:
            box.added_hyphen = getattr(box.pango_layout, "added_hyphen", 0)
        return box, *rest

    return split_keeping_hyphens
