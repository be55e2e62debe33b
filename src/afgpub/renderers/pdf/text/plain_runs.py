"""A run of text whose letters are one glyph each, none of them moved: what to draw is looked up, not worked out."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import ge
from typing import Any, NamedTuple
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


class Geometry(NamedTuple):
    """Of a glyph, in Pango's units."""

    width: int
    x_offset: int
    y_offset: int


class GlyphInfo(NamedTuple):
    """A glyph as Pango's PangoGlyphInfo has it."""

    glyph: int
    geometry: Geometry


@dataclass(frozen=True, slots=True)
class PartRun:
    """The glyphs from the left of a part of a text that HarfBuzz has shaped, and the bytes that they stand for."""

    glyphs: list[int]
    widths: list[int]
    clusters: list[int]
    offsets: dict[int, tuple[int, int]]
    text: str
    level: int

    def infos(self) -> list[GlyphInfo]:
        """The glyphs one by one."""
        none = 0, 0
        return [
            GlyphInfo(glyph, Geometry(width, *self.offsets.get(place, none)))
            for place, (glyph, width) in enumerate(zip(self.glyphs, self.widths, strict=True))
        ]

    def plain(self) -> PlainRun | None:
        """The run, if each of its letters has one glyph that stands where it would; see `plain_run`."""
        from weasyprint.text.ffi import pango

        text, clusters = self.text, self.clusters
        if self.offsets or len(self.glyphs) != len(text) or max(self.glyphs) >= pango.PANGO_GLYPH_EMPTY:
            return None
        if self.level:
            if not text.isascii() and any(map(_is_mark, set(text))):
                return None
            text, clusters = text[::-1], clusters[::-1]
        if any(map(ge, clusters, clusters[1:])):
            return None
        return PlainRun(self.glyphs, self.widths, text)


def part_run(glyphs: Glyphs, start: int, end: int, text: str, level: int) -> PartRun:
    """The run of `text`, which is what stands from byte `start` to byte `end` of a text that was shaped."""
    first, last = bisect_left(glyphs.clusters, start), bisect_left(glyphs.clusters, end)
    numbers, widths = glyphs.glyphs[first:last], glyphs.widths[first:last]
    clusters = [cluster - start for cluster in glyphs.clusters[first:last]]
    offsets = {place - first: glyphs.offsets[place] for place in glyphs.offsets if first <= place < last}
    if level:
        for row in (numbers, widths, clusters):
            row.reverse()
        offsets = {last - first - 1 - place: moved for place, moved in offsets.items()}
    return PartRun(numbers, widths, clusters, offsets, text, level)


def plain_letters(text: bytes, infos: Sequence[Any], clusters: Sequence[int], ends: Mapping[int, int]) -> list[str]:
    """The letter of each glyph of a run that has no other, stands where it would and is no mark; nothing for others.

    `ends` are the bytes of `text` where the clusters end.
    """
    from weasyprint.text.ffi import pango

    shared = Counter(clusters)
    found = []
    for info, cluster in zip(infos, clusters, strict=True):
        letter = text[cluster : ends[cluster]].decode() if shared[cluster] == 1 else ""
        is_seen = info.glyph < pango.PANGO_GLYPH_EMPTY and not (info.geometry.x_offset or info.geometry.y_offset)
        found.append(letter if len(letter) == 1 and is_seen and not _is_mark(letter) else "")
    return found


def _is_mark(letter: str) -> bool:
    return category(letter) == "Mn"
