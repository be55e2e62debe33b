"""Three calendars, brought together in ISO 8601: Gregorian, solar Hijri (Iran, Afghanistan) and lunar Hijri.

The solar one is counted by persiantools; the leap years of Afghanistan are those of Iran. The lunar one is that of
Umm al-Qura, by hijridate; where a month begins with a sighting of the moon, a day of it can differ by one.
"""

from __future__ import annotations

from datetime import date, timedelta

from afgpub.document import Calendar

# The years in which a number alone is read as one of that calendar, and in which days are counted at all.
SOLAR_YEARS = range(1200, 1501)
LUNAR_YEARS = range(1343, 1501)
GREGORIAN_YEARS = range(1000, 3000)


def to_gregorian(calendar: Calendar, year: int, month: int, day: int) -> date:
    """The day as a Gregorian date. Raises ValueError where the calendar has no such day, or is not known so far."""
    if year not in years_of(calendar) or not 1 <= month <= 12 or not 1 <= day <= 31:
        raise ValueError(f"no day {year}-{month}-{day} in the {calendar} calendar")
    match calendar:
        case "gregorian":
            return date(year, month, day)
        case "solar":
            from persiantools.jdatetime import JalaliDate

            return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        case "lunar":
            from hijridate import Hijri

            found = Hijri(year, month, day).to_gregorian()
            return date(found.year, found.month, found.day)


def from_gregorian(calendar: Calendar, day: date) -> tuple[int, int, int]:
    """Year, month and day of a Gregorian date in `calendar`. Raises ValueError where it is not known so far."""
    match calendar:
        case "gregorian":
            return day.year, day.month, day.day
        case "solar":
            from persiantools.jdatetime import JalaliDate

            found = JalaliDate(day)  # type: ignore[no-untyped-call]
            return found.year, found.month, found.day
        case "lunar":
            from hijridate import Gregorian

            try:
                hijri = Gregorian(day.year, day.month, day.day).to_hijri()
            except OverflowError as error:
                raise ValueError(str(error)) from error
            return hijri.year, hijri.month, hijri.day


def years_of(calendar: Calendar) -> range:
    """The years of a calendar that afgpub counts."""
    match calendar:
        case "gregorian":
            return GREGORIAN_YEARS
        case "solar":
            return SOLAR_YEARS
        case "lunar":
            return LUNAR_YEARS


def iso_of_month(calendar: Calendar, year: int, month: int, months: int = 1) -> str:
    """What of ISO 8601 holds for every day of a month, or of a season of three `months`.

    A Gregorian month is itself (`2024-06`), a season its year. A Hijri month lies in two Gregorian ones, so only the
    year is certain, and what reaches over New Year has none. Raises ValueError for that, and for what the calendar
    lacks.
    """
    first = to_gregorian(calendar, year, month, 1)
    if calendar == "gregorian":
        return f"{year}-{month:02}" if months == 1 else f"{year}"
    years, after = divmod(month + months - 1, 12)
    last = to_gregorian(calendar, year + years, after + 1, 1) - timedelta(days=1)
    if first.year == last.year:
        return f"{first.year}"
    raise ValueError(f"month {month} of {year} reaches over two years")
