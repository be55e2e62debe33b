"""Characters to pieces of lines: what stands on one base line without a wide gap, and what is raised in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from afgpub.bidi.classes import classes_of
from afgpub.frozen import dataclass, field
from afgpub.readers.pdf.characters import BLANK, Character

_SAME_LINE = 0.12  # of the size: how far base lines of one line may be apart
_GAP = 1.3  # of the size: a gap that may be more than one between words
_MOVES = 0.08  # of the size: what moves the pen that far is a space
ZWNJ = "\u200c"
_SMALL = 0.86  # of the line's size, and below: a raised or lowered piece
_HIGHEST, _LOWEST = 0.75, -0.4  # of the line's size: how far such a piece stands from the base line
_BESIDE = 0.6


@dataclass(slots=True)
class Piece:
    """Characters of one line from left to right; `y` is its base line, `size` that of most of its letters (points).

    `raised` are the indices of characters that stand above the base line, `lowered` of those below.
    """

    characters: list[Character]
    y: float
    size: float
    left: float
    right: float
    raised: set[int] = field(default_factory=set)
    lowered: set[int] = field(default_factory=set)

    @property
    def text(self) -> str:
        """What it says from left to right; for comparison, not for reading."""
        return "".join(character.text for character in self.characters)

    @property
    def angle(self) -> int:
        """The angle of the line on the page, in degrees."""
        return self.characters[0].angle

    @property
    def artifact(self) -> bool:
        """Whether the file calls all of it no part of the text."""
        return all(character.artifact for character in self.characters)


def pieces_of(characters: Iterable[Character]) -> list[Piece]:
    """The pieces of a page, from its head to its foot; what is only space is left out."""
    pieces = [piece for row in _rows(characters) for piece in _split(row)]
    return _joined(pieces)


def _rows(characters: Iterable[Character]) -> Iterator[list[Character]]:
    row: list[Character] = []
    level = 0.0
    for character in sorted(characters, key=lambda c: (-c.y, c.x)):
        if row and level - character.y > _SAME_LINE * min(character.size, row[-1].size):
            yield row
            row = []
        if not row:
            level = character.y
        row.append(character)
    if row:
        yield row


def _split(row: Sequence[Character]) -> Iterator[Piece]:
    found: list[Character] = []
    right = 0.0
    for character in _without_blanks(sorted(row, key=_place)):
        if character.text == " ":
            if found:
                found.append(character)
            continue
        if found and character.x - right > _GAP * min(character.size, found[-1].size):
            yield make_piece(found)
            found, right = [], character.right
        right = max(right, character.right) if found else character.right
        found.append(character)
    if found:
        yield make_piece(found)


def _without_blanks(row: Sequence[Character]) -> Iterator[Character]:
    """The row with what is not seen as a space, if it moves the pen, or as a zero-width non-joiner between letters."""
    before: Character | None = None
    for place, character in enumerate(row):
        if character.text != BLANK:
            yield character
            before = character
            continue
        after = next((c for c in row[place + 1 : place + 3] if c.text != BLANK), None)
        if before is None or after is None or before.text in (" ", ZWNJ):
            continue
        if after.x - character.x > _MOVES * after.size:
            yield character._replace(text=" ", size=after.size)
            before = character._replace(text=" ")
        elif _is_joined(before.text) and _is_joined(after.text):
            yield character._replace(text=ZWNJ, size=after.size, face=after.face)
            before = character._replace(text=ZWNJ)


def _is_joined(text: str) -> bool:
    return classes_of(text)[-1] == "A"


def _place(character: Character) -> tuple[float, float]:
    """The order from left to right; what has no width stands before the letter at whose left side it is."""
    empty = character.right - character.left < 0.01 * character.size
    return character.x - (0.02 if empty else 0.0), character.right


def make_piece(characters: Sequence[Character]) -> Piece:
    """A piece of characters in their order from left to right."""
    kept = list(characters)
    while kept[-1].text == " ":
        kept.pop()
    sizes = Counter[float]()
    levels = Counter[float]()
    for character in kept:
        if character.text != " ":
            sizes[round(character.size, 1)] += len(character.text)
            levels[round(character.y, 2)] += len(character.text)
    size = max(sizes.items(), key=lambda item: (item[1], item[0]))[0]
    level = max(levels.items(), key=lambda item: (item[1], item[0]))[0]
    return Piece(kept, level, size, min(c.left for c in kept), max(c.right for c in kept))


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Give each small raised or lowered piece to the line in which it stands."""
    order = sorted(pieces, key=lambda piece: -piece.y)
    levels = [-piece.y for piece in order]
    gone: set[int] = set()
    for place, piece in enumerate(order):
        reach = 3 * piece.size
        near = range(bisect_left(levels, -piece.y - reach), bisect_right(levels, -piece.y + reach))
        hosts = [order[n] for n in near[:200] if n != place and n not in gone and _holds(order[n], piece)]
        if hosts:
            host = min(hosts, key=lambda host: (abs(host.y - piece.y), host.left))
            _insert(host, piece)
            gone.add(place)
    return [piece for place, piece in enumerate(order) if place not in gone]


def _holds(line: Piece, small: Piece) -> bool:
    rise = small.y - line.y
    return (
        small.size <= _SMALL * line.size
        and _LOWEST * line.size <= rise <= _HIGHEST * line.size
        and abs(rise) > _SAME_LINE * small.size
        and small.left <= line.right + _BESIDE * line.size
        and small.right >= line.left - _BESIDE * line.size
    )


def _insert(line: Piece, small: Piece) -> None:
    moved = {id(c) for n, c in enumerate(line.characters) if n in line.raised}
    sunk = {id(c) for n, c in enumerate(line.characters) if n in line.lowered}
    (moved if small.y > line.y else sunk).update(id(c) for c in small.characters)
    line.characters = sorted((*line.characters, *small.characters), key=_place)
    line.raised = {n for n, c in enumerate(line.characters) if id(c) in moved}
    line.lowered = {n for n, c in enumerate(line.characters) if id(c) in sunk}
    line.left, line.right = min(line.left, small.left), max(line.right, small.right)
