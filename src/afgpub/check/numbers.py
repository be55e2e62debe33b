"""Sequences of numbers in a right-to-left line that are read from the left by some and from the right by others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from afgpub.bidi import CONTROLS
from afgpub.check.findings import Findings
from afgpub.check.views import View
from afgpub.direction.tokens import find_tokens
from afgpub.document import Document, Inline
from afgpub.walk import plain_text, walk

_CONTROL = re.compile("[" + "".join(sorted(CONTROLS)) + "]")
_EUROPEAN = re.compile("[0-9]")
_EASTERN = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_DASH = "\u2010-\u2015\u2212+×~-"
_LOOSE = re.compile(f"[{_DASH}]")  # what does not hold two numbers together after an Arabic letter
_EDGE = "[\u2066-\u2069]*"  # of isolates
_SEQUENCE = re.compile(
    rf"(?<![\w.,:/+-])[{_DIGIT}]+(?:{_EDGE}[/.,:\u066b\u066c{_DASH}]{_EDGE}[{_DIGIT}]+)+(?!{_EDGE}[\w{_DIGIT}%٪])"
)


def find_doubtful_numbers(view: View, said: frozenset[str], findings: Findings) -> None:
    """Tell of numbers in digits of both kinds, and of European ones parted by dashes, as a range or a score.

    Dates, telephone and book numbers have one order, and so have numbers in Persian digits. `said` are the numbers
    whose direction the author says.
    """
    if view.base != "rtl":
        return
    doubtful: list[tuple[int, str, bool]] = []
    for found in _SEQUENCE.finditer(view.text):
        numbers = view.bare(*found.span())
        eastern = _EASTERN.search(numbers) is not None
        if _EUROPEAN.search(numbers) and (eastern or _LOOSE.search(numbers)) and numbers not in said:
            doubtful.append((found.start(), numbers, eastern))
    known = _Known(view) if doubtful else None
    for place, numbers, mixed in doubtful:
        if mixed or (known and not known.covers(place)):
            findings.add("number-order", view, place, numbers=numbers)


def said_numbers(document: Document) -> frozenset[str]:
    """The sequences of numbers of a tree whose direction the author says."""
    said = (node for node in walk(document.root) if isinstance(node, Inline) and node.attrs.dir)
    return frozenset(found[0] for node in said for found in _SEQUENCE.finditer(plain_text(node)))


class _Known:
    """What the compiler knows of the numbers of a line, by the places of the line with its isolates."""

    def __init__(self, view: View) -> None:
        self._controls = [found.start() for found in _CONTROL.finditer(view.text)]
        tokens = [token for token in find_tokens(view.bare(0, len(view.text)), "rtl") if token.kind != "range"]
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def covers(self, place: int) -> bool:
        """Whether the number at `place` is part of a date, an address or the like."""
        place -= bisect_left(self._controls, place)
        last = bisect_right(self._starts, place) - 1
        return last >= 0 and place < self._ends[last]
