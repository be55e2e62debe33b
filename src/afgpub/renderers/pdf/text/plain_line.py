"""A line that is cut from a text which was shaped is drawn from its glyphs, in one go where it is plain."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.text.codes import Codes
from afgpub.renderers.pdf.text.drawing import Line
from afgpub.renderers.pdf.text.plain_runs import PartRun, part_run
from afgpub.renderers.pdf.text.shown import shown_of

_FONTS = "_afgpub_fonts"  # of a stream: its fonts, by what is learnt of a style
_UPRIGHT = (1, 0, 0, -1)
_SIZED = 14802  # the version of Pango whose fonts know their size: GNOME/pango issue 530


def draw_part(stream: Any, textbox: Any, matrix: Any) -> list[Any] | None:
    """Draw it, and give the outlines that are to be drawn after it; None where Pango has to shape it again."""
    from weasyprint.text.ffi import pango

    glyphs, learnt, start, end = textbox.pango_layout.shaped
    if textbox.joined_start or textbox.joined_end or pango.pango_version() < _SIZED:
        return None
    fonts = stream.__dict__.setdefault(_FONTS, {})
    if learnt not in fonts:
        font, size = stream.add_font(learnt.font)
        fonts[learnt] = None if has_pictures(font) else (font, size)
    if fonts[learnt] is None:
        return None
    said = textbox.pango_layout.text  # that of the box may have lost the space at its end
    run = part_run(glyphs, start, end, said, int(learnt.right_to_left))
    if _draw_plainly(stream, textbox, matrix, run, learnt.font, *fonts[learnt]):
        return []
    return Line(stream, textbox, matrix).draw_part(run, learnt.font, fonts[learnt])


def _draw_plainly(
    stream: Any, textbox: Any, matrix: Any, run: PartRun, pango_font: Any, font: Any, size: float
) -> bool:
    """Draw a plain run in one go; nothing is written, and False given, where it is to be drawn letter by letter."""
    from weasyprint.text.ffi import FROM_UNITS

    if matrix.values[:4] != _UPRIGHT:
        return False
    if (not run.level or textbox.is_raised) and textbox.style.root_style["direction"] == "rtl":
        return False  # its words may have to be drawn in pieces
    plain = run.plain()
    if plain is None:
        return False
    shown = shown_of(plain, Codes.of(font), (stream, pango_font), 1000 * FROM_UNITS / size, run.level)
    if shown is None:
        return False
    stream.set_text_matrix(*matrix.values)
    stream.set_font_size(font.hash, size)
    operand = f"<{shown}"
    operand = operand[:-1] if operand.endswith("<") else f"{operand}>"
    if operand:
        stream.show_text(operand.replace("<>", " "))  # pdfium loses a move that stands beside an empty string
    return True


def has_pictures(font: Any) -> bool:
    """Whether glyphs of a WeasyPrint font are pictures."""
    return bool(font.bitmap or font.png or font.svg or font.colr)
