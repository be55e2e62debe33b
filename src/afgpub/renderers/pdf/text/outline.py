"""A glyph drawn as a path: what has ink but no place of its own in the text layer."""

from __future__ import annotations

from functools import cache
from typing import Any

from afgpub.harfbuzz import load_harfbuzz


class Outline:
    """One glyph as a path, in units of its face, drawn the way WeasyPrint draws the picture of an emoji.

    Raised marks are drawn so: set as raised text, extractors would take each for a line of its own.
    """

    def __init__(self, shape: Any, glyph: int) -> None:
        self._shape = shape
        self._glyph = glyph

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Fill the outline in the current colour; the size is in the stream's matrix."""
        self._shape.draw_glyph(self._glyph, _pen(), stream)
        stream.fill()


@cache
def _pen() -> Any:
    """What HarfBuzz calls for each part of an outline, with the PDF stream; it makes cubic curves of quadratic ones."""
    uharfbuzz = load_harfbuzz()
    pen = uharfbuzz.DrawFuncs()
    pen.set_move_to_func(lambda x, y, stream: stream.move_to(x, y))
    pen.set_line_to_func(lambda x, y, stream: stream.line_to(x, y))
    pen.set_cubic_to_func(lambda a, b, c, d, x, y, stream: stream.curve_to(*_rounded(a, b, c, d, x, y)))
    pen.set_close_path_func(lambda stream: stream.close())
    return pen


def _rounded(*numbers: float) -> tuple[float, ...]:
    return tuple(round(number, 2) for number in numbers)
