"""A run of text whose letters are one glyph each, none of them moved: what to draw is looked up, not worked out."""

from __future__ import annotations

from bisect import bisect_left
from operator import ge
from typing import Any
from unicodedata import category

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.lines.harfbuzz import Glyphs

_FIELDS = 5  # of 32 bits in Pango's PangoGlyphInfo: glyph, width, x_offset, y_offset, attr


@dataclass(frozen=True, slots=True)
class PlainRun:
    """The glyphs of a run from left to right, their widths in Pango's units, and the letters that they stand for."""

    glyphs: list[int]
    widths: list[int]
    text: str


def plain_run(run: Any, text: str) -> PlainRun | None:
    """The run, of a Pango layout with `text`, if each of its letters has one glyph that stands where it would.

    Marks over letters from right to left are not plain: what is before and after them matters.
    """
    from weasyprint.text.ffi import ffi, pango

    number = run.glyphs.num_glyphs
    if len(text) != number or not number:
        return None
    size = ffi.sizeof("PangoGlyphInfo")
    if size != 4 * _FIELDS:
        return None
    numbers = memoryview(ffi.buffer(run.glyphs.glyphs, number * size)).cast("i")
    if any(numbers[2::_FIELDS]) or any(numbers[3::_FIELDS]):
        return None
    glyphs = numbers[::_FIELDS].tolist()
    if max(glyphs) >= pango.PANGO_GLYPH_EMPTY:  # or one that the face does not have
        return None
    clusters = ffi.unpack(run.glyphs.log_clusters, number)
    if run.item.analysis.level % 2:
        clusters.reverse()
        text = text[::-1]
        if not text.isascii() and any(map(_is_mark, set(text))):
            return None
    if any(map(ge, clusters, clusters[1:])):
        return None
    return PlainRun(glyphs, numbers[1::_FIELDS].tolist(), text)


def plain_part(glyphs: Glyphs, start: int, end: int, text: str, *, right_to_left: bool) -> PlainRun | None:
    """The same of `text`, which is what stands from byte `start` to byte `end` of a text that HarfBuzz has shaped."""
    from weasyprint.text.ffi import pango

    first, last = bisect_left(glyphs.clusters, start), bisect_left(glyphs.clusters, end)
    moved = bisect_left(glyphs.moved, first)
    if last - first != len(text) or (moved < len(glyphs.moved) and glyphs.moved[moved] < last):
        return None
    numbers, widths = glyphs.glyphs[first:last], glyphs.widths[first:last]
    if not numbers or max(numbers) >= pango.PANGO_GLYPH_EMPTY:
        return None
    clusters = glyphs.clusters[first:last]
    if any(map(ge, clusters, clusters[1:])):
        return None
    if right_to_left:
        if not text.isascii() and any(map(_is_mark, set(text))):
            return None
        numbers.reverse()
        widths.reverse()
        text = text[::-1]
    return PlainRun(numbers, widths, text)


def _is_mark(letter: str) -> bool:
    return category(letter) == "Mn"
