"""The levels of a paragraph whose only explicit controls are isolates of a stated direction, each ended within it.

That is what the direction compiler asks for: every isolate is then one sequence (BD13) one level up, and what it stands
in another, with the isolate as a neutral in it. Whatever else there is goes the whole way of `explicit`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from afgpub.bidi.sequence import has_bracket, resolve_sequence

_CONTROL = re.compile(r"[\[\]^]")
_OTHER_CONTROL = re.compile(r"[<>()!?]")
_DEEPEST = 50  # isolates in isolates; far from max_depth (BD2), at which they would no longer count
_SHORT = 40

Piece = tuple[int, int]


def levels_of_isolates(text: str, classes: str, base: int) -> bytes | None:
    """The level of each character, or None where there is anything but isolates that begin and end."""
    if _OTHER_CONTROL.search(classes):
        return None
    levels = bytearray(len(text))
    pieces: list[Piece] = []  # of the sequence that goes on here
    outer: list[tuple[int, list[Piece]]] = []
    level, start = base, 0
    for found in _CONTROL.finditer(classes):
        here, letter = found.start(), found[0]
        if letter == "^":
            if not outer:
                return None
            pieces.append((start, here))
            _resolve(text, classes, level, pieces, levels)
            level, pieces = outer.pop()
            start = here
        elif len(outer) == _DEEPEST:
            return None
        else:
            pieces.append((start, here + 1))
            outer.append((level, pieces))
            level = (level + 1) | 1 if letter == "]" else (level + 2) & ~1
            pieces = []
            start = here + 1
    if outer:
        return None
    pieces.append((start, len(text)))
    _resolve(text, classes, level, pieces, levels)
    removed = classes.find("b")
    while removed >= 0:
        levels[removed] = levels[removed - 1] if removed else base
        removed = classes.find("b", removed + 1)
    return bytes(levels)


def _resolve(text: str, classes: str, level: int, pieces: list[Piece], levels: bytearray) -> None:
    """Write the levels of one sequence; what rule X9 takes out is left."""
    if len(pieces) == 1:
        start, end = pieces[0]
        own, own_text = classes[start:end], text[start:end]
    else:
        own = "".join([classes[start:end] for start, end in pieces])
        own_text = "".join([text[start:end] for start, end in pieces])
    kept = own
    if "b" in own:
        own_text = "".join([character for character, letter in zip(own_text, own, strict=True) if letter != "b"])
        kept = own.replace("b", "")
    found = _levels(own_text, kept, level)
    if kept is not own:
        rest = iter(found)
        found = bytes([0 if letter == "b" else next(rest) for letter in own])
    place = 0
    for start, end in pieces:
        levels[start:end] = found[place : place + end - start]
        place += end - start


def _levels(text: str, classes: str, level: int) -> bytes:
    if len(classes) <= _SHORT and not ("o" in classes and has_bracket(text)):
        return _levels_of_classes(classes, level)
    side = "R" if level % 2 else "L"
    return resolve_sequence(text, classes, level, side, side)


@lru_cache(4096)
def _levels_of_classes(classes: str, level: int) -> bytes:
    """The levels of characters of which none is a bracket: their classes say all."""
    side = "R" if level % 2 else "L"
    return resolve_sequence("", classes, level, side, side)
