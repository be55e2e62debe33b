"""The pieces of a line that are set alike: what one marker says, and one direction of the letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from afgpub import bidi
from afgpub.document import NO_ATTRS, Attrs
from afgpub.frozen import dataclass, replace
from afgpub.metadata import Direction
from afgpub.readers.pandoc.markers import Mark, Markers

_MARKS: dict[Direction, str] = {"ltr": bidi.LRM, "rtl": bidi.RLM}


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


def by_text(pieces: Sequence[Piece]) -> dict[int, list[Piece]]:
    """The pieces of each text that has any."""
    return {number: list(row) for number, row in groupby(pieces, key=lambda piece: piece.text)}


def with_marks(pieces: tuple[Piece, ...], base: Direction) -> tuple[Piece, ...]:
    """The pieces with marks (U+200E, U+200F) around each phrase whose place or order only its direction gives.

    Word has the direction of runs; LibreOffice and others go by the letters alone. A mark of the phrase and one of the
    line on either side do what an isolate does. `base` is the direction of the line.
    """
    phrases = [
        (dir, list(row))
        for dir, row in groupby(pieces, key=lambda piece: None if piece.attrs.dir == base else piece.attrs.dir)
    ]
    plain = "".join(piece.value for piece in pieces)
    wanted = "".join(bidi.isolated(text, dir) if dir else text for dir, text in _texts(phrases))
    if bidi.visual(plain, base) == bidi.visual(wanted, base):
        return pieces
    outer = _MARKS[base]
    made: list[Piece] = []
    for dir, row in phrases:
        if dir:
            inner = _MARKS[dir]
            row[0] = replace(row[0], value=outer + inner + row[0].value)
            row[-1] = replace(row[-1], value=row[-1].value + inner + outer)
        made += row
    return tuple(made)


def _texts(phrases: Sequence[tuple[Direction | None, list[Piece]]]) -> Iterator[tuple[Direction | None, str]]:
    for dir, row in phrases:
        yield dir, "".join(piece.value for piece in row)


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
