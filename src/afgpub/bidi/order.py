"""The order of one line: rules L1, L2 and L4 of UAX #9."""

from __future__ import annotations

import re

from afgpub.bidi.classes import classes_of
from afgpub.bidi.controls import CONTROLS
from afgpub.bidi.levels import Direction, resolve
from afgpub.bidi.mirroring import mirror

# White space, isolate controls and what X9 takes out, before a separator or at the end of a line.
_TRAILING = re.compile(r"[ b<>()!\[\]?^]*(?:[PS]|\Z)")


def for_line(text: str, levels: bytes, start: int, end: int, base: Direction) -> bytes:
    """The levels of the line `text[start:end]`, with separators and trailing white space at the base level (L1)."""
    line = bytearray(levels[start:end])
    level = 0 if base == "ltr" else 1
    for found in _TRAILING.finditer(classes_of(text[start:end])):
        line[found.start() : found.end()] = bytes((level,)) * (found.end() - found.start())
    return bytes(line)


def reordered(levels: bytes) -> list[int]:
    """The logical indices of a line from left to right: every run of a level and above is turned round (L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    for level in range(max(levels), 0, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def visual(text: str, base: Direction) -> str:
    """One line as it is seen, from left to right: brackets mirrored, controls left out, marks after their letters."""
    levels = for_line(text, resolve(text, base), 0, len(text), base)
    classes = classes_of(text)
    shown: list[str] = []
    marks: list[str] = []
    for index in reordered(levels):
        character = text[index]
        if character in CONTROLS or classes[index] == "P":
            continue
        if levels[index] % 2 and classes[index] == "m":
            marks.append(character)
            continue
        shown.append((mirror(character) or character) if levels[index] % 2 else character)
        shown += reversed(marks)
        marks.clear()
    return "".join((*shown, *reversed(marks)))
