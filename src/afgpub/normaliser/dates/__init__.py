"""Days as people write them, in three calendars and eight languages: `11.06.2024`, `۲۱ جوزای ۱۴۰۳`, `10. Juni 2024`.

Any decimal digits count, mixed ones too. What can be read as more than one day, or as none, is said to be so and
never guessed. The grammar is in `grammar` (months in words) and `numeric` (numbers alone), its words in `words`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from afgpub.document import Calendar
from afgpub.frozen import dataclass
from afgpub.metadata import Date
from afgpub.normaliser.dates.found import Found
from afgpub.normaliser.dates.grammar import scan
from afgpub.normaliser.dates.marking import mark_dates
from afgpub.normaliser.digits import ascii_digits

__all__ = ["Impossible", "Reading", "ascii_digits", "find_date", "mark_dates", "scan", "whole_date"]

_AROUND = " \t\n()[]"
_SAME = re.compile(r"[\s/|,،=–(-]*(?:(?:برابر|مطابق|مصادف|معادل|موافق)(?:\s+(?:با|به|د|له))?\s+)?[\s(]*")
_BEHIND = ".،,؛;۔"


@dataclass(frozen=True, slots=True)
class Reading:
    """A day, a month or a year found in a text: where it stands, and whether another reading of it is as good."""

    date: Date
    start: int
    end: int
    ambiguous: bool = False
    calendar: Calendar = "gregorian"


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something in the form of a day that no calendar has, such as 31.02.2024."""

    text: str


def find_date(text: str) -> Reading | Impossible | None:
    """The first date in `text`, with its weekday and the time of day; Impossible where the calendar has no such day.

    A Hijri month gives the year alone, since it lies in two Gregorian months. A year of two digits is no date.
    A season, or a month whose name is an everyday word, counts where the text begins or ends with it.
    """
    begin, end = len(text) - len(text.lstrip(_AROUND)), len(text.rstrip(_AROUND + _BEHIND))
    dates = scan(text)
    for found in dates:
        if found.short or (not found.sure and begin < found.first and found.last < end):
            continue
        if found.verdict == "impossible":
            return Impossible(text[found.start : found.end])
        last = _end_of_same(text, found, dates)
        date = Date(found.iso, text[found.first : last])
        return Reading(date, found.first, last, found.verdict == "unclear", found.calendar)
    return None


def _end_of_same(text: str, found: Found, others: Iterator[Found]) -> int:
    """Where a date ends that is said again in another calendar: `۲۴ اسد ۱۴۰۰ (۱۵ اگست ۲۰۲۱)`."""
    last = found.last
    for other in others:
        between = text[last : other.first]
        if other.iso != found.iso or not found.is_day or not _SAME.fullmatch(between):
            break
        last = other.last + ("(" in between and text[other.last : other.last + 1] == ")")
    return last


def whole_date(text: str) -> Reading | Impossible | None:
    """Like `find_date`, but only where the date is all that `text` holds, but for brackets and a mark behind it.

    The place is that in `text` without white space around it.
    """
    text = text.strip()
    found = find_date(text)
    if isinstance(found, Impossible):
        return found if text.strip(_AROUND).rstrip(_BEHIND) == found.text else None
    if found is None or text[: found.start].strip(_AROUND) or text[found.end :].strip(_AROUND + _BEHIND):
        return None
    return Reading(found.date, 0, len(text), found.ambiguous, found.calendar)
