"""Characters that steer or hide and are not seen themselves: Trojan Source (CVE-2021-42574) and invisible tags.

They are looked for in the lines of the source, since readers and repairs take most of them out; the tree tells where
they stand, and has those that were written as entities.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from afgpub import bidi
from afgpub.check.excerpts import cut_out
from afgpub.check.findings import Finding
from afgpub.check.trees import Placed, strings_of
from afgpub.direction import base_direction
from afgpub.document import Document, Span
from afgpub.messages import message

_STEERING = re.compile("[\u202a-\u202e\u2066-\u206f]")
_ANY = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u206f]")
_TAGS = re.compile("(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+")
_OVERRIDE = re.compile(f"[{bidi.LRO}{bidi.RLO}]")
_ADDRESS = re.compile(r"://|www\.|\S@\S|\w\.(?:com|org|net|edu|gov|info|af|ir)\b", re.I)
_LAST_WORD = re.compile(r"\S+\Z")
_FIRST_WORD = re.compile(r"\S+")
_FAR = 300  # characters of a word that are looked at


def find_hidden(name: str, lines: Sequence[str], document: Document) -> Iterator[Finding]:
    """Every line of the source `name` with controls of direction or invisible tags, one finding a kind and line.

    `document` is the tree as it was read, before any repair.
    """
    if _ANY.search(PurePath(name).name):
        yield _steered("control-misplaced", Span(name, 1, 1), name, _ANY, place="the name of the file")
    places = _Places(name, lines, document)
    for number in places.lines:
        line, span = lines[number - 1], Span(name, number, number)
        place = places.names.get(number) or _place_in_word(line)
        if place:
            yield _steered("control-misplaced", span, line, _ANY, place=place)
        elif _STEERING.search(line):
            yield _steered(_code(line, balanced=number not in places.unbalanced), span, line, _STEERING)
    for number in places.tagged:
        yield _tagged(Span(name, number, number), lines[number - 1])
    for text, written, place in places.entities:
        if place:
            yield _steered("control-misplaced", written, text, _ANY, place=place)
        else:
            yield _steered(_code(text, balanced=_is_balanced(text)), written, text, _STEERING)
    for text, written in places.spelt:
        yield _tagged(written, text)


class _Places:
    """The lines with controls and with tags, and what the tree says of them.

    `names` are of places where no control may be, by line; `unbalanced` are the lines of phrases in which something
    does not end; `entities` are the strings whose controls are not in the lines as such,
    and `spelt` those whose tags are not.
    """

    def __init__(self, name: str, lines: Sequence[str], document: Document) -> None:
        unusual = [(number, line) for number, line in enumerate(lines, 1) if not line.isascii()]
        self.lines = [number for number, line in unusual if _ANY.search(line)]
        self.tagged = [number for number, line in unusual if _TAGS.search(line)]
        self.names: dict[int, str] = {}
        self.unbalanced: set[int] = set()
        self.entities: list[Placed] = []
        self.spelt: list[tuple[str, Span | None]] = []
        for text, span, place in strings_of(document):
            if not text.isascii():
                self._take(name, text, span, place)

    def _take(self, name: str, text: str, span: Span | None, place: str) -> None:
        known = span if span and (span.source, span.unit) == (name, "line") else None
        if _TAGS.search(text) and not _within(known, self.tagged):
            self.spelt.append((text, span))
        if not (_ANY if place else _STEERING).search(text):
            return
        here = _within(known, self.lines)
        if not here:
            self.entities.append((text, span, place))
        elif known and place:
            self.names.update((number, place) for number in here if number not in self.names)
        elif known and not _is_balanced(text):
            self.unbalanced.update(here)


def _within(span: Span | None, lines: list[int]) -> list[int]:
    """Those of `lines` that are in `span`; all where it is not known."""
    return lines[bisect_left(lines, span.start) : bisect_right(lines, span.end)] if span else lines


def _code(text: str, *, balanced: bool) -> str:
    if _OVERRIDE.search(text):
        return "control-override"
    return "control-stray" if balanced else "control-unbalanced"


def _is_balanced(text: str) -> bool:
    """Whether every embedding and isolate ends in this phrase, and nothing ends that has not begun."""
    stack: list[str] = []
    for found in _STEERING.finditer(text):
        control = found[0]
        if control in (bidi.PDF, bidi.PDI):
            if not stack or stack.pop() != control:
                return False
        elif control in bidi.CONTROLS:
            stack.append(bidi.PDI if control in (bidi.LRI, bidi.RLI, bidi.FSI) else bidi.PDF)
    return not stack


def _place_in_word(line: str) -> str:
    """The name of the place if a control of `line` stands in an address, the target of a link or an identifier."""
    for found in _STEERING.finditer(line):
        start, end = found.span()
        left = _LAST_WORD.search(line, max(0, start - _FAR), start)
        right = _FIRST_WORD.match(line, end, end + _FAR)
        before, after = left[0] if left else "", right[0] if right else ""
        if "](" in before and ")" not in before.rpartition("](")[2]:
            return "the target of a link"
        if "{#" in before and "}" not in before.rpartition("{#")[2]:
            return "an identifier"
        if _ADDRESS.search(_ANY.sub("", before + after)):
            return "an address"
    return ""


def _steered(code: str, span: Span | None, line: str, pattern: re.Pattern[str], **details: object) -> Finding:
    controls = [(found.start(), found[0]) for found in pattern.finditer(line)]
    named = ", ".join(f"<U+{ord(control):04X}>" for control in dict.fromkeys(control for _, control in controls))
    return _shown(code, span, line, controls[0][0], controls=named, **details)


def _tagged(span: Span | None, line: str) -> Finding:
    tags = [(found.start(), found[0]) for found in _TAGS.finditer(line)]
    all_tags = "".join(tag for _, tag in tags)
    spelt = "".join(chr(ord(tag) - 0xE0000) if 0xE0020 <= ord(tag) < 0xE007F else "?" for tag in all_tags[:80])
    return _shown("tags-invisible", span, line, tags[0][0], count=len(all_tags), spelt=spelt)


def _shown(code: str, span: Span | None, line: str, at: int, **details: object) -> Finding:
    base = base_direction(line, "ltr")
    return Finding.about(message(code, span, **details), cut_out(line, at, base, raw=True), base)
