"""WeasyPrint's drawing of the line of a text box, replaced."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.lines.shaped import reactivate_anew
from afgpub.renderers.pdf.text.drawing import Line
from afgpub.renderers.pdf.text.plain_line import draw_part, has_pictures


def drawing(draw_first_line: Any) -> Any:
    """WeasyPrint's `draw_first_line`, replaced but for cut-off lines and for fonts of pictures."""

    @wraps(draw_first_line)
    def draw(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        from weasyprint.text.ffi import pango

        is_cut = text_overflow == "ellipsis" or block_ellipsis != "none"
        if textbox.pango_layout.layout is None:
            outlines = draw_part(stream, textbox, matrix) if not is_cut and textbox.text else None
            if outlines is not None:
                return outlines
            reactivate_anew(textbox.pango_layout, textbox.style)
        if is_cut or textbox.style["font_size"] < 1e-6:
            return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
        runs = list(_runs(textbox.pango_layout.get_first_line()[0]))
        fonts = [stream.add_font(run.item.analysis.font) for run in runs]
        if any(has_pictures(font) for font, _ in fonts):
            return draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        return Line(stream, textbox, matrix).draw(runs, fonts) if textbox.text else []

    return draw


def _runs(line: Any) -> Iterator[Any]:
    from weasyprint.text.ffi import ffi

    run = line.runs
    while run != ffi.NULL:
        yield run.data
        run = run.next
