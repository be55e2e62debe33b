"""A line whose next word is plainly too wide is not tried with it; WeasyPrint 70.0 lays each out once more for that.

Pango breaks lines before a word that does not fit because of the space after it, so WeasyPrint tries the word alone.
The width that it has in the line below tells that nothing will come of it.
"""

from __future__ import annotations

import re
from functools import wraps
from typing import Any

_LETTERS = 4  # an em, of which WeasyPrint's first guess takes text
_DOUBT = 0.25  # em: more than the first and the last letter of a word can be kerned
# Scripts whose lines break at spaces and marks alone; the soft hyphen, tabs and ends of lines go the long way.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u07ff\u2010-\u2027\u202f-\u205e]+")


def repair_breaks() -> None:
    """Make WeasyPrint's split of a text take a draft that is plainly right."""
    from weasyprint.text import line_break

    if not hasattr(line_break.split_first_line, "__wrapped__"):
        line_break.split_first_line = _by_draft(line_break.split_first_line)


def _by_draft(split: Any) -> Any:
    from weasyprint.text import line_break

    @wraps(split)
    def split_by_draft(
        text: str, style: Any, context: Any, max_width: Any, justification_spacing: float, *rest: Any, **options: Any
    ) -> Any:
        size = style["font_size"]
        if (
            max_width is None
            or not size * _LETTERS <= max_width < 2**21
            or style["white_space"] != "normal"
            or style["hyphens"] == "auto"
            or style["letter_spacing"] not in ("normal", 0)
        ):
            return split(text, style, context, max_width, justification_spacing, *rest, **options)
        short = text[: int(max_width / size * _LETTERS)]
        if _PLAIN.fullmatch(short):
            layout = line_break.create_layout(short, style, context, max_width, justification_spacing)
            line, resume_at = layout.get_first_line()
            fits = line_break.line_size(line, style)[0] <= max_width
            if resume_at is None and fits and short == text:
                return line_break.first_line_metrics(line, text, layout, None, True, style)
            if resume_at is not None and fits and _is_last(layout, line, resume_at, short, style, max_width):
                return line_break.first_line_metrics(
                    line, short, layout, resume_at, True, style, False, style["hyphenate_character"]
                )
        return split(text, style, context, max_width, justification_spacing, *rest, **options)

    return split_by_draft


def _is_last(layout: Any, line: Any, resume_at: int, text: str, style: Any, max_width: float) -> bool:
    """Whether the first word below a line, which a space ends, is wider than what is left of the room."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import ffi, pango

    below = text.encode()[resume_at:].decode()
    start = len(text) - len(below) + 1
    attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)[start : len(text)]
    end = line_break.get_next_break_point(attributes)
    if not end or below[end] != " ":
        return False
    word = below[:end].rstrip(" ").encode()
    stop = resume_at + len(word)
    width = 0
    run = pango.pango_layout_get_line_readonly(layout.layout, 1).runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for index in range(glyphs.num_glyphs) if resume_at <= item.offset < stop else ():
            if item.offset + glyphs.log_clusters[index] < stop:
                width += glyphs.glyphs[index].geometry.width
        run = run.next
    room = max_width - line_break.line_size(line, style)[0] + _DOUBT * style["font_size"]
    return bool(word) and width / pango.pango_units_from_double(1) > room
