"""A cover as SVG: rectangles and outlines, no text element, no font."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from afgpub import bidi
from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of
from afgpub.renderers.markup.writing import clean

if TYPE_CHECKING:
    from afgpub.metadata import Phrase
    from afgpub.renderers.cover.design import Sheet, Type


class _Pen:
    """Takes the outline of a glyph and writes it as SVG path data, in tenths of a unit of the sheet."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.x = self.y = self.scale = 0.0

    def _at(self, point: tuple[float, float]) -> str:
        return f"{self.x + point[0] * self.scale:.1f} {self.y - point[1] * self.scale:.1f}"

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the names that HarfBuzz calls
        self.pieces.append(f"M{self._at(point)}")

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self.pieces.append(f"L{self._at(point)}")

    def qCurveTo(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self.pieces.append(f"Q{self._at(control)} {self._at(point)}")

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self.pieces.append("C" + " ".join(map(self._at, points)))

    def closePath(self) -> None:  # noqa: N802
        self.pieces.append("Z")


def write_svg(sheet: Sheet, title: Phrase) -> bytes:
    """The sheet as an SVG image with its title for those who hear it."""
    lang = f' xml:lang="{escape(title.lang, {chr(34): "&quot;"})}"' if title.lang else ""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img"{lang}>',
        f"<title>{escape(clean(bidi.without_controls(title.text)))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sheet.paper}"/>',
    ]
    for bar in sheet.bars:
        place = f'x="{bar.x:g}" y="{bar.y:.1f}" width="{bar.width:g}" height="{bar.height:g}"'
        lines.append(f'<rect {place} fill="{bar.colour}"/>')
    lines += [f'<path fill="{type.colour}" d="{_outline(type)}"/>' for type in sheet.types if type.line.glyphs]
    return "\n".join([*lines, "</svg>\n"]).encode()


def _outline(type: Type) -> str:
    pen = _Pen()
    for glyph in type.line.glyphs:
        font = font_of(glyph.face)
        pen.scale = type.line.size / font.face.upem
        pen.x, pen.y = type.x + glyph.x, type.y - glyph.y
        font.draw_glyph_with_pen(glyph.number, pen)
    return "".join(pen.pieces)
