"""A line's text is shaped once; WeasyPrint 70.0 lets go of what it has measured, and shapes it again to draw it.

Kept are a few hundred lines, as many as some pages have: a long book is measured whole before any of it is drawn.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.by_style import kept_for

_KEPT = "_afgpub_shaped"  # of a font configuration: what was measured, by style and text
_MOST = 500  # lines
_PARAGRAPHS = re.compile("[\n\r\t\x1c-\x1e\x85\u2028\u2029]")  # what begins one for Pango, and tabs


def repair_shaping() -> None:
    """Make WeasyPrint draw what it has measured, where that is kept."""
    from weasyprint.text import line_break

    if not hasattr(line_break.Layout.reactivate, "__wrapped__"):
        line_break.create_layout = _as_drawn(line_break.create_layout)
        line_break.first_line_metrics = _keeping(line_break.first_line_metrics)
        line_break.Layout.reactivate = _as_measured(line_break.Layout.reactivate)


def forget_shaped(fonts: Any) -> None:
    """Let go of the lines of an earlier document."""
    fonts.__dict__.pop(_KEPT, None)


def _as_drawn(create: Any) -> Any:
    """WeasyPrint's `create_layout`, in the mode in which lines are drawn, where that is the same for the text."""
    from weasyprint.text.ffi import pango

    @wraps(create)
    def create_as_drawn(text: str, *rest: Any) -> Any:
        layout = create(text, *rest)
        layout.is_as_drawn = not _PARAGRAPHS.search(text)
        if layout.is_as_drawn:
            pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        return layout

    return create_as_drawn


def _keeping(measure: Any) -> Any:
    """WeasyPrint's `first_line_metrics`, after which the layout holds the text of the line; it is kept if no other."""
    from weasyprint.text.ffi import ffi, pango

    @wraps(measure)
    def measure_and_keep(
        line: Any, text: str, layout: Any, resume_at: int | None, space_collapse: bool, style: Any, *hyphen: Any
    ) -> Any:
        pango_layout = layout.layout
        measured = measure(line, text, layout, resume_at, space_collapse, style, *hyphen)
        if (
            getattr(layout, "is_as_drawn", False)
            and not (hyphen and hyphen[0])
            and not layout.justification_spacing  # its spaces are wider
            and style["word_spacing"] == 0
            and style["text_decoration_line"] == "none"
            and style["letter_spacing"] in ("normal", 0)
            and kept_for(style) is not None
            and pango.pango_layout_get_line_readonly(pango_layout, 1) == ffi.NULL
        ):
            shaped = style.font_config.__dict__.setdefault(_KEPT, OrderedDict())
            shaped[id(style), layout.text] = style, pango_layout
            if len(shaped) > _MOST:
                shaped.popitem(last=False)
        return measured

    return measure_and_keep


def _as_measured(reactivate: Any) -> Any:
    @wraps(reactivate)
    def reactivate_as_measured(self: Any, style: Any) -> None:
        if "shaped" in self.__dict__:
            self.layout, self.language, self.style = None, None, style
            return
        shaped = style.font_config.__dict__.get(_KEPT)
        found = shaped.get((id(style), self.text)) if shaped and not self.justification_spacing else None
        if found is None:
            reactivate(self, style)
            return
        self.style, self.layout = found
        self.language = None
        self.first_line_direction = 0

    return reactivate_as_measured


def reactivate_anew(layout: Any, style: Any) -> None:
    """Have Pango shape the text of a layout that is drawn in WeasyPrint's own way after all."""
    type(layout).reactivate.__wrapped__(layout, style)
