"""A text as numbers, words, spaces and marks, for a grammar that looks ahead by a bounded number of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from afgpub.normaliser.dates.words import fold, names_month_or_season

Kind: TypeAlias = Literal["number", "word", "space", "mark"]

# Letters with their marks, tatweel and joiners; the invisible marks of direction count as letters that fold to none.
_LETTERS = r"(?:[^\W\d_]+|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u00ad]+)+"
_TOKEN = re.compile(rf"(\d+)|({_LETTERS})|(\s+)|(.)", re.DOTALL)
_WORD = re.compile(_LETTERS)
# The same in ASCII, where they are found several times sooner.
_ASCII_TOKEN = re.compile(r"([0-9]+)|([A-Za-z]+)|([ \t-\r\x1c-\x1f]+)|(.)", re.DOTALL)
_ASCII_WORD = re.compile("[a-z]+")
_NUMBER = re.compile(r"\d+")
# It begins with a digit, not with what is not before it, and so passes over all else at once.
_YEAR = re.compile(r"\d(?<!\d\d)(?:\d{3}|\d\s?([./])\s?\d\d\s?\1\s?\d\d)(?!\d)")
LEAST_DIGITS = 4  # of what a year, or three numbers of two digits, has
TATWEEL = "\u0640"
_LONGEST = 30  # characters of a word that can be one of a date
_REACH = 60  # characters around a year in which the rest of its date can be


class Token(NamedTuple):
    """`text` is a folded word, a mark, or empty; `number` the value of digits of any script."""

    kind: Kind
    text: str
    number: int
    start: int
    end: int

    @property
    def length(self) -> int:
        return self.end - self.start


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """The parts of `text` that can hold a date: those around a number of four digits, or three of two."""
    start = end = -1
    for found in _YEAR.finditer(text):
        if start >= 0 and found.start() - _REACH <= end:
            end = found.end() + _REACH
            continue
        if start >= 0:
            yield start, min(end, len(text))
        start, end = max(0, found.start() - _REACH), found.end() + _REACH
    if start >= 0:
        yield start, min(end, len(text))


def may_hold_date(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` has what every date has: the name of a month or a season, or three numbers."""
    piece = text[start:end]
    words = _ASCII_WORD.findall(piece.lower()) if piece.isascii() else list(map(fold, _WORD.findall(piece)))
    return names_month_or_season(words) or len(_NUMBER.findall(piece)) > 2


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`; a number or word that the cut goes through is left out at the beginning."""
    while 0 < start < end and text[start - 1].isalnum() and text[start].isalnum():
        start += 1
    tokens: list[Token] = []
    piece = text[start:end]
    for digits, word, space, mark in (_ASCII_TOKEN if piece.isascii() else _TOKEN).findall(piece):
        end = start + len(digits or word or space or mark)
        if space:
            token = Token("space", "", 0, start, end)
        elif word:
            token = _of_word(word, start, end)
        elif digits:
            # A longer number is no part of a date, and the value of a hostile one would be slow to find.
            token = Token("number", "", int(digits) if end - start <= 4 else 0, start, end)
        else:
            token = Token("mark", mark, 0, start, end)
        tokens.append(token)
        start = end
    return tokens


def _of_word(word: str, start: int, end: int) -> Token:
    folded = fold(word) if end - start <= _LONGEST else "?"
    if not folded and TATWEEL in word:  # alone, it is a dash
        return Token("mark", TATWEEL, 0, start, end)
    return Token("word" if folded else "space", folded, 0, start, end)
