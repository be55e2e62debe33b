"""Vowel signs and accents that stand as characters of their own, given to the letters over or under which they are."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import TypeAlias

from afgpub.readers.pdf.characters import Character

_BAND, _COLUMN = 4.0, 24.0  # points: letters are looked up by cells of that height and width
_MOST = 100  # letters of a cell, and cells, that are looked at
Cells: TypeAlias = dict[tuple[int, int], list[int]]
_REACH = 1.2  # of the mark's size: how far its base line may be from that of its letter


def with_marks(characters: list[Character]) -> list[Character]:
    """The characters with each such mark in the text of its letter, composed (NFC); one without a letter stays."""
    marks = [number for number, character in enumerate(characters) if _is_mark(character.text)]
    if not marks:
        return characters
    cells: Cells = {}
    for number, character in enumerate(characters):
        if character.text != " " and not _is_mark(character.text):
            cells.setdefault((int(character.y // _BAND), int(character.x // _COLUMN)), []).append(number)
    found: list[Character | None] = list(characters)
    for number in marks:
        letter = _letter_of(characters, number, cells)
        base = found[letter] if letter is not None else None
        if letter is None or base is None:
            continue
        found[letter] = base._replace(text=unicodedata.normalize("NFC", base.text + characters[number].text))
        found[number] = None
    return [character for character in found if character is not None]


def _is_mark(text: str) -> bool:
    return all(unicodedata.combining(letter) for letter in text)


def _letter_of(characters: list[Character], number: int, cells: Cells) -> int | None:
    """The number of the nearest letter on about the same line, if it is over or under the mark or beside it."""
    mark = characters[number]
    middle = (mark.left + mark.right) / 2
    reach = _REACH * mark.size
    best: tuple[float, float, int] | None = None
    rows = range(int((mark.y - reach) // _BAND), int((mark.y + reach) // _BAND) + 1)[:_MOST]
    columns = range(int(middle // _COLUMN) - 1, int(middle // _COLUMN) + 2)
    for cell in product(rows, columns):
        for letter in cells.get(cell, [])[:_MOST]:
            base = characters[letter]
            aside = max(base.left - middle, middle - base.right, 0.0)
            if aside <= 0.2 * mark.size:
                rank = aside, abs(base.y - mark.y) + abs((base.left + base.right) / 2 - middle), letter
                best = min(best, rank) if best else rank
    return best[2] if best else None
