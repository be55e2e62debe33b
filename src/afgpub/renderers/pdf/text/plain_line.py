"""A line that is one plain run is drawn in one go, without what a line needs that is drawn letter by letter."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.text.codes import Codes
from afgpub.renderers.pdf.text.plain_runs import PlainRun, plain_part

LARGEST_GAP = 80  # thousandths of the size; at a tenth, extractors begin another word
_FONTS = "_afgpub_fonts"  # of a stream: its fonts, by what is learnt of a style
_UPRIGHT = (1, 0, 0, -1)


def draw_plain_line(stream: Any, textbox: Any, matrix: Any) -> bool:
    """Draw a part of a text that was shaped whole; nothing is written, and False given, where it is not plain."""
    from weasyprint.text.ffi import FROM_UNITS, pango

    text, part = textbox.pango_layout.shaped
    learnt, level = text.learnt, int(text.learnt.right_to_left)
    if textbox.joined_start or textbox.joined_end or matrix.values[:4] != _UPRIGHT or pango.pango_version() < 14802:
        return False
    if (not level or textbox.is_raised) and textbox.style.root_style["direction"] == "rtl":
        return False  # its words may have to be drawn in pieces
    said = textbox.pango_layout.text  # that of the box may have lost the space at its end
    plain = plain_part(text.glyphs, part.start, part.end, said, right_to_left=learnt.right_to_left)
    if plain is None:
        return False
    fonts = stream.__dict__.setdefault(_FONTS, {})
    if learnt not in fonts:
        font, size = stream.add_font(learnt.font)
        fonts[learnt] = None if has_pictures(font) else (font, size, Codes.of(font))
    if fonts[learnt] is None:
        return False
    font, size, codes = fonts[learnt]
    shown = shown_of(plain, codes, (stream, learnt.font), 1000 * FROM_UNITS / size, level)
    if shown is None:
        return False
    stream.set_text_matrix(*matrix.values)
    stream.set_font_size(font.hash, size)
    operand = f"<{shown}"
    operand = operand[:-1] if operand.endswith("<") else f"{operand}>"
    if operand:
        stream.show_text(operand.replace("<>", " "))  # pdfium loses a move that stands beside an empty string
    return True


def shown_of(plain: PlainRun, codes: Codes, face: tuple[Any, Any], unit: float, level: int) -> str | None:
    """What is shown for a run, a part of an operand of TJ; None where a letter does not stand close enough to be read.

    `face` is the stream, which measures glyphs, with its Pango font; `unit` is one Pango unit in thousandths of the
    font size.
    """
    known = codes.shown(unit, level)
    parts = []
    for key in zip(plain.glyphs, plain.widths, plain.text, strict=True):
        part = known.get(key) or _part(*key, codes, face, unit, level)
        if not part:
            return None
        known[key] = part
        parts.append(part)
    return "".join(parts)


def _part(
    glyph: int, geometry_width: int, letter: str, codes: Codes, face: tuple[Any, Any], unit: float, level: int
) -> str:
    """What is shown for a glyph that is not moved; nothing where it does not stand close enough to be read so."""
    width = width_of(glyph, codes.font, face, unit)
    if level and not letter.isspace() and abs(geometry_width * unit - width) > LARGEST_GAP:
        return ""
    code = codes.code(glyph, letter)
    kerning = int(width - geometry_width * unit)
    return f"{code:04x}>{kerning}<" if kerning else f"{code:04x}"


def width_of(glyph: int, font: Any, face: tuple[Any, Any], unit: float) -> int:
    """The width of a glyph in thousandths of the font size, as the PDF will say it."""
    from weasyprint.text.ffi import pango

    if glyph not in font.widths:
        stream, pango_font = face
        pango.pango_font_get_glyph_extents(pango_font, glyph, stream.ink_rect, stream.logical_rect)
        font.widths[glyph] = round(stream.logical_rect.width * unit)
    width: int = font.widths[glyph]
    return width


def has_pictures(font: Any) -> bool:
    """Whether glyphs of a WeasyPrint font are pictures."""
    return bool(font.bitmap or font.png or font.svg or font.colr)
