"""Reading tokens by small steps: a space, a day, a month, a year with its era. Each step says where the next begins."""

from __future__ import annotations

from collections.abc import Iterator

from afgpub.document import Calendar
from afgpub.frozen import dataclass
from afgpub.normaliser.dates.tokens import Token
from afgpub.normaliser.dates.words import (
    ERAS,
    MONTHS,
    ORDINAL_ENDINGS,
    WEEKDAYS,
    is_common,
    month_of,
    ordinal_of,
)

DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212\u0640")
_ALONE = frozenset(("ام", "مین"))  # endings of an ordinal that stand with a space before them too


@dataclass(frozen=True, slots=True)
class Month:
    """A month: `common` if its name is an everyday word too, `latin` if it is in Latin letters."""

    calendar: Calendar
    number: int
    common: bool
    latin: bool


@dataclass(frozen=True, slots=True)
class Year:
    """A year, and the calendar of the era that stands behind it, if one does."""

    number: int
    era: Calendar | None


class TokenReader:
    """The steps over one list of tokens. Every index may be outside of it."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._count = len(tokens)
        years = (n for n in range(len(tokens) - 1, -1, -1) if tokens[n].kind == "number" and tokens[n].length == 4)
        self.last_year = next(years, -1)  # behind it no date begins but one in numbers alone

    def at(self, index: int) -> Token | None:
        """The token, or None outside of the list."""
        return self.tokens[index] if 0 <= index < self._count else None

    def word(self, index: int) -> str:
        """The folded word at `index`, or an empty string."""
        if not 0 <= index < self._count:
            return ""
        token = self.tokens[index]
        return token.text if token.kind == "word" else ""

    def mark(self, index: int) -> str:
        """The mark at `index`, or an empty string. A tatweel that stands alone is a mark too."""
        if not 0 <= index < self._count:
            return ""
        token = self.tokens[index]
        return token.text if token.kind == "mark" else ""

    def number(self, index: int) -> Token | None:
        """The number at `index`."""
        if not 0 <= index < self._count:
            return None
        token = self.tokens[index]
        return token if token.kind == "number" else None

    def space(self, index: int) -> int:
        """The index behind white space."""
        while 0 <= index < self._count and self.tokens[index].kind == "space":
            index += 1
        return index

    def glue(self, index: int, marks: str) -> int:
        """The index behind white space with at most one of `marks` in it."""
        index = self.space(index)
        mark = self.mark(index)
        return self.space(index + 1) if mark and mark in marks else index

    def words(self, index: int, known: frozenset[str], most: int) -> int:
        """The index behind at most so many of the `known` words, each with white space behind it."""
        for _ in range(most):
            if self.word(index) not in known:
                break
            index = self.space(index + 1)
        return index

    def word_before(self, index: int) -> int:
        """The index of the token before white space, a colon and white space before `index`."""
        index -= 1
        while (token := self.at(index)) and (token.kind == "space" or token.text in (":", ".")):
            index -= 1
        return index

    def day(self, index: int) -> Iterator[tuple[int, int, bool]]:
        """Readings of a day of the month: its number, the index behind it, whether it is marked as an ordinal."""
        token = self.number(index)
        if token:
            if token.length <= 2:
                if self.word(index + 1) in ORDINAL_ENDINGS:
                    yield token.number, index + 2, True
                elif self.word(self.space(index + 1)) in _ALONE:
                    yield token.number, self.space(index + 1) + 1, True
                yield token.number, index + 1, False
            return
        for length in (5, 3, 1):
            joined = self._joined(index, length)
            number = ordinal_of(joined) if joined else None
            if number:
                yield number, index + length, True
                return

    def _joined(self, index: int, length: int) -> str:
        """The words of so many tokens written as one, or nothing if there is anything but words and spaces."""
        joined = self.word(index)
        for place in range(index + 1, index + length, 2):
            word = self.word(place + 1)
            if not joined or not word or self.tokens[place].kind != "space":
                return ""
            joined += word
        return joined

    def month(self, index: int) -> tuple[Month, int] | None:
        """The month at `index` and the index behind it; names of two words and `جوزا/خرداد` are one month."""
        found, after = self._month(index)
        if found is None:
            return None
        if self.mark(after) == "." and found.latin and self.tokens[after - 1].length <= 4:
            after += 1
        if self.mark(after) == "/":
            other, behind = self._month(self.space(after + 1))
            if other and (other.calendar, other.number) == (found.calendar, found.number):
                after = behind
        return found, after

    def _month(self, index: int) -> tuple[Month | None, int]:
        word = self.word(index)
        if not word:
            return None, index
        double = self._joined(index, 3)
        if double in MONTHS:
            return Month(*MONTHS[double], common=False, latin=False), index + 3
        found = month_of(word)
        return (Month(*found, is_common(word), word.isascii()), index + 1) if found else (None, index)

    def year(self, index: int) -> tuple[Year, int] | None:
        """A year of four digits with its era, and the index behind both."""
        token = self.number(index)
        if not token or token.length != 4:
            return None
        behind = self.at(index + 1)
        later = self.number(index + 2)
        if behind and ((behind.kind == "mark" and behind.text in ".,٫٬" and later) or behind.text in ("%", "٪")):
            return None
        if behind and behind.kind == "word" and behind.text.isascii() and behind.text not in ERAS:
            return None
        era, after = self.era(index + 1)
        return Year(token.number, era), after

    def era(self, index: int) -> tuple[Calendar | None, int]:
        """The calendar that the words behind a year name (`ه‍.ش`, `هجری قمری`, `م`), and the index behind them."""
        era: Calendar | None = None
        after = index
        for number in range(3):
            place = self.space(after)
            if number and self.mark(place) == ".":
                place = self.space(place + 1)
            word = self.word(place)
            if word not in ERAS:
                break
            era = era or ERAS[word]
            after = place + 1
        return era, after

    def is_weekday(self, index: int) -> int:
        """How many tokens from `index` on are the name of a weekday: 0, 1, or 3 for a name in two words."""
        word = self.word(index)
        if not word:
            return 0
        if self._joined(index, 3) in WEEKDAYS:
            return 3
        short = len(word) == 2  # "so" is a Sunday only as "So."
        return 1 if word in WEEKDAYS and (not short or self.mark(index + 1) in (".", ",")) else 0
