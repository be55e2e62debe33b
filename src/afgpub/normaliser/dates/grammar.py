"""The forms of a date with a month in words, in any of the languages, tried at each place from left to right.

A form is a row of steps: a day, the words that may stand before a month, a month, those before a year, a year with
its era. Every step looks at a bounded number of tokens, so the time is that of the length of the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from afgpub.calendars import SOLAR_YEARS
from afgpub.document import Calendar
from afgpub.frozen import replace
from afgpub.language import direction_of
from afgpub.normaliser.dates.found import Found, Parts, judge
from afgpub.normaliser.dates.numeric import read_numbers
from afgpub.normaliser.dates.reader import DASHES, Month, TokenReader, Year
from afgpub.normaliser.dates.tokens import LEAST_DIGITS, may_hold_date, stretches, tokenise
from afgpub.normaliser.dates.words import (
    AFTER_YEAR,
    BEFORE_DAY,
    BEFORE_MONTH,
    BEFORE_YEAR,
    DATE_BEHIND,
    DATED,
    MONTHS,
    ORDINAL_ENDINGS,
    ORDINALS,
    SEASONS,
    SPOKEN_DAYS,
    YEAR_SIGNS,
    begins_one_of,
    may_begin,
    month_of,
    ordinal_of,
)
from afgpub.normaliser.digits import count_digits

_MARKS = "".join(sorted(DASHES)) + "/"
_COMMAS = ",،"
_UNTIL = frozenset("bis to until till and und or oder et au تا و او الی تر یا نه".split())
_BEHIND_NUMBER = ORDINAL_ENDINGS | {"."}
_OF = frozenset("د")
_BEHIND_WEEKDAY = frozenset((",", "،", ".", "د", "den", "dem", "the", "le"))
_HOUR = frozenset("at um ساعت gegen kl à".split())
_AFTER_HOUR = frozenset("am pm uhr h utc gmt".split())

Form = Callable[[TokenReader, int], Found | None]


def scan(text: str, lang: str | None = None) -> Iterator[Found]:
    """All dates of a text in their order, none within another; `lang` is the language of the text, where it is known.

    In a text of Latin letters, numbers alone with a year like 1403 may be a day of the Middle Ages: they are unclear.
    """
    for start, end in stretches(text) if count_digits(text) >= LEAST_DIGITS else ():
        if not may_hold_date(text, start, end):
            continue
        reader = TokenReader(tokenise(text, start, end))
        index = floor = 0
        while index < len(reader.tokens):
            kind = reader.tokens[index].kind
            found = _read(reader, index) if kind in ("word", "number") else None
            if found is None:
                index += 1
                continue
            after = index
            while after < len(reader.tokens) and reader.tokens[after].start < found.end:
                after += 1
            if not _in_range(reader, index, floor):
                yield _as_read_in(_with_company(reader, found, index, after), text, lang)
            index = floor = after


def _read(reader: TokenReader, index: int) -> Found | None:
    token = reader.tokens[index]
    if token.kind == "number":
        if token.length not in (1, 2, 4) or not _stands_free(reader, index):
            return None
        if found := read_numbers(reader, index):
            return found
    elif not may_begin(token.text) or not _stands_free(reader, index):
        return None
    if index > reader.last_year:
        return None
    for form in _forms_from(token.text) if token.text else (_day_month_year, _year_month_day):
        if found := form(reader, index):
            return found
    return None


def _stands_free(reader: TokenReader, index: int) -> bool:
    """A Latin word or a number that touches the beginning is a part of something else; an Arabic word may touch."""
    before = reader.at(index - 1)
    if before is None or before.kind == "space":
        return True
    if before.kind == "mark":
        return before.text not in "/\\_@#=+~&" and not (before.text in ".,٫٬" and reader.number(index - 2))
    return before.kind == "word" and not before.text.isascii()


def _made(
    reader: TokenReader, index: int, end: int, month: Month, year: Year, day: int | None, sure: bool
) -> Found | None:
    """The date from token `index` up to `end`; none where the era is another calendar's than the month."""
    if year.era and year.era != month.calendar:
        return None
    doubt = month.calendar == "gregorian" and not month.latin and year.number <= SOLAR_YEARS[-1] and not year.era
    start = reader.tokens[index].start
    stop = reader.tokens[end - 1].end
    return judge(Parts(month.calendar, year.number, month.number, day, start, stop, sure, doubt))


def _day_month_year(reader: TokenReader, index: int) -> Found | None:
    """`11 June 2024`, `10. Juni 2024`, `۲۱ جوزای سال ۱۴۰۳ ه‍.ش`, `بیست و یکم ماه جوزا ۱۴۰۳`, `11-Jun-2024`."""
    for day, after, _ in reader.day(index):
        place = reader.words(reader.glue(after, _MARKS + "."), BEFORE_MONTH, 2)
        month = reader.month(place)
        if not month:
            continue
        place = reader.words(reader.glue(month[1], _MARKS + _COMMAS), BEFORE_YEAR, 3)
        if year := reader.year(place):
            return _made(reader, index, year[1], month[0], year[0], day, True)
    return None


def _month_day_year(reader: TokenReader, index: int) -> Found | None:
    """`June 11, 2024`, `جون ۱۱، ۲۰۲۴`, `د جون په ۱۱مه ۲۰۲۴`."""
    month = reader.month(reader.words(index, _OF, 1))
    if not month:
        return None
    for day, after, _ in reader.day(reader.words(reader.glue(month[1], _MARKS), BEFORE_DAY, 3)):
        place = reader.words(reader.glue(after, _MARKS + _COMMAS), BEFORE_YEAR, 3)
        if year := reader.year(place):
            return _made(reader, index, year[1], month[0], year[0], day, True)
    return None


def _year_month_day(reader: TokenReader, index: int) -> Found | None:
    """`۱۴۰۰ مهر ۸`, `د ۱۴۰۳ کال د غبرګولي ۲۱مه`, `د ۱۴۰۳ لمریز کال د غبرګولي میاشت`, `2024 June 11`."""
    place = reader.words(index, BEFORE_YEAR, 2)
    signed = any(reader.word(n) in YEAR_SIGNS for n in range(index, place))
    year = reader.year(place)
    if not year:
        return None
    place = reader.space(year[1])
    if reader.word(place) in AFTER_YEAR:
        signed, place = True, place + 1
    place = reader.words(reader.glue(place, _MARKS + _COMMAS), BEFORE_MONTH, 2)
    month = reader.month(place)
    if not month:
        return None
    rest = reader.words(reader.glue(month[1], _MARKS + _COMMAS), BEFORE_DAY, 4)
    for day, after, ordinal in reader.day(rest):
        if not reader.year(reader.glue(after, _COMMAS)):
            return _made(reader, index, after, month[0], year[0], day, signed or ordinal or not month[0].common)
    if signed and not reader.year(reader.glue(month[1], _COMMAS)):
        return _made(reader, index, month[1], month[0], year[0], None, True)
    return None


def _month_year(reader: TokenReader, index: int) -> Found | None:
    """`October 1996`, `دسمبر - ۲۰۱۹`, `ماه جوزای سال ۱۴۰۳`."""
    month = reader.month(index)
    if not month:
        return None
    first = reader.glue(month[1], _MARKS + _COMMAS)
    place = reader.words(first, BEFORE_YEAR, 3)
    year = reader.year(place)
    if not year:
        return None
    named = reader.word(reader.word_before(index)) in BEFORE_MONTH or any(
        reader.word(n) in YEAR_SIGNS for n in range(first, place)
    )
    sure = named or year[0].era is not None or not month[0].common
    return _made(reader, index, year[1], month[0], year[0], None, sure)


def _season_year(reader: TokenReader, index: int) -> Found | None:
    """`Autumn 2019`, `بهار سال ۱۴۰۳`: never sure in a running text."""
    number = SEASONS.get(reader.word(index))
    year = reader.year(reader.words(reader.glue(index + 1, _COMMAS), BEFORE_YEAR, 2)) if number else None
    if not number or not year:
        return None
    calendar: Calendar = year[0].era or ("solar" if year[0].number in SOLAR_YEARS else "gregorian")
    start, end = reader.tokens[index].start, reader.tokens[year[1] - 1].end
    return judge(Parts(calendar, year[0].number, number * 3 - 2, None, start, end, sure=False, months=3))


@lru_cache(4096)
def _forms_from(word: str) -> tuple[Form, ...]:
    """The forms of a date that begins with a folded word, which may be the first of the name of a day or a month."""
    month = month_of(word) is not None or begins_one_of(MONTHS, word)
    forms: tuple[tuple[Form, bool], ...] = (
        (_day_month_year, ordinal_of(word) is not None or begins_one_of(ORDINALS, word)),
        (_month_day_year, month or word in _OF),
        (_year_month_day, word in BEFORE_YEAR),
        (_month_year, month),
        (_season_year, word in SEASONS),
    )
    return tuple(form for form, may in forms if may)


def _in_range(reader: TokenReader, index: int, floor: int) -> bool:
    """Whether the day ends a span of days (`10.–12. Juni 2024`): to print it otherwise would tear the span.

    What stands before token `floor` is another date.
    """
    place = index - 1
    while (token := reader.at(place)) and token.kind == "space":
        place -= 1
    if reader.mark(place) not in DASHES and reader.word(place) not in _UNTIL:
        return False
    place -= 1
    while (token := reader.at(place)) and (token.kind == "space" or token.text in _BEHIND_NUMBER):
        place -= 1
    number = reader.number(place)
    return number is not None and place >= floor and number.length <= 2 and reader.mark(place - 1) not in ("/", ":")


def _as_read_in(found: Found, text: str, lang: str | None) -> Found:
    """12.10.1492 in an English text is no day of 2114."""
    written = text[found.start : found.end]
    foreign = lang is not None and direction_of(lang) == "ltr" and found.calendar == "solar"
    if foreign and found.verdict == "certain" and written.isascii() and not any(c.isalpha() for c in written):
        return replace(found, verdict="unclear")
    return found


def _with_company(reader: TokenReader, found: Found, index: int, after: int) -> Found:
    """The date with its weekday, a word for "date" and the time of day, before or behind it."""
    first, last = bare = index, after
    place = index - 1
    while (token := reader.at(place)) and (token.kind == "space" or token.text in _BEHIND_WEEKDAY):
        place -= 1
    for length in (3, 1):
        begin = place - length + 1
        if begin >= 0 and reader.is_weekday(begin) == length:
            spoken = reader.at(begin - 1)
            first = begin
            if spoken and spoken.kind == "space" and reader.word(begin - 2) in SPOKEN_DAYS:
                first = begin - 2
            break
    if reader.word(first - 2) in DATED and reader.tokens[first - 1].kind == "space":
        first -= 2
    if reader.word(reader.space(after)) in DATE_BEHIND:
        last = after = reader.space(after) + 1
    place = reader.glue(after, _COMMAS + _MARKS + "(")
    if reader.word(place) in SPOKEN_DAYS:
        place = reader.space(place + 1)
    if length := reader.is_weekday(place):
        last = place + length
        if reader.mark(last) == ")" and reader.mark(place - 1) == "(":
            last += 1
    last = _time(reader, last)
    sure = found.sure or (first, last) != bare
    return replace(found, first=reader.tokens[first].start, last=reader.tokens[last - 1].end, sure=sure)


def _time(reader: TokenReader, index: int) -> int:
    """The index behind a time of day (`, 10:30 Uhr`, `5:51 pm`), or `index`."""
    place = reader.glue(index, _COMMAS + _MARKS + "|")
    place = reader.space(place + 1) if reader.word(place) in _HOUR else place
    hour, minute = reader.number(place), reader.number(place + 2)
    if not hour or not minute or reader.mark(place + 1) != ":" or hour.length > 2 or minute.length != 2:
        return index
    after = place + 3
    if reader.mark(after) == ":" and reader.number(after + 1):
        after += 2
    word = reader.space(after)
    return word + 1 if reader.word(word) in _AFTER_HOUR else after
