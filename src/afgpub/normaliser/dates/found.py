"""What the grammar finds: a day, a month or a year, or what has its form and is none."""

from __future__ import annotations

from typing import Literal

from afgpub.calendars import GREGORIAN_YEARS, iso_of_month, to_gregorian, years_of
from afgpub.document import Calendar
from afgpub.frozen import dataclass

Verdict = Literal["certain", "unclear", "impossible"]


@dataclass(frozen=True, slots=True)
class Found:
    """A date from `start` to `end`; with its weekday and the time of day it goes from `first` to `last`.

    `iso` is the day, or what is certain of a month. `sure` says that a running text means a date by it, `short` that
    the year has two digits.
    """

    start: int
    end: int
    first: int
    last: int
    iso: str
    calendar: Calendar
    verdict: Verdict = "certain"
    sure: bool = True
    short: bool = False

    @property
    def is_day(self) -> bool:
        return len(self.iso) == len("2024-06-11")


@dataclass(frozen=True, slots=True)
class Parts:
    """A date as its parts, before a calendar is asked; `day` is None for a month, `months` 3 for a season."""

    calendar: Calendar
    year: int
    month: int
    day: int | None
    start: int
    end: int
    sure: bool = True
    unclear: bool = False
    months: int = 1


MODERN = range(1900, 2101)


def judge(parts: Parts) -> Found | None:
    """What the calendar says to the parts; None for a year that it does not count."""
    calendar, year, month, day = parts.calendar, parts.year, parts.month, parts.day
    place = (parts.start, parts.end, parts.start, parts.end)
    if year not in years_of(calendar):
        mixed = calendar != "gregorian" and day is not None and year in MODERN
        return Found(*place, "", calendar, "impossible", parts.sure) if mixed else None
    try:
        iso = (
            iso_of_month(calendar, year, month, parts.months)
            if day is None
            else to_gregorian(calendar, year, month, day).isoformat()
        )
    except ValueError:
        return Found(*place, "", calendar, "impossible", parts.sure) if day is not None else None
    if int(iso[:4]) not in GREGORIAN_YEARS:
        return None
    return Found(*place, iso, calendar, "unclear" if parts.unclear else "certain", parts.sure)
