"""Lines in visual order, as old PDFs give them, back to the order in which they are read.

Common words tell: a text with many of them written backwards and next to none forwards is reversed. Where letters
are presentation forms, those tell too: a final form that begins a word can only be the end of it.
"""

from __future__ import annotations

import re
import unicodedata

from afgpub.language import letters_by_direction
from afgpub.language.arabic import BACKWARDS, FORWARDS
from afgpub.normaliser.text.blocks import may_hold_arabic, may_hold_forms
from afgpub.patterns import compiled

_FORM_OF_WORD = re.compile("[\ufb50-\ufbff\ufe70-\ufefc]")
_FORM = re.compile("[\ufb50-\ufefc]")
_ARABIC = re.compile("[\u0600-\u06ff\ufb50-\ufefc]")
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_NUMBER = re.compile(r"\w+")
_WORDLIKE = r"[A-Za-z0-9\u00c0-\u024f\u06f0-\u06f9\u0660-\u0669]+"
_TOKEN = rf"{_WORDLIKE}(?:[.,:/@_'’+\-٫٬]{_WORDLIKE})*"
_LEFT_TO_RIGHT = rf"{_TOKEN}(?: +(?=[A-Za-z]){_TOKEN})*"
_MIRRORS = str.maketrans("()[]{}«»<>", ")(][}{»«><")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»"}


def may_be_reversed(text: str) -> bool:
    """Whether `text` has any sign of visual order at all; a quick look before a careful one."""
    if not _ARABIC.search(text):
        return False
    return _FORM_OF_WORD.search(text) is not None or not BACKWARDS.isdisjoint(_WORD_OR_NUMBER.findall(text))


def shows_visual_order(text: str) -> bool:
    """Whether any word or form of `text` speaks for visual order, in `may_be_reversed` or `votes`: False is sure."""
    if not may_hold_arabic(text):
        return False
    words = set(text.split())
    if not BACKWARDS.isdisjoint(words) or (may_hold_forms(text) and _FORM.search(text)):
        return True
    # What is letters alone was a word; the rest has marks, digits or joiners in it.
    mixed = [word for word in words if not word.isalpha()]
    return not BACKWARDS.isdisjoint(_WORD.findall("\n".join(mixed)))


def has_arabic(text: str) -> bool:
    """Whether `text` has anything that may be out of order: Arabic letters."""
    return not text.isascii() and _ARABIC.search(text) is not None


def votes(text: str) -> tuple[int, int]:
    """How many signs of reading order, and how many of visual order, `text` has."""
    words = [word for line in text.split("\n") if _ARABIC.search(line) for word in _WORD.findall(line)]
    forwards, backwards = sum(map(FORWARDS.__contains__, words)), sum(map(BACKWARDS.__contains__, words))
    if _FORM.search(text):  # no common word has one
        ends = [(_form(word[0]), _form(word[-1])) for word in words]
        forwards, backwards = forwards + ends.count(("initial", "final")), backwards + ends.count(("final", "initial"))
    return forwards, backwards


def is_reversed(text: str) -> bool | None:
    """Whether a line is in visual order, by its own signs; None where they are too few."""
    forwards, backwards = votes(text)
    if backwards >= 2 and backwards > 3 * forwards:
        return True
    return False if forwards > backwards else None


def in_reading_order(line: str) -> str:
    """A line of visual order in the order in which it is read: Latin words and numbers keep theirs."""
    left, right = letters_by_direction(line)
    if right <= left:
        return line
    turned = line[::-1]
    pieces: list[str] = []
    place = 0
    for found in compiled(_LEFT_TO_RIGHT).finditer(turned):
        pieces += (turned[place : found.start()], found[0][::-1])
        place = found.end()
    turned = "".join((*pieces, turned[place:]))
    return turned.translate(_MIRRORS) if _closes_first(turned) else turned


def _closes_first(text: str) -> bool:
    closers = set(_PAIRS.values())
    first = next((c for c in text if c in _PAIRS or c in closers), "")
    return first in closers


def _form(letter: str) -> str:
    if not "\ufb50" <= letter <= "\ufefc":
        return ""
    return unicodedata.decomposition(letter).partition(">")[0].removeprefix("<")
