"""Days in numbers alone: `11.06.2024`, `2024-06-11`, `۱۴۰۳/۰۳/۲۱`.

The day comes before the month, as all the languages of afgpub have it, unless the year comes first. A slash, which
Americans put after the month, leaves a doubt where both readings are days; so do years of two digits.
"""

from __future__ import annotations

from afgpub.calendars import SOLAR_YEARS
from afgpub.document import Calendar
from afgpub.frozen import replace
from afgpub.normaliser.dates.found import MODERN, Found, Parts, judge
from afgpub.normaliser.dates.reader import DASHES, TokenReader

_SLASHES = frozenset("/\u2044\u2215\u060d\\")
_POINTS = frozenset(".\u066b")
_OTHER_NUMBERS = frozenset(("version", "ver", "v", "release", "build", "نسخه", "isbn", "ip", "tel", "phone", "fax"))
_LARGEST = 39  # what is larger is no slip of a day or a month, but a number of another kind


def read_numbers(reader: TokenReader, index: int) -> Found | None:
    """The date in numbers that begins at a token, standing free of other numbers and names of files."""
    places = _places(reader, index)
    if places is None:
        return None
    (first, second, third), kind = places
    if not _stands_free(reader, index, third, kind):
        return None
    tokens = reader.tokens
    a, b, c = tokens[first], tokens[second], tokens[third]
    start, end = a.start, c.end
    if (a.length, b.length, c.length) == (2, 2, 2):
        return _short(a.number, b.number, c.number, start, end)
    era, after = reader.era(third + 1)
    end = tokens[after - 1].end
    if a.length == 4:
        if kind == "point" and (b.length, c.length) != (2, 2):
            return None
        year, month, day = a.number, b.number, c.number
    else:
        year, month, day = c.number, b.number, a.number
    american = kind == "slash" and a.length < 4 and _calendar(year, era) == "gregorian"
    if american and 12 < month <= 31 and 1 <= day <= 12:
        month, day = day, month
        american = False
    calendar = _calendar(year, era)
    impossible = Found(start, end, start, end, "", "gregorian", "impossible")
    if calendar is None:
        # 00.00.0000 and 99.99.9999 have the form of a day, and nothing else has it
        plain = (a.length, b.length, c.length) == (2, 2, 4) and kind != "dash"
        return impossible if plain and year not in MODERN else None
    if max(month, day) > _LARGEST and not ((a.length, b.length) == (2, 2) and kind != "dash"):
        return None
    unclear = american and month <= 12 and day <= 12 and day != month
    return judge(Parts(calendar, year, month, day, start, end, unclear=unclear)) or impossible


def _calendar(year: int, era: Calendar | None) -> Calendar | None:
    if era:
        return era
    if year in SOLAR_YEARS:
        return "solar"
    return "gregorian" if SOLAR_YEARS.stop <= year < MODERN.stop else None


def _short(a: int, b: int, c: int, start: int, end: int) -> Found | None:
    """`11.06.24`: a day, but of which century, and which of the numbers is the year?"""
    found = judge(Parts("gregorian", 2000 + c, b, a, start, end, unclear=True))
    return replace(found, short=True) if found and found.verdict == "unclear" else None


def _places(reader: TokenReader, index: int) -> tuple[tuple[int, int, int], str] | None:
    """The places of three numbers with the same mark between them, and what mark that is."""
    second = _next(reader, index)
    if second is None:
        return None
    third = _next(reader, second[0])
    if third is None or third[1] != second[1]:
        return None
    lengths = tuple(reader.tokens[n].length for n in (index, second[0], third[0]))
    if max(lengths[1], min(lengths[0], lengths[2])) > 2 or max(lengths) > 4 or 3 in lengths:
        return None
    if 4 not in lengths and lengths != (2, 2, 2):
        return None
    if second[1] == "dash" and 4 not in lengths:
        return None
    return (index, second[0], third[0]), second[1]


def _next(reader: TokenReader, index: int) -> tuple[int, str] | None:
    """The number behind the mark behind a number; a dash has no spaces around it."""
    place = reader.space(index + 1)
    mark = reader.mark(place)
    after = reader.space(place + 1)
    if not mark or reader.number(after) is None:
        return None
    if mark in DASHES:
        return (after, "dash") if after == index + 2 else None
    kind = "slash" if mark in _SLASHES else "point" if mark in _POINTS else None
    return (after, kind) if kind else None


def _stands_free(reader: TokenReader, first: int, last: int, kind: str) -> bool:
    """No letter, number or sign of a path, an address or a file name touches the date."""
    before, behind = reader.at(first - 1), reader.at(last + 1)
    if before and before.kind == "word" and before.text.isascii():
        return False
    if before and before.kind == "mark":
        earlier = reader.at(first - 2)
        touching = earlier is not None and (
            earlier.kind == "number" or (earlier.kind == "word" and earlier.text.isascii() and before.text in "-.")
        )
        ranges = earlier is not None and earlier.length == 4 and before.text in DASHES and kind != "dash"
        if before.text in "/\\_@#=+~&%$€" or (touching and not ranges and before.text not in ":،;؛("):
            return False
    word = reader.at(reader.word_before(first))
    if word and word.kind == "word" and word.text in _OTHER_NUMBERS:
        return False
    if behind and behind.kind == "word" and (behind.text.isascii() or reader.era(last + 1)[1] == last + 1):
        return False
    if behind and behind.kind == "mark":
        later = reader.at(last + 2)
        touching = later is not None and (
            later.kind == "number" or (later.kind == "word" and later.text.isascii() and behind.text in "-.")
        )
        opened = reader.at(last + 3)
        ranges = behind.text in DASHES and kind != "dash" and opened is not None and opened.kind == "mark"
        if behind.text in "/\\_@=~%" or (touching and not ranges and behind.text in ".,:'’٫٬-"):
            return False
    return True
