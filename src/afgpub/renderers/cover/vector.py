"""A cover as SVG: rectangles and outlines, no text element, no font."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from afgpub import bidi
from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of
from afgpub.renderers.markup.writing import clean

if TYPE_CHECKING:
    from afgpub.faces import Face
    from afgpub.metadata import Phrase
    from afgpub.renderers.cover.design import Sheet
    from afgpub.renderers.cover.setting import Line


class _Pen:
    """Takes the outline of a glyph: its points, and SVG path data with a place for each number of them."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.points: list[tuple[float, float]] = []

    def _put(self, command: str, *points: tuple[float, float]) -> None:
        self.pieces.append(command + " ".join([_POINT] * len(points)))
        self.points += points

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802 - the names that HarfBuzz calls
        self._put("M", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._put("L", point)

    def qCurveTo(self, control: tuple[float, float], point: tuple[float, float]) -> None:  # noqa: N802
        self._put("Q", control, point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._put("C", *points)

    def closePath(self) -> None:  # noqa: N802
        self._put("Z")


_POINT = "%.1f %.1f"  # in tenths of a unit of the sheet


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
    outlines = [(type.colour, _outline(type.line, type.x, type.y)) for type in sheet.types if type.line.glyphs]
    lines += [f'<path fill="{colour}" d="{outline}"/>' for colour, outline in outlines]
    return "\n".join([*lines, "</svg>\n"]).encode()


@lru_cache(32)  # the masthead and the labels of a publication come again
def _outline(line: Line, x: float, y: float) -> str:
    pieces: list[str] = []
    for glyph in line.glyphs:
        data, points = _drawn(glyph.face, glyph.number)
        scale = line.size / font_of(glyph.face).face.upem
        left, base = x + glyph.x, y - glyph.y
        pieces.append(data % tuple([n for px, py in points for n in (left + px * scale, base - py * scale)]))
    return "".join(pieces)


@lru_cache(1024)
def _drawn(face: Face, number: int) -> tuple[str, tuple[tuple[float, float], ...]]:
    """The outline of a glyph as path data with places for the numbers of its points, and the points."""
    pen = _Pen()
    font_of(face).draw_glyph_with_pen(number, pen)
    return "".join(pen.pieces), tuple(pen.points)
