"""A run whose letters are shown in one go, and what is shown for each: looked up, not worked out."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.text.codes import Codes
from afgpub.renderers.pdf.text.plain_runs import PlainRun

LARGEST_GAP = 80  # thousandths of the size; at a tenth, extractors begin another word


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
