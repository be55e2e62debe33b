"""The three calendars: days known from almanacs, the way there and back, and what each of them lacks."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afgpub.calendars import from_gregorian, iso_of_month, to_gregorian
from afgpub.document import Calendar
from afgpub.renderers.markup.month_names import print_day

# New Year's days of Iran and Afghanistan as their almanacs have them, and the leap years among those years
NEW_YEARS = {
    1300: date(1921, 3, 21),
    1343: date(1964, 3, 21),
    1357: date(1978, 3, 21),
    1375: date(1996, 3, 20),
    1380: date(2001, 3, 21),
    1399: date(2020, 3, 20),
    1400: date(2021, 3, 21),
    1403: date(2024, 3, 20),
    1404: date(2025, 3, 21),
}
LEAP_YEARS = {1370, 1375, 1379, 1383, 1387, 1391, 1395, 1399, 1403}


@pytest.mark.parametrize("year", NEW_YEARS)
def test_new_year(year: int) -> None:
    assert to_gregorian("solar", year, 1, 1) == NEW_YEARS[year]


def test_leap_years_are_those_of_the_almanacs() -> None:
    def has_a_thirtieth_of_hut(year: int) -> bool:
        try:
            to_gregorian("solar", year, 12, 30)
        except ValueError:
            return False
        return True

    assert {year for year in range(1368, 1405) if has_a_thirtieth_of_hut(year)} == LEAP_YEARS


def test_lunar_days_of_the_calendar_of_umm_al_qura() -> None:
    assert to_gregorian("lunar", 1445, 9, 1) == date(2024, 3, 11)
    assert to_gregorian("lunar", 1445, 12, 9) == date(2024, 6, 15)
    assert from_gregorian("lunar", date(2024, 3, 11)) == (1445, 9, 1)


@given(st.dates(date(1821, 3, 21), date(2122, 3, 20)))
def test_solar_there_and_back(day: date) -> None:
    assert to_gregorian("solar", *from_gregorian("solar", day)) == day


@given(st.dates(date(1924, 8, 1), date(2077, 11, 16)))
def test_lunar_there_and_back(day: date) -> None:
    assert to_gregorian("lunar", *from_gregorian("lunar", day)) == day


@pytest.mark.parametrize(
    ("calendar", "year", "month", "day"),
    [
        ("gregorian", 2023, 2, 29),
        ("solar", 1402, 12, 30),
        ("solar", 1403, 7, 31),
        ("solar", 1403, 13, 1),
        ("solar", 1199, 1, 1),
        ("solar", 1501, 1, 1),
        ("lunar", 1445, 1, 30),
        ("lunar", 1342, 1, 1),
        ("lunar", 1445, 0, 1),
        ("gregorian", 999, 1, 1),
    ],
)
def test_days_that_are_not(calendar: Calendar, year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError):
        to_gregorian(calendar, year, month, day)


def test_a_day_that_the_lunar_calendar_does_not_count() -> None:
    with pytest.raises(ValueError, match="1924-08-01"):
        from_gregorian("lunar", date(1900, 1, 1))


def test_what_is_certain_of_a_month() -> None:
    assert iso_of_month("gregorian", 2024, 2) == "2024-02"
    assert iso_of_month("gregorian", 2024, 12) == "2024-12"
    assert iso_of_month("solar", 1403, 3) == "2024"
    assert iso_of_month("solar", 1403, 12) == "2025"
    assert iso_of_month("lunar", 1445, 9) == "2024"
    with pytest.raises(ValueError, match="two years"):
        iso_of_month("solar", 1403, 10)


@pytest.mark.parametrize(
    ("lang", "solar", "gregorian"),
    [
        ("fa-AF", "۲۱ جوزا ۱۴۰۳", "۱۰ جون ۲۰۲۴"),
        ("prs", "۲۱ جوزا ۱۴۰۳", "۱۰ جون ۲۰۲۴"),
        ("fa", "۲۱ خرداد ۱۴۰۳", "۱۰ ژوئن ۲۰۲۴"),
        ("fa-IR", "۲۱ خرداد ۱۴۰۳", "۱۰ ژوئن ۲۰۲۴"),
        ("ps", "۲۱ غبرګولی ۱۴۰۳", "۱۰ جون ۲۰۲۴"),
        ("en", "21 Jawza 1403", "10 June 2024"),
        ("de", "21. Jawza 1403", "10. Juni 2024"),
        ("fr", "21 Jawza 1403", "10 juin 2024"),
        ("ar", "٢١.٠٣.١٤٠٣", "١٠.٠٦.٢٠٢٤"),
        ("ru", "21.03.1403", "10.06.2024"),
    ],
)
def test_a_day_in_the_words_of_a_language(lang: str, solar: str, gregorian: str) -> None:
    assert print_day("2024-06-10", "solar", lang) == solar
    assert print_day("2024-06-10", "gregorian", lang) == gregorian


def test_what_is_no_day_is_not_printed() -> None:
    assert print_day("2024-06", "solar", "fa") is None
    assert print_day("2024-06-10", "lunar", "fa") is None
