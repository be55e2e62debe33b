"""A cover as SVG: rectangles and outlines, no text element, no font."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias

from afgpub import bidi
from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of, units_per_em
from afgpub.renderers.markup.writing import clean, escape

if TYPE_CHECKING:
    from afgpub.faces import Face
    from afgpub.metadata import Phrase
    from afgpub.renderers.cover.design import Sheet
    from afgpub.renderers.cover.setting import Glyph, Line

Point: TypeAlias = tuple[float, float]


class _Pen:
    """Takes the outline of a glyph as SVG path data in whole units of the face, each point told from the one before."""

    def __init__(self) -> None:
        self.begin: Point | None = None
        self.at: Point = (0.0, 0.0)
        self._contour: Point = (0.0, 0.0)
        self._command = ""
        self.pieces: list[str] = []

    def _put(self, command: str, *points: Point) -> None:
        x, y = self.at
        numbers = " ".join([f"{px - x:g} {py - y:g}" for px, py in points]).replace(" -", "-")
        self.pieces.append(numbers if command == self._command and numbers[0] == "-" else command + numbers)
        self._command, self.at = command, points[-1]

    def moveTo(self, point: Point) -> None:  # noqa: N802 - the names that HarfBuzz calls
        if self.begin is None:
            self.begin = self.at = point  # where it is moved to is told by `_outline`
        else:
            self._put("m", point)
        self._contour = point

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._put("l", point)

    def qCurveTo(self, control: Point, point: Point) -> None:  # noqa: N802
        self._put("q", control, point)

    def curveTo(self, *points: Point) -> None:  # noqa: N802
        self._put("c", *points)

    def closePath(self) -> None:  # noqa: N802
        self.pieces.append("z")
        self._command, self.at = "z", self._contour


def write_svg(sheet: Sheet, title: Phrase) -> bytes:
    """The sheet as an SVG image with its title for those who hear it."""
    lang = f' xml:lang="{escape(title.lang).replace(chr(34), "&quot;")}"' if title.lang else ""
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' role="img"{lang}>',
        f"<title>{escape(clean(bidi.without_controls(title.text)))}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{sheet.paper}"/>',
    ]
    for bar in sheet.bars:
        place = f'x="{bar.x:g}" y="{bar.y:.1f}" width="{bar.width:g}" height="{bar.height:g}"'
        lines.append(f'<rect {place} fill="{bar.colour}"/>')
    for type in sheet.types:
        lines += [f'<path fill="{type.colour}" {outline}/>' for outline in _outlines(type.line, type.x, type.y)]
    return "\n".join([*lines, "</svg>\n"]).encode()


@lru_cache(32)  # the masthead and the labels of a publication come again
def _outlines(line: Line, x: float, y: float) -> tuple[str, ...]:
    """What the `path` of each stretch of `line` in one face says of its place and its shape."""
    return tuple([_outline(face, list(run), line.size, x, y) for face, run in groupby(line.glyphs, lambda g: g.face)])


def _outline(face: Face, glyphs: list[Glyph], size: float, x: float, y: float) -> str:
    """`glyphs` in units of their face, so that the path data of a glyph is the same wherever it stands."""
    scale, first = size / units_per_em(face), glyphs[0].x
    pieces: list[str] = []
    at = (0.0, 0.0)
    for glyph in glyphs:
        data, begin, end = _drawn(face, glyph.number)
        if data:
            left, up = round((glyph.x - first) / scale), round(glyph.y / scale)
            pieces.append(f"m{left + begin[0] - at[0]:g} {up + begin[1] - at[1]:g}{data}")
            at = (left + end[0], up + end[1])
    return f'transform="matrix({scale:.6g} 0 0 {-scale:.6g} {x + first:.2f} {y:.2f})" d="{"".join(pieces)}"'


@lru_cache(1024)
def _drawn(face: Face, number: int) -> tuple[str, Point, Point]:
    """The outline of a glyph as path data, the point from which it is told, and where the pen is after it."""
    pen = _Pen()
    font_of(face).draw_glyph_with_pen(number, pen)
    return "".join(pen.pieces), pen.begin or pen.at, pen.at
