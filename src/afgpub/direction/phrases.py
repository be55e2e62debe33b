"""Phrases in Arabic letters and their like within an English line: where each begins and ends, with its own marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from afgpub.direction.characters import BREAK, DIGIT, EASTERN, LATIN, OBJECT, RIGHT

_BETWEEN_LATIN = re.compile(rf"[^{LATIN}\n{BREAK}{OBJECT}]+")
# A Latin comma or semicolon parts the names of an English list, but not within brackets, quotes or a number.
_PARTS = re.compile(rf"(?<![{DIGIT}])[,;]|[,;](?![{DIGIT}])|[«»()\[\]]")
_PHRASE = re.compile(rf"(?:[#@]|[{EASTERN}]{{1,40}}(?:[.,٫٬/:][{EASTERN}]{{1,40}}){{0,8}}[ \u00a0])?[{RIGHT}]")
_LAST = re.compile(rf"[{RIGHT}{EASTERN}][{RIGHT}{EASTERN}\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d ]*")
_OWN_MARKS = re.compile("[؟،؛۔٪]+")
_CLOSING_MARKS = re.compile(r"[.!?…:،؛؟۔]{1,4}")
_PAIRS = {"(": ")", "[": "]", "«": "»", "“": "”", "‹": "›", '"': '"', "‘": "’"}
_CLOSERS = {closing: opening for opening, closing in _PAIRS.items() if opening != closing}


def right_phrases(text: str) -> list[tuple[int, int]]:
    """Where phrases that run to the left begin and end in a line that runs to the right.

    Such a phrase goes from its first letter to its last, or to a number in its own digits, across numbers and signs
    but not across Latin letters or a Latin comma. Its own marks (، ؟) and marks before a closing quotation mark that
    opens with it belong to it, brackets and quotation marks only in pairs.
    """
    return [_with_marks(text, start, end) for start, end in _cores(text)]


def _cores(text: str) -> Iterator[tuple[int, int]]:
    for segment in _BETWEEN_LATIN.finditer(text):
        for start, end in _parted(text, *segment.span()):
            first = _PHRASE.search(text, start, end)
            if not first:
                continue
            last = first.end()
            for found in _LAST.finditer(text, first.end() - 1, end):
                last = found.start() + len(found[0].rstrip(" "))
            yield first.start(), last


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    depth = 0
    for found in _PARTS.finditer(text, start, end):
        sign = found[0]
        if sign in "«([":
            depth += 1
        elif sign in "»)]":
            depth = max(0, depth - 1)
        elif not depth:
            yield start, found.start()
            start = found.end()
    yield start, end


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    start, end = _paired(text, start, end)
    if marks := _OWN_MARKS.match(text, end):
        end = marks.end()
    closing = _PAIRS.get(text[start - 1 : start])
    marks = _CLOSING_MARKS.match(text, end) if closing else None
    if marks and text[marks.end() : marks.end() + 1] == closing:
        end = marks.end()
    return start, end


def _paired(text: str, start: int, end: int) -> tuple[int, int]:
    """With a bracket or quotation mark at an edge whose partner is within."""
    pending: list[str] = []
    for character in text[start:end]:
        if pending and character == pending[-1]:
            pending.pop()
        elif character in _CLOSERS and not pending and text[start - 1 : start] == _CLOSERS[character] and start:
            start -= 1
        elif character in _PAIRS:
            pending.append(_PAIRS[character])
    while pending:
        after = end
        if marks := _CLOSING_MARKS.match(text, end):
            after = marks.end()
        if text[after : after + 1] != pending.pop():
            break
        end = after + 1
    return start, end
