"""A cover as PNG with a palette: HarfBuzz gives how much of each pixel a line of type covers."""

from __future__ import annotations

import zlib
from functools import lru_cache
from itertools import groupby
from struct import pack
from typing import TYPE_CHECKING

from afgpub.harfbuzz import load_harfbuzz
from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of

if TYPE_CHECKING:
    from afgpub.renderers.cover.design import Sheet, Type
    from afgpub.renderers.cover.setting import Line

_NO_FILTER = b"\0"  # stands before the pixels of each row
_HEADER = b"\x78\x01"  # of a zlib stream with a window of 32 KB, packed fast
_MANY = 8  # rows from where on it pays to end a piece of the stream
_STEPS = 32  # shades from one colour to another


class _Palette:
    """The colours of the picture: plain ones, and ramps of `_STEPS` from a ground to the colour of its type."""

    def __init__(self) -> None:
        self.colours = b""  # red, green and blue of each
        self._ramps: dict[tuple[str, str], bytes] = {}

    def ramp(self, ground: str, colour: str) -> bytes:
        """A table from coverage (0 to 255) to the number of a colour."""
        if (ground, colour) not in self._ramps:
            self._ramps[ground, colour] = _table(len(self.colours) // 3)
            self.colours += _shades(ground, colour)
        return self._ramps[ground, colour]


@lru_cache(64)
def _shades(ground: str, colour: str) -> bytes:
    pairs = list(zip(_rgb(ground), _rgb(colour), strict=True))
    return bytes(a + (b - a) * step // (_STEPS - 1) for step in range(_STEPS) for a, b in pairs)


@lru_cache(16)
def _table(first: int) -> bytes:
    """From coverage to the number of a colour, where the colours of a ramp are numbered from `first` on."""
    return bytes(first + c * (_STEPS - 1) // 255 for c in range(256))


def draw_png(sheet: Sheet) -> bytes:
    """The sheet as a PNG of 1200 by 1800 pixels."""
    palette = _Palette()
    ground = palette.ramp(sheet.paper, sheet.paper)[:1]
    rows = [_NO_FILTER + ground * WIDTH] * HEIGHT
    for bar in sheet.bars:
        fill = palette.ramp(sheet.paper, bar.colour)[255:]
        left, right = round(bar.x), round(bar.x + bar.width)
        top, bottom = round(bar.y), min(HEIGHT, round(bar.y + bar.height))
        for row, group in groupby(range(max(0, top), bottom), rows.__getitem__):
            painted = _painted(row, left, fill * (right - left))
            for y in group:
                rows[y] = painted  # the same object, by which rows that are alike are known
    for type in sheet.types:
        _draw(type, rows, palette.ramp(type.ground, type.colour))
    return _png(rows, palette.colours)


def _painted(row: bytes, x: int, pixels: bytes) -> bytes:
    """`row` with `pixels`, which go no further than it does, from `x` on."""
    start = len(_NO_FILTER) + x
    return row[:start] + pixels + row[start + len(pixels) :]


def _draw(type: Type, rows: list[bytes], ramp: bytes) -> None:
    left, top, drawn = _drawn(type.line, type.x, type.y, ramp)
    under = slice(top, top + len(drawn))
    painted = _drawn_on(tuple(rows[under]), left, drawn)
    rows[under] = [new or row for new, row in zip(painted, rows[under], strict=True)]  # a row without ink stays itself


# The masthead, the labels and the people of a publication come again: some megabytes are kept of what was drawn, and of
# it on its ground, where rows are the same objects again, whose hashes Python keeps.
@lru_cache(32)
def _drawn_on(rows: tuple[bytes, ...], left: int, drawn: tuple[bytes, ...]) -> list[bytes]:
    """`rows` with what is `drawn` over them from the column `left` on; none for a row without any ink."""
    return [pixels and _painted(row, left, pixels) for row, pixels in zip(rows, drawn, strict=True)]


@lru_cache(32)
def _drawn(line: Line, x: float, y: float, ramp: bytes) -> tuple[int, int, tuple[bytes, ...]]:
    """The pixels of a line of type from a column and a row on, row by row; none for a row without any ink."""
    uharfbuzz = load_harfbuzz()
    drawing = uharfbuzz.RasterDraw()
    for glyph in line.glyphs:
        font = font_of(glyph.face)
        scale = line.size / font.face.upem
        drawing.transform = (scale, 0, 0, scale, x + glyph.x, glyph.y - y)
        drawing.draw_glyph(font, glyph.number)
    image = drawing.render()
    extents, pixels = image.extents, bytes(image.buffer).translate(ramp)
    left, cut = max(0, extents.x_origin), max(0, -extents.x_origin)
    top = -(extents.y_origin + extents.height)
    starts = [number * extents.stride for number in reversed(range(extents.height))]  # rows come from the bottom up
    drawn = [pixels[start + cut : start + extents.width][: WIDTH - left] for start in starts]
    inside = drawn[max(0, -top) : max(0, HEIGHT - top)]
    return left, max(0, top), tuple([row if row.strip(ramp[:1]) else b"" for row in inside])


def _png(rows: list[bytes], colours: bytes) -> bytes:
    """PNG (ISO/IEC 15948) of colour type 3, eight bits a pixel, no filter."""
    head = pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", _packed(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _packed(rows: list[bytes]) -> bytes:
    """`rows` as a zlib stream (RFC 1950), in which what comes many times over, or comes again, is packed only once."""
    pieces: list[bytes] = []
    apart: list[bytes] = []
    check = 1
    for _, group in groupby(rows, id):
        row, *others = group
        if len(others) < _MANY:
            apart += (row, *others)
            continue
        count = len(others) + 1
        found = [_piece_once(tuple(apart))]
        found += [_repeated(row, 1 << bit) for bit in range(count.bit_length()) if count >> bit & 1]
        for piece, own, length in found:
            pieces.append(piece)
            check = _check_of_both(check, own, length)
        apart = []
    packing, data = _packer(), b"".join(apart)
    pieces.append(packing.compress(data) + packing.flush())
    return _HEADER + b"".join(pieces) + pack(">I", zlib.adler32(data, check))


def _check_of_both(first: int, second: int, length: int) -> int:
    """Adler-32 (RFC 1950, section 8.2) of one text and another of `length` bytes after it, from that of each."""
    low, high = first & 0xFFFF, first >> 16
    return (high + (second >> 16) + length * (low - 1)) % 65521 << 16 | (low + (second & 0xFFFF) - 1) % 65521


def _piece(rows: tuple[bytes, ...]) -> tuple[bytes, int, int]:
    """`rows` as a piece of a stream that looks back at nothing before it (Z_FULL_FLUSH); their Adler-32 and length."""
    packing, data = _packer(), b"".join(rows)
    return packing.compress(data) + packing.flush(zlib.Z_FULL_FLUSH), zlib.adler32(data), len(data)


_piece_once = lru_cache(32)(_piece)


@lru_cache(64)
def _repeated(row: bytes, count: int) -> tuple[bytes, int, int]:
    """`row` so many times, as a piece like those of `_piece`."""
    return _piece((row,) * count)


def _packer() -> zlib._Compress:
    # Runs of one pixel are all there is to pack: Z_RLE makes it smaller than a search does, in a third of the time.
    return zlib.compressobj(1, wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
