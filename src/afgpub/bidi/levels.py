"""The level of every character of a paragraph: rules P2 to I2 of UAX #9."""

from __future__ import annotations

from typing import Literal

from afgpub.bidi.classes import EXPLICIT, classes_of
from afgpub.bidi.explicit import sequences_of, strong_of
from afgpub.bidi.isolates import levels_of_isolates
from afgpub.bidi.sequence import resolve_sequence

Direction = Literal["ltr", "rtl"]


def resolve(text: str, base: Direction) -> bytes:
    """The level of each character of `text` in a paragraph of direction `base`, before the rules for lines.

    A paragraph separator inside `text` ends one and begins another, of the same direction. What rule X9 takes out
    (joiners, controls) has the level of the character before it.
    """
    classes = classes_of(text)
    level = 0 if base == "ltr" else 1
    if "P" not in classes:
        return _paragraph(text, classes, level)
    pieces: list[bytes] = []
    start = 0
    for part in classes.split("P"):
        end = start + len(part)
        pieces.append(_paragraph(text[start:end], part, level))
        start = end + 1
    return bytes((level,)).join(pieces)


def first_strong(text: str, default: Direction = "ltr") -> Direction:
    """The direction of the first strong letter outside isolates (rules P2 and P3)."""
    found = strong_of(classes_of(text), 0, in_isolate=False)
    return default if found is None else ("ltr" if found == "L" else "rtl")


def _paragraph(text: str, classes: str, base: int) -> bytes:
    if not EXPLICIT.search(classes):
        side = "R" if base else "L"
        if "b" not in classes:
            return resolve_sequence(text, classes, base, side, side)
        return _with_removed(text, classes, base, side)
    if found_levels := levels_of_isolates(text, classes, base):
        return found_levels
    levels = bytearray(len(text))
    kept = bytearray(len(text))
    for sequence in sequences_of(classes, base):
        own = "".join(classes for _, _, classes in sequence.pieces)
        own_text = "".join(text[start:end] for start, end, _ in sequence.pieces)
        found = resolve_sequence(own_text, own, sequence.level, sequence.before, sequence.after)
        place = 0
        for start, end, _ in sequence.pieces:
            levels[start:end] = found[place : place + end - start]
            kept[start:end] = b"\x01" * (end - start)
            place += end - start
    place = kept.find(0)
    while place >= 0:
        levels[place] = levels[place - 1] if place else base
        place = kept.find(0, place + 1)
    return bytes(levels)


def _with_removed(text: str, classes: str, base: int, side: str) -> bytes:
    """The same where the only thing to take out are single characters such as the zero-width non-joiner."""
    parts = classes.split("b")
    words: list[str] = []
    start = 0
    for part in parts:
        words.append(text[start : start + len(part)])
        start += len(part) + 1
    found = resolve_sequence("".join(words), "".join(parts), base, side, side)
    pieces: list[bytes] = []
    place = 0
    for part in parts:
        end = place + len(part)
        pieces += (found[place:end], found[end - 1 : end] if end else bytes((base,)))
        place = end
    return b"".join(pieces[:-1])
