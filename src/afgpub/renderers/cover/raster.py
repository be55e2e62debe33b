"""A cover as PNG with a palette: HarfBuzz gives how much of each pixel a line of type covers."""

from __future__ import annotations

import zlib
from functools import lru_cache
from itertools import pairwise
from struct import pack
from typing import TYPE_CHECKING

from afgpub.frozen import dataclass
from afgpub.harfbuzz import load_harfbuzz
from afgpub.renderers.cover.design import HEIGHT, WIDTH
from afgpub.renderers.cover.setting import font_of, units_per_em

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from afgpub.renderers.cover.design import Sheet
    from afgpub.renderers.cover.setting import Line

_NO_FILTER = b"\0"  # stands before the pixels of each row
_HEADER = b"\x78\x01"  # of a zlib stream with a window of 32 KB, packed fast
_STEPS = 32  # shades from one colour to another


class _Palette:
    """The colours of the picture: plain ones, and ramps from a ground to the colour of its type."""

    def __init__(self) -> None:
        self.colours = b""  # red, green and blue of each
        self._numbers: dict[str, int] = {}
        self._ramps: dict[tuple[str, str], bytes] = {}

    def number(self, colour: str) -> int:
        """The number of a plain colour."""
        if colour not in self._numbers:
            self._numbers[colour] = self._add(bytes(_rgb(colour)))
        return self._numbers[colour]

    def ramp(self, ground: str, colour: str) -> bytes:
        """A table from coverage (0 to 255) to the number of a colour; what is not covered is the plain ground."""
        if (ground, colour) not in self._ramps:
            self._ramps[ground, colour] = _table(self.number(ground), self._add(_shades(ground, colour)))
        return self._ramps[ground, colour]

    def _add(self, colours: bytes) -> int:
        self.colours += colours
        return (len(self.colours) - len(colours)) // 3


@lru_cache(64)
def _shades(ground: str, colour: str) -> bytes:
    """The colours from `ground`, which is not among them, to `colour`."""
    pairs = list(zip(_rgb(ground), _rgb(colour), strict=True))
    return bytes(a + (b - a) * step // (_STEPS - 1) for step in range(1, _STEPS) for a, b in pairs)


@lru_cache(64)
def _table(ground: int, first: int) -> bytes:
    """From coverage to the number of a colour, where those of a ramp are numbered from `first` on."""
    steps = [c * (_STEPS - 1) // 255 for c in range(256)]
    return bytes(first + step - 1 if step else ground for step in steps)


@dataclass(frozen=True, slots=True, eq=False)  # `_drawn` gives the same one again, and many pixels are dear to compare
class _Drawn:
    """The pixels of a line of type, row by row, from a column and a row of the picture on.

    `ground` is a pixel without ink.
    """

    left: int
    top: int
    rows: tuple[bytes, ...]
    ground: bytes

    @property
    def bottom(self) -> int:
        """The row after the last one."""
        return self.top + len(self.rows)


_Run = tuple[bytes, int]  # a row, and how many times over it comes
_Piece = tuple[bytes, int, int]  # of a zlib stream: its bytes, and of what is packed in it the Adler-32 and the length


def draw_png(sheet: Sheet) -> bytes:
    """The sheet as a PNG (ISO/IEC 15948) of 1200 by 1800 pixels: colour type 3, eight bits a pixel, no filter."""
    palette = _Palette()
    ground = _ground(sheet, palette)
    lines = [_drawn(type.line, type.x, type.y, palette.ramp(type.ground, type.colour)) for type in sheet.types]
    head = pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", palette.colours), (b"IDAT", _stream(_pieces(ground, lines))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _pieces(ground: list[_Run], lines: Iterable[_Drawn]) -> list[_Piece]:
    """`lines` drawn over the rows of `ground`, and what is between them."""
    pieces: list[_Piece] = []
    y = 0
    for group in _groups([line for line in lines if line.rows]):
        top, bottom = min(line.top for line in group), max(line.bottom for line in group)
        pieces += _plain(_between(ground, y, top))
        pieces.append(_lettered(_between(ground, top, bottom), group))
        y = bottom
    return pieces + _plain(_between(ground, y, HEIGHT))


def _ground(sheet: Sheet, palette: _Palette) -> list[_Run]:
    """The rows of the sheet from the top down without any type."""
    paper = _NO_FILTER + bytes([palette.number(sheet.paper)]) * WIDTH
    bars = [(bar, max(0, round(bar.y)), min(HEIGHT, round(bar.y + bar.height))) for bar in sheet.bars]
    edges = sorted({0, HEIGHT, *(edge for _, top, bottom in bars if top < bottom for edge in (top, bottom))})
    runs: list[_Run] = []
    for start, end in pairwise(edges):
        row = paper
        for bar, top, bottom in bars:
            if top <= start < bottom:
                left, right = round(bar.x), round(bar.x + bar.width)
                row = _painted(row, left, bytes([palette.number(bar.colour)]) * (right - left))
        runs.append((row, end - start))
    return runs


def _between(runs: Iterable[_Run], top: int, bottom: int) -> tuple[_Run, ...]:
    """Those of the rows that are from `top` on and before `bottom`."""
    found: list[_Run] = []
    y = 0
    for row, count in runs:
        height = min(y + count, bottom) - max(y, top)
        if height > 0:
            found.append((row, height))
        y += count
    return tuple(found)


def _groups(lines: Sequence[_Drawn]) -> list[tuple[_Drawn, ...]]:
    """Lines that share rows, or touch, from the top down; those of a group in the order in which they were given."""
    groups: list[list[int]] = []
    bottom = -1
    for number in sorted(range(len(lines)), key=lambda number: lines[number].top):
        if lines[number].top > bottom:
            groups.append([])
        groups[-1].append(number)
        bottom = max(bottom, lines[number].bottom)
    return [tuple([lines[number] for number in sorted(group)]) for group in groups]


def _painted(row: bytes, x: int, pixels: bytes) -> bytes:
    """`row` with `pixels`, which go no further than it does, from `x` on."""
    start = len(_NO_FILTER) + x
    return row[:start] + pixels + row[start + len(pixels) :]


@lru_cache(32)  # the masthead and the labels of a publication come again; some megabytes are kept
def _drawn(line: Line, x: float, y: float, ramp: bytes) -> _Drawn:
    uharfbuzz = load_harfbuzz()
    drawing = uharfbuzz.RasterDraw()
    for glyph in line.glyphs:
        font = font_of(glyph.face)
        scale = line.size / units_per_em(glyph.face)
        drawing.transform = (scale, 0, 0, scale, x + glyph.x, glyph.y - y)
        drawing.draw_glyph(font, glyph.number)
    image = drawing.render()
    extents, pixels = image.extents, bytes(image.buffer).translate(ramp)
    left, cut = max(0, extents.x_origin), max(0, -extents.x_origin)
    right = max(cut, min(extents.width, WIDTH - extents.x_origin))
    top = -(extents.y_origin + extents.height)
    starts = [number * extents.stride for number in reversed(range(extents.height))]  # rows come from the bottom up
    starts = starts[max(0, -top) : max(0, HEIGHT - top)]
    return _Drawn(left, max(0, top), tuple([pixels[start + cut : start + right] for start in starts]), ramp[:1])


@lru_cache(32)
def _lettered(ground: tuple[_Run, ...], lines: tuple[_Drawn, ...]) -> _Piece:
    """`lines`, whose rows begin with those of `ground`, drawn over it."""
    row, line = ground[0][0], lines[0]
    if len(ground) == len(lines) == 1 and row == _NO_FILTER + line.ground * WIDTH:
        start = len(_NO_FILTER) + line.left
        before, after = row[:start], row[start + len(line.rows[0]) :]
        return _piece(before + (after + before).join(line.rows) + after)
    rows = [row for row, count in ground for _ in range(count)]
    top = min(line.top for line in lines)
    for line in lines:
        for y, pixels in enumerate(line.rows, line.top - top):
            if pixels.strip(line.ground):
                rows[y] = _painted(rows[y], line.left, pixels)
    return _piece(b"".join(rows))


def _plain(runs: Iterable[_Run]) -> list[_Piece]:
    return [_repeated(row, 1 << bit) for row, count in runs for bit in range(count.bit_length()) if count >> bit & 1]


@lru_cache(64)
def _repeated(row: bytes, count: int) -> _Piece:
    return _piece(row * count)


def _piece(data: bytes) -> _Piece:
    """`data` as a piece of a stream that looks back at nothing before it (Z_FULL_FLUSH)."""
    packing = _packer()
    return packing.compress(data) + packing.flush(zlib.Z_FULL_FLUSH), zlib.adler32(data), len(data)


def _stream(pieces: Iterable[_Piece]) -> bytes:
    """A zlib stream (RFC 1950) of `pieces`."""
    check, packed = 1, [_HEADER]
    for piece, own, length in pieces:
        packed.append(piece)
        check = _check_of_both(check, own, length)
    return b"".join((*packed, _packer().flush(), pack(">I", check)))


def _check_of_both(first: int, second: int, length: int) -> int:
    """Adler-32 (RFC 1950, section 8.2) of one text and another of `length` bytes after it, from that of each."""
    low, high = first & 0xFFFF, first >> 16
    return (high + (second >> 16) + length * (low - 1)) % 65521 << 16 | (low + (second & 0xFFFF) - 1) % 65521


def _packer() -> zlib._Compress:
    # Runs of one pixel are all there is to pack: Z_RLE makes it smaller than a search does, in a third of the time.
    return zlib.compressobj(1, wbits=-zlib.MAX_WBITS, strategy=zlib.Z_RLE)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", zlib.crc32(kind + data))


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
