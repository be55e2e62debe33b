"""Visual order back to logical: the characters of a line in the order in which they are read.

A PDF has places, not an order. In a line that runs to the left everything is turned round but phrases of Latin and
other left-to-right letters, and numbers; in one that runs to the right the phrases of right-to-left letters are. Where
UAX #9 shows two texts alike, Western digits go with Latin words, and Persian ones with Persian words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from afgpub.bidi.classes import classes_of
from afgpub.metadata import Direction

# One letter for each character: those of afgpub.bidi.classes, but `d` for a Western digit, `n` for another, `x` for
# signs that belong to addresses, `(` and `)` for brackets, `-` for what stands between the digits of a number.
_LETTERS = re.compile(r"L(?:[^RAn]*L)?")
_BEFORE = re.compile(r"(?:x|d(?:[d%]|-(?=d))*+[ %-]?+|%)++\Z")
_BEHIND = re.compile(r"(?:[ -]?d(?:[d%]|-(?=d))*|[x%-](?=[x%d-]|\Z| )|x)+")
_NUMBER = re.compile(r"[dn](?:[dnm]|-(?=[dn]))*%?")
_OTHER_LETTERS = re.compile(r"(?:(?<![n-])n(?:[n-]| (?=[nRA])){0,40}+)?[RA](?:[^L]*[RA])?m*(?:[n -]{0,40}n)?")
_OPENING, _CLOSING = "([{«‹“", ")]}»›”"
_MONEY = frozenset("$£€¥")
_ADDRESS = frozenset("@#&_~\\=")
_REACH = 64  # characters before a phrase that may belong to it


class Run(NamedTuple):
    """Places of a line in the order in which they are read; `turned` where they run to the left."""

    places: Sequence[int]
    turned: bool


def runs_of(texts: Sequence[str], base: Direction) -> list[Run]:
    """The runs of a line in logical order; `texts` are its characters from left to right."""
    kinds = "".join(map(_kind, texts))
    if base == "rtl":
        return list(_from_right(texts, kinds, 0))
    return list(_from_left(texts, kinds))


@lru_cache(4096)
def _kind(text: str) -> str:
    classes = classes_of(text)
    for character, kind in zip(text, classes, strict=True):
        if kind in "LRA":
            return kind
        if kind in "12":
            return "d" if character.isascii() else "n"
    if text in _OPENING:
        return "("
    if text in _CLOSING:
        return ")"
    if text in _ADDRESS:
        return "x"
    return {"+": "-", ",": "-", "S": " ", "P": " "}.get(classes[:1], classes[:1] or "o")


def _from_right(texts: Sequence[str], kinds: str, first: int) -> Iterator[Run]:
    """A line, or a phrase that begins at `first` of it, that runs to the left: from its right end."""
    spans = list(_phrases(kinds))
    held = bytearray(len(kinds))
    for start, end in spans:
        held[start:end] = b"\x01" * (end - start)
    for found in _NUMBER.finditer(kinds):
        start, end = found.span()
        if not any(held[start:end]):
            if start and texts[start - 1] in _MONEY:
                start -= 1
            spans.append((start, end))
    end = len(kinds)
    for start, stop in sorted(spans, reverse=True):
        if stop < end:
            yield Run(range(first + end - 1, first + stop - 1, -1), True)
        yield Run(range(first + start, first + min(stop, end)), False)
        end = start
    if end:
        yield Run(range(first + end - 1, first - 1, -1), True)


def _phrases(kinds: str) -> Iterator[tuple[int, int]]:
    """Where phrases of left-to-right letters stand, with their numbers, the signs of addresses and their brackets."""
    last = 0
    for found in _LETTERS.finditer(kinds):
        start, end = found.span()
        before = _BEFORE.search(kinds[max(last, start - _REACH) : start])
        if before:
            start -= before.end() - before.start()
        behind = _BEHIND.match(kinds, end)
        if behind:
            end = behind.end()
        start, end = _with_brackets(kinds, start, end, last)
        yield start, end
        last = end


def _with_brackets(kinds: str, start: int, end: int, last: int) -> tuple[int, int]:
    """The phrase with the brackets beside it that close what it opens, or that enclose it."""
    depth = lowest = 0
    for kind in kinds[start:end]:
        depth += (kind == "(") - (kind == ")")
        lowest = min(lowest, depth)
    unclosed, unopened = depth - lowest, -lowest
    while unclosed and end < len(kinds) and kinds[end] == ")":
        unclosed, end = unclosed - 1, end + 1
    while unopened and start > last and kinds[start - 1] == "(":
        unopened, start = unopened - 1, start - 1
    while start > last and end < len(kinds) and kinds[start - 1] == "(" and kinds[end] == ")":
        start, end = start - 1, end + 1
    return start, end


def _from_left(texts: Sequence[str], kinds: str) -> Iterator[Run]:
    """A line that runs to the right, with its phrases of right-to-left letters turned."""
    last = 0
    for found in _OTHER_LETTERS.finditer(kinds):
        start, end = found.span()
        while start > last and end < len(kinds) and kinds[start - 1] == ")" and kinds[end] == "(":
            start, end = start - 1, end + 1
        if start > last:
            yield Run(range(last, start), False)
        yield from _from_right(texts[start:end], kinds[start:end], start)
        last = end
    if last < len(kinds):
        yield Run(range(last, len(kinds)), False)
