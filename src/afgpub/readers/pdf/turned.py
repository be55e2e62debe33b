"""What pdfium does to right-to-left text, undone: it mirrors brackets there, and turns the string of a glyph round.

pdfium takes the characters of a line for shapes in visual order (CPDF_TextPage::CloseTempLine). In its right-to-left
segments it puts the mirror image for each bracket, though nearly every file says which bracket was typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

from afgpub import bidi
from afgpub.bidi.classes import classes_of

_OPENING, _BRACKETS = "([{«", "()[]{}«»"
_MOST_WRONG = 3  # times as many brackets in the wrong order as in the right one
_LEFT, _RIGHT, _WEAK, _NEUTRAL = "L", "R", "w", "n"
_KINDS = {"L": _LEFT, "R": _RIGHT, "A": _RIGHT} | dict.fromkeys("12m,+%b", _WEAK)


def as_in_file(letters: list[str], *, bound_right: bool) -> list[str]:
    """The letters of a page in pdfium's order with brackets as the file has them; `\\n` parts pdfium's lines."""
    found: list[str] = []
    line: list[str] = []
    for letter in letters:
        if letter == "\n":
            found += _line(line, bound_right)
            found.append(letter)
            line = []
        else:
            line.append(letter)
    return found + _line(line, bound_right)


def _line(line: list[str], bound_right: bool) -> list[str]:
    text = "".join(letter or " " for letter in line)
    if not bidi.may_turn(text):
        return line
    kinds = [_KINDS.get(kind, _NEUTRAL) for kind in classes_of(text)]
    segments = [kind for place, kind in enumerate(kinds) if not place or kinds[place - 1] != kind]
    right, left = segments.count(_RIGHT), segments.count(_LEFT)
    direction = _RIGHT if bound_right or right > left else _LEFT
    found = []
    for letter, kind in zip(line, kinds, strict=True):
        if kind in (_LEFT, _RIGHT):
            direction = kind
        mirrored = letter and kind == _NEUTRAL and direction == _RIGHT
        found.append(bidi.mirror(letter) or letter if mirrored else letter)
    return found


def in_order(text: str) -> str:
    """The string of one glyph in logical order, composed (NFC).

    pdfium turns a string of right-to-left letters round, unless it made the string itself of a presentation form.
    """
    if len(text) == 1 or text.isascii():
        return "…" if text == "..." else text
    classes = classes_of(text)
    if not set(classes) & {"R", "A"}:
        return unicodedata.normalize("NFC", text)
    letters = "".join(c for c, kind in zip(text, classes, strict=True) if kind not in "mb")
    marks = "".join(c for c, kind in zip(text, classes, strict=True) if kind == "m")
    joiners = "".join(c for c, kind in zip(text, classes, strict=True) if kind == "b")
    if len(letters) > 1 and letters not in _ligatures():
        letters = letters[::-1]
    return unicodedata.normalize("NFC", letters + marks) + joiners


@cache
def _ligatures() -> frozenset[str]:
    """What the presentation forms of several letters stand for."""
    return frozenset(_letters(range(0xFBEA, 0xFE00))) | frozenset(_letters(range(0xFEF5, 0xFEFD)))


def _letters(codes: Iterable[int]) -> Iterable[str]:
    for code in codes:
        letters = unicodedata.normalize("NFKC", chr(code))
        yield "".join(c for c in letters if not unicodedata.combining(c))


def holds_shapes(texts: Iterable[str]) -> bool:
    """Whether most brackets in right-to-left texts have their space on the inner side: the file then has their shapes.

    A bracket after a number, as the marker of a list has it, says nothing.
    """
    right = wrong = 0
    for text in texts:
        for before, letter, after in zip(f" {text}", text, f"{text[1:]} ", strict=False):
            if letter in _BRACKETS and before.isspace() != after.isspace() and not before.isdigit():
                is_right = before.isspace() == (letter in _OPENING)
                right, wrong = right + is_right, wrong + (not is_right)
    return wrong > _MOST_WRONG * right
