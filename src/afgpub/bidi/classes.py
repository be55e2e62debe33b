"""The bidirectional class of every character (UAX #9, table 4), written as one letter each.

`L R A` are the strong classes (A is AL), `1 2` the numbers EN and AN, `+ % ,` their separators and terminators ES, ET
and CS, `m` a mark (NSM), `b` what X9 takes out (BN), `P` and `S` separators (B and S), a space WS, `o` the other
neutrals; the controls are `< > ( )` for LRE RLE LRO RLO, `!` for PDF, `[ ] ?` for LRI RLI FSI and `^` for PDI.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

_LETTERS = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "1",
    "AN": "2",
    "ES": "+",
    "ET": "%",
    "CS": ",",
    "NSM": "m",
    "BN": "b",
    "B": "P",
    "S": "S",
    "WS": " ",
    "ON": "o",
    "LRE": "<",
    "RLE": ">",
    "LRO": "(",
    "RLO": ")",
    "PDF": "!",
    "LRI": "[",
    "RLI": "]",
    "FSI": "?",
    "PDI": "^",
}
EXPLICIT = re.compile(r"[<>()!\[\]?^]")

# Code points that are not assigned have a class too, by their block (DerivedBidiClass.txt, @missing).
_BLOCKS = (
    (0x0000, "L"),
    (0x0590, "R"),
    (0x0600, "A"),
    (0x07C0, "R"),
    (0x0860, "A"),
    (0x0900, "L"),
    (0x20A0, "%"),
    (0x20D0, "L"),
    (0xFB1D, "R"),
    (0xFB50, "A"),
    (0xFDD0, "b"),
    (0xFDF0, "A"),
    (0xFE00, "L"),
    (0xFE70, "A"),
    (0xFF00, "L"),
    (0xFFF0, "b"),
    (0x10000, "L"),
    (0x10800, "R"),
    (0x10D00, "A"),
    (0x10D40, "R"),
    (0x10EC0, "A"),
    (0x10F00, "R"),
    (0x10F30, "A"),
    (0x10F70, "R"),
    (0x11000, "L"),
    (0x1E800, "R"),
    (0x1EC70, "A"),
    (0x1ECC0, "R"),
    (0x1ED00, "A"),
    (0x1ED50, "R"),
    (0x1EE00, "A"),
    (0x1EF00, "R"),
    (0x1F000, "L"),
    (0xE0000, "b"),
    (0xE1000, "L"),
)
_STARTS = [start for start, _ in _BLOCKS]


class _Table(dict[int, str]):
    """Filled as characters are met: most texts have a hundred."""

    def __missing__(self, code: int) -> str:
        name = unicodedata.bidirectional(chr(code))
        letter = _LETTERS[name] if name else self._unassigned(code)
        self[code] = letter
        return letter

    @staticmethod
    def _unassigned(code: int) -> str:
        if code & 0xFFFE == 0xFFFE:  # noncharacters
            return "b"
        return _BLOCKS[bisect_right(_STARTS, code) - 1][1]


_table = _Table()
_TURNS = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


def classes_of(text: str) -> str:
    """The classes of the characters of `text`, a letter each."""
    return text.translate(_table)


def may_turn(text: str) -> bool:
    """Whether anything in `text` could run from right to left, in a paragraph that runs from left to right."""
    return not text.isascii() and _TURNS.search(text) is not None
