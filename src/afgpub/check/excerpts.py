"""A line of a phrase about one place: as it is stored, and as it is seen from left to right."""

from __future__ import annotations

import re
from typing import NamedTuple

from afgpub import bidi
from afgpub.bidi.classes import classes_of
from afgpub.metadata import Direction

_WIDTH = 50  # characters to each side
_SLACK = 20  # and so many more to come to a space
_FAR = 200  # characters to look back for a strong letter
_OPENERS = bidi.LRE + bidi.RLE + bidi.LRO + bidi.RLO
_ISOLATES = bidi.LRI + bidi.RLI + bidi.FSI
_STEERING = re.compile(f"[{_OPENERS}{bidi.PDF}{_ISOLATES}{bidi.PDI}]")
_MARKS = {"L": bidi.LRM, "R": bidi.RLM, "A": bidi.ALM}


class Excerpt(NamedTuple):
    """`logical` is without the isolates that the compiler has made, `visual` is ordered by them."""

    logical: str
    visual: str


def cut_out(text: str, place: int, base: Direction, *, raw: bool = False) -> Excerpt:
    """The words about character `place` of `text`, in the order that they have in the whole of it.

    What is `raw` is a line of a source: its isolates are the author's, and are kept.
    """
    first = text.rfind("\n", 0, place) + 1
    last = text.find("\n", place)
    last = len(text) if last < 0 else last
    start = _to_space(text, first, max(first, place - _WIDTH))
    end = _to_space_after(text, last, min(last, place + _WIDTH))
    opened = _open_at(text, first, start)
    seen = bidi.visual(
        opened + _strong_before(text, first, start) + text[start:end] + _strong_after(text, end, last), base
    )
    before, after = ("… " if start > first else ""), (" …" if end < last else "")
    stored = text[start:end] if raw else bidi.without_isolates(text[start:end])
    left, right = (before, after) if base == "ltr" else (after[::-1], before[::-1])
    return Excerpt(before + stored.strip() + after, left + seen.strip() + right)


def _to_space(text: str, first: int, start: int) -> int:
    if start == first:
        return start
    space = text.rfind(" ", max(first, start - _SLACK), start)
    return start if space < 0 else space + 1


def _to_space_after(text: str, last: int, end: int) -> int:
    if end == last:
        return end
    space = text.find(" ", end, min(last, end + _SLACK))
    return end if space < 0 else space


def _open_at(text: str, first: int, start: int) -> str:
    """The controls that are in force at `start`."""
    stack: list[str] = []
    for found in _STEERING.finditer(text, first, start):
        control = found[0]
        if control == bidi.PDI:
            while stack and stack[-1] in _OPENERS and any(one in _ISOLATES for one in stack):
                stack.pop()
            if stack and stack[-1] in _ISOLATES:
                stack.pop()
        elif control == bidi.PDF:
            if stack and stack[-1] in _OPENERS:
                stack.pop()
        elif len(stack) < 125:
            stack.append(control)
    return "".join(stack)


def _strong_before(text: str, first: int, start: int) -> str:
    """A mark of the class of the last strong letter before `start`, which decides how digits after it are seen."""
    classes = classes_of(text[max(first, start - _FAR) : start])
    return next((_MARKS[letter] for letter in reversed(classes) if letter in _MARKS), "")


def _strong_after(text: str, end: int, last: int) -> str:
    classes = classes_of(text[end : min(last, end + _FAR)])
    return next((_MARKS[letter] for letter in classes if letter in _MARKS), "")
