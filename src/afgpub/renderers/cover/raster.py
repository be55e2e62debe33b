"""A cover as PNG with a palette: HarfBuzz gives how much of each pixel a line of type covers."""

from __future__ import annotations

import zlib
from struct import pack
from typing import TYPE_CHECKING

from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of

if TYPE_CHECKING:
    from afgpub.renderers.cover.design import Sheet, Type

_NO_FILTER = b"\0"  # stands before the pixels of each row
_ROW = len(_NO_FILTER) + WIDTH
_STEPS = 32  # shades from one colour to another


class _Palette:
    """The colours of the picture: plain ones, and ramps of `_STEPS` from a ground to the colour of its type."""

    def __init__(self) -> None:
        self.colours: list[tuple[int, int, int]] = []
        self._ramps: dict[tuple[str, str], bytes] = {}

    def ramp(self, ground: str, colour: str) -> bytes:
        """A table from coverage (0 to 255) to the number of a colour."""
        if (ground, colour) not in self._ramps:
            first, low, high = len(self.colours), _rgb(ground), _rgb(colour)
            for step in range(_STEPS):
                share = [a + (b - a) * step // (_STEPS - 1) for a, b in zip(low, high, strict=True)]
                self.colours.append((share[0], share[1], share[2]))
            self._ramps[ground, colour] = bytes(first + c * (_STEPS - 1) // 255 for c in range(256))
        return self._ramps[ground, colour]


def draw_png(sheet: Sheet) -> bytes:
    """The sheet as a PNG of 1200 by 1800 pixels."""
    palette = _Palette()
    ground = palette.ramp(sheet.paper, sheet.paper)[:1]
    canvas = bytearray(_NO_FILTER + ground * WIDTH) * HEIGHT
    for bar in sheet.bars:
        fill = palette.ramp(sheet.paper, bar.colour)[255:]
        left, right = round(bar.x), round(bar.x + bar.width)
        for y in range(HEIGHT)[round(bar.y) : round(bar.y + bar.height)]:
            _paint(canvas, left, y, fill * (right - left))
    for type in sheet.types:
        _draw(type, canvas, palette.ramp(type.ground, type.colour))
    return _png(canvas, palette.colours)


def _paint(canvas: bytearray, x: int, y: int, pixels: bytes) -> None:
    """Put `pixels`, which go no further than the row does, into row `y` from `x` on."""
    start = y * _ROW + len(_NO_FILTER) + x
    canvas[start : start + len(pixels)] = pixels


def _draw(type: Type, canvas: bytearray, ramp: bytes) -> None:
    import uharfbuzz

    drawing = uharfbuzz.RasterDraw()
    for glyph in type.line.glyphs:
        font = font_of(glyph.face)
        scale = type.line.size / font.face.upem
        drawing.transform = (scale, 0, 0, scale, type.x + glyph.x, glyph.y - type.y)
        drawing.draw_glyph(font, glyph.number)
    image = drawing.render()
    extents, pixels = image.extents, bytes(image.buffer)
    left, cut = max(0, extents.x_origin), max(0, -extents.x_origin)
    for number in range(extents.height):  # rows come from the bottom up
        y = -(extents.y_origin + number) - 1
        if not 0 <= y < HEIGHT:
            continue
        start = number * extents.stride
        covered = pixels[start + cut : start + extents.width][: WIDTH - left]
        if any(covered):
            _paint(canvas, left, y, covered.translate(ramp))


def _png(canvas: bytearray, colours: list[tuple[int, int, int]]) -> bytes:
    """PNG (ISO/IEC 15948) of colour type 3, eight bits a pixel, no filter."""
    # Runs of one pixel are all there is to pack: Z_RLE makes it smaller than a search does, in a third of the time.
    packing = zlib.compressobj(1, strategy=zlib.Z_RLE)
    pixels = packing.compress(canvas) + packing.flush()
    head = pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(c for colour in colours for c in colour)), (b"IDAT", pixels))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in (*chunks, (b"IEND", b"")))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
