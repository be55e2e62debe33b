"""The pieces of a line that are set alike: what one marker says, and one direction of the letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from afgpub import bidi
from afgpub.document import NO_ATTRS, Attrs
from afgpub.metadata import Direction
from afgpub.readers.pandoc.markers import Mark, Markers


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of text number `text` of a line, how they are set, and which way they run."""

    text: int
    value: str
    attrs: Attrs
    is_rtl: bool


@dataclass(frozen=True, slots=True)
class Phrases:
    """A line: `base` is what its first marker says, `table` what it says of the table around."""

    base: Attrs
    table: Attrs
    pieces: tuple[Piece, ...]


def part_phrases(texts: Sequence[str], markers: Markers, dir: Direction) -> Phrases:
    """Part the `texts` of one line, markers among them, by marker and by direction (UAX #9); `dir` is the document's.

    Digits and signs between letters from right to left belong to these.
    """
    base, table, current = NO_ATTRS, NO_ATTRS, NO_ATTRS
    found: list[tuple[int, str, Attrs]] = []
    for number, text in enumerate(texts):
        for part in markers.split(text):
            if isinstance(part, Mark):
                current = part.attrs
                if part.paragraph is not None and base == NO_ATTRS:
                    base, table = part.attrs, part.table
            else:
                found.append((number, part, current))
    return Phrases(base, table, tuple(_parted(found, base.dir or dir)))


def _parted(found: Sequence[tuple[int, str, Attrs]], base: Direction) -> Iterator[Piece]:
    line: list[str] = []
    starts = []
    length = 0
    for _, text, attrs in found:
        isolated = attrs.dir is not None and attrs.dir != base
        opening = bidi.isolate_of(attrs.dir) if isolated and attrs.dir else ""
        starts.append(length + len(opening))
        line += [opening, text, bidi.PDI if isolated else ""]
        length += len(text) + 2 * len(opening)
    whole = "".join(line)
    levels = bidi.resolve(whole, base)
    for (number, text, attrs), start in zip(found, starts, strict=True):
        begin = 0
        sides = _sides(text, levels[start : start + len(text)], (attrs.dir or base) == "rtl")
        for end in range(1, len(text) + 1):
            if end == len(text) or sides[end] != sides[begin]:
                yield Piece(number, text[begin:end], attrs, sides[begin])
                begin = end


def _sides(text: str, levels: bytes, is_rtl_outside: bool) -> list[bool]:
    """Whether each character is set as right-to-left text; numbers inside such text belong to it."""
    sides: list[bool] = []
    for is_odd, row in groupby(zip(text, levels, strict=True), key=lambda pair: pair[1] % 2 == 1):
        letters = [character for character, _ in row]
        is_number = is_rtl_outside and not any(unicodedata.bidirectional(letter) == "L" for letter in letters)
        sides += [is_odd or is_number] * len(letters)
    return sides
