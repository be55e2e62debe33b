"""Heads, feet and folios of pages: what stands at one place of several pages and says the same but for digits.

So is what the file itself calls an artifact, unless it calls most of a page so; and a lone number set off at an end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from afgpub.frozen import dataclass, replace
from afgpub.readers.pdf.columns import rows_of
from afgpub.readers.pdf.lines import Piece

_MARGIN = 0.14  # of the page's height, at its head and foot
_ROWS = 3  # at each end of a page that are looked at
_NEAR = 4.0  # points: how far apart base lines of one running line may be
_APART = 1.25  # of the leading: what stands off that far is not the text's first line
_SHARE = 0.5  # of the lines at one place that repeat: then all at that place run
_FOLIO = re.compile(r"[\W_]*\d{1,3}(?:[\W_]+\d{1,3})?[\W_]*")
_ROMAN = re.compile(r"[\W_]*[ivxlc]{1,7}[\W_]*", re.I)
_DIGITS = re.compile(r"\d{1,9}")
_MOST_NUMBERS = 3


@dataclass(frozen=True, slots=True)
class PagePieces:
    """The pieces of a page, with its number from 1 and its foot and head in points."""

    number: int
    bottom: float
    top: float
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row at an end of a page; `gap` is what parts it from the row further in, in leadings."""

    pieces: tuple[Piece, ...]
    text: str
    y: float
    is_head: bool
    gap: float

    def keys(self, page: int) -> list[tuple[bool, str]]:
        """What the row says, with each of its numbers as it is or as its distance from the number of the page."""
        if _ROMAN.fullmatch(self.text):
            return [(self.is_head, "roman")]
        numbers = _DIGITS.findall(self.text)[:_MOST_NUMBERS]
        words = _DIGITS.split(self.text, maxsplit=len(numbers))
        found = [words[0]]
        for number, word in zip(numbers, words[1:], strict=True):
            found = [f"{said}{shape}{word}" for said in found for shape in (number, f"\0{int(number) - page}")]
        return [(self.is_head, said) for said in found]

    @property
    def slot(self) -> tuple[bool, int]:
        return self.is_head, round(self.y / _NEAR)


def without_running(pages: Sequence[PagePieces]) -> tuple[list[PagePieces], list[tuple[int, Piece]]]:
    """The pages without their running lines, and those lines with the numbers of their pages."""
    leading = _leading(pages)
    ends = [list(_ends(page, leading)) for page in pages]
    repeated = _repeated(pages, ends)
    slots = _slots(ends, repeated)
    kept: list[PagePieces] = []
    running: list[tuple[int, Piece]] = []
    for page, rows in zip(pages, ends, strict=True):
        gone = _artifacts(page)
        for is_head in (True, False):
            gone |= _running([row for row in rows if row.is_head == is_head], repeated, slots)
        running += [(page.number, piece) for piece in page.pieces if id(piece) in gone]
        kept.append(replace(page, pieces=tuple(piece for piece in page.pieces if id(piece) not in gone)))
    return kept, running


def _leading(pages: Sequence[PagePieces]) -> float:
    """The usual distance of base lines in the file, in points."""
    gaps: list[float] = []
    for page in pages:
        rows = list(_rows(page))
        gaps += [above[0].y - below[0].y for above, below in pairwise(rows)]
    return max(sorted(gaps)[len(gaps) // 2], 1.0) if gaps else 1.0


def _rows(page: PagePieces) -> Iterator[list[Piece]]:
    return rows_of(sorted((p for p in page.pieces if not p.angle), key=lambda p: (-p.y, p.left)))


def _ends(page: PagePieces, leading: float) -> Iterator[_Row]:
    rows = list(_rows(page))
    gaps = [(above[0].y - below[0].y) / leading for above, below in pairwise(rows)]
    margin = _MARGIN * (page.top - page.bottom)
    for place, row in enumerate(rows[:_ROWS]):
        if row[0].y > page.top - margin:
            yield _row(row, True, gaps[place] if place < len(gaps) else 99.0)
    for place in range(len(rows) - 1, max(0, len(rows) - _ROWS) - 1, -1):
        if rows[place][0].y < page.bottom + margin:
            yield _row(rows[place], False, gaps[place - 1] if place else 99.0)


def _row(row: Sequence[Piece], is_head: bool, gap: float) -> _Row:
    return _Row(tuple(row), " ".join(piece.text for piece in row), row[0].y, is_head, gap)


def _repeated(pages: Sequence[PagePieces], ends: Sequence[Sequence[_Row]]) -> set[int]:
    """The rows that say the same, or count the pages, at one height of two pages at least."""
    places: dict[tuple[bool, str], list[tuple[float, int]]] = defaultdict(list)
    for page, rows in zip(pages, ends, strict=True):
        for row in rows:
            for key in row.keys(page.number):
                places[key].append((row.y, id(row)))
    found: set[int] = set()
    for rows_there in places.values():
        rows_there.sort()
        for one, two in pairwise(rows_there):
            if two[0] - one[0] <= _NEAR:
                found |= {one[1], two[1]}
    return found


def _slots(ends: Sequence[Sequence[_Row]], repeated: set[int]) -> frozenset[tuple[bool, int]]:
    """The places where most lines that are set off from the text repeat, on three pages or more."""
    counts: dict[tuple[bool, int], list[bool]] = defaultdict(list)
    for rows in ends:
        for row in rows:
            if row.gap > _APART:
                counts[row.slot].append(id(row) in repeated)
    return frozenset(slot for slot, same in counts.items() if len(same) >= 3 and sum(same) >= _SHARE * len(same))


def _running(rows: Sequence[_Row], repeated: set[int], slots: frozenset[tuple[bool, int]]) -> set[int]:
    """The pieces of running lines among `rows`, which come from the end of the page inwards."""
    last = 0
    for number, row in enumerate(rows, 1):
        if not (id(row) in repeated or row.slot in slots or (row.gap > _APART and _FOLIO.fullmatch(row.text))):
            break
        if row.gap > _APART:
            last = number
    return {id(piece) for row in rows[:last] for piece in row.pieces}


def _artifacts(page: PagePieces) -> set[int]:
    found = {id(piece) for piece in page.pieces if piece.artifact}
    return found if 2 * len(found) <= len(page.pieces) else set()
