"""Dates as people write them: read in eight languages and three calendars, marked in the text, printed by option."""

from __future__ import annotations

import json
import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub.calendars import to_gregorian
from afgpub.direction import direct
from afgpub.document import Attrs, Calendar, Day, Document, Link, Paragraph, Section, Superscript, Text
from afgpub.exceptions import OptionError
from afgpub.metadata import Date, Metadata
from afgpub.normaliser.dates import Impossible, Reading, find_date, mark_dates, tokens, whole_date
from afgpub.renderers.markup.month_names import print_day
from afgpub.renderers.tree import render_text
from afgpub.walk import plain_text, walk
from conftest import CORPUS, Case, case_id, read_cases

CASES = CORPUS / "dates" / "cases.json"
CORPUS_DATES: list[dict[str, Any]] = json.loads(CASES.read_text("utf-8")) if CASES.exists() else []

WHOLE = {
    # numbers alone
    "11.06.2024": "2024-06-11",
    "2024-06-11": "2024-06-11",
    "2024/6/11": "2024-06-11",
    "2024.06.11": "2024-06-11",
    "21 / 06 / 2024": "2024-06-21",
    "۱۱٫۰۶٫۲۰۲۴": "2024-06-11",
    "٢١/٣/٢٠٢٤": "2024-03-21",
    "11.۰۶.٢٠٢٤": "2024-06-11",
    "۲۱ـ۶ـ۲۰۲۴": "2024-06-21",
    "11/25/2024": "2024-11-25",
    "18.06.1815": "1815-06-18",
    "21.03.1403": "2024-06-10",
    "۱۴۰۳-۳-۲۱": "2024-06-10",
    "۱۴۰۳/۳/۲۱ هجری شمسی": "2024-06-10",
    "۱۵/۹/۱۴۴۵ ه\u200d.ق": "2024-03-25",
    "(11.06.2024).": "2024-06-11",
    # English, German, French
    "11 June 2024": "2024-06-11",
    "11th of June 2024": "2024-06-11",
    "JUNE 11, 2024": "2024-06-11",
    "Tuesday, June 11th, 2024, 5:51 pm": "2024-06-11",
    "11-Jun-2024": "2024-06-11",
    "2024 June 11": "2024-06-11",
    "Sept. 3, 2020": "2020-09-03",
    "Di., 11. Juni 2024, 10:30 Uhr": "2024-06-11",
    "So., 3. Jänner 2020": "2020-01-03",
    "1. Maerz 2020": "2020-03-01",
    "mardi 11 juin 2024": "2024-06-11",
    "1er août 2024": "2024-08-01",
    "15 décembre 2023": "2023-12-15",
    "11 June 1403": "1403-06-11",
    # Dari and Persian
    "۲۱ جوزای ۱۴۰۳": "2024-06-10",
    "۲۱جوزا۱۴۰۳": "2024-06-10",
    "۲۱ جوزا/خرداد ۱۴۰۳": "2024-06-10",
    "۲۱/جوزا/۱۴۰۳": "2024-06-10",
    "بیست و یکم ماه جوزای سال ۱۴۰۳ خورشیدی": "2024-06-10",
    "۲۱ خردادماه ۱۴۰۳ ه\u200d.ش": "2024-06-10",
    "سی\u200cام اردیبهشت ماه ۱۳۷۹": "2000-05-19",
    "دوشنبه، ۲۱ جوزا ۱۴۰۳": "2024-06-10",
    "۱۴۰۰ مهر ۸, پنجشنبه": "2021-09-30",
    "روز پنج شنبه ۲ جوزای ۱۳۸۷": "2008-05-22",
    "۳۰ ام عقرب ۱۴۰۰": "2021-11-21",
    "30 حوت 1403": "2025-03-20",
    "۵ سنبلۀ ۱۴۰۲": "2023-08-27",
    "۲۱ جدي ۱۴۰۲": "2024-01-11",
    "۱۱ ژوئن ۲۰۲۴ میلادی": "2024-06-11",
    "نوزدهم می سال ۲۰۰۰": "2000-05-19",
    "۱۱ جون، ۲۰۲۴": "2024-06-11",
    "جون ۱۱، ۲۰۲۴": "2024-06-11",
    "۱۲ جولایی 2023": "2023-07-12",
    "15 سپتامبر ۲۰۲۱م": "2021-09-15",
    "مورخ ۱۴۰۲/۲/۵": "2023-04-25",
    # a day said twice
    "۲۴ اسد ۱۴۰۰ (۱۵ اگست ۲۰۲۱)": "2021-08-15",
    "سه\u200cشنبه، ۸ میزان ۱۳۹۹ / ۲۹ سپتمبر ۲۰۲۰": "2020-09-29",
    "چهارشنبه ۱۲ اسد ۱۴۰۱ خورشیدی برابر با ۳ آگست ۲۰۲۲ میلادی": "2022-08-03",
    "21 Jawza 1403 (June 10, 2024)": "2024-06-10",
    # Pashto
    "د وري لسمه ۱۴۰۰": "2021-03-30",
    "۱۳۹۹ل کال د تلې ۱۲مه نېټه": "2020-10-03",
    "د ۱۴۰۰ کال د زمري په څلورویشتمه": "2021-08-15",
    "د ۱۴۰۳ کال د غبرګولي ۲۱مه": "2024-06-10",
    "د ۱۴۰۳ هـ ش کال د لیندۍ میاشتې ۱۲مه": "2024-12-02",
    "د ۲۰۲۴ زېږدیز کال د جون ۱۱مه": "2024-06-11",
    "۲۳ لړم ۱۴۰۲ لمریز": "2023-11-14",
    "۱۵ جنوري ۲۰۲۴م": "2024-01-15",
    "د ۱۴۰۳ کال د وږي یوویشتمه": "2024-09-11",
    "د سلواغې ۵مه ۱۴۰۲": "2024-01-25",
    # Arabic and Urdu
    "١١ يونيو ٢٠٢٤": "2024-06-11",
    "۱۱ جولائی ۲۰۲۴": "2024-07-11",
    # the lunar calendar
    "۱۵ رمضان المبارک ۱۴۴۵": "2024-03-25",
    "۹ ذی الحجه ۱۴۴۵ هجری قمری": "2024-06-15",
    "۱ محرم\u200cالحرام ۱۴۴۶": "2024-07-07",
    "۱۲ ربیع\u200cالاول ۱۴۴۵": "2023-09-27",
    # a month, a season
    "October 1996": "1996-10",
    "دسمبر - ۲۰۱۹": "2019-12",
    "Mai 2020": "2020-05",
    "جوزای سال ۱۴۰۳": "2024",
    "Autumn 2019": "2019",
    "بهار ۱۴۰۳": "2024",
}


@pytest.mark.parametrize("text", WHOLE)
def test_a_date_and_nothing_else(text: str) -> None:
    found = whole_date(f" {text} ")
    assert isinstance(found, Reading)
    assert (found.date.iso, found.start, found.end, found.ambiguous) == (WHOLE[text], 0, len(text), False)
    assert found.date.text == text.removeprefix("(").removesuffix(").")


@pytest.mark.parametrize(
    ("text", "calendar"),
    [("11.06.2024", "gregorian"), ("۲۱ جوزا ۱۴۰۳", "solar"), ("۱۵ رمضان ۱۴۴۵", "lunar"), ("1403/3/21", "solar")],
)
def test_the_calendar(text: str, calendar: Calendar) -> None:
    found = whole_date(text)
    assert isinstance(found, Reading)
    assert found.calendar == calendar


@pytest.mark.parametrize(
    "text",
    [
        "31.02.2024", "29 Feb 2023", "31. Juni 2024", "32 جوزا ۱۴۰۳", "۳۱ میزان ۱۴۰۳", "۳۰ حوت ۱۴۰۲", "00.00.0000",
        "99.99.9999", "2024-13-01", "2024-02-30", "۲۱ جوزا ۲۰۲۴", "۳۱ رمضان ۱۴۴۵", "0 June 2024", "13/13/2024",
    ],
)  # fmt: skip
def test_days_that_no_calendar_has(text: str) -> None:
    assert whole_date(text) == Impossible(text)
    assert find_date(f"in ({text})") == Impossible(text)


@pytest.mark.parametrize(
    "text",
    [
        "۱۴۰۳", "2024", "5:51 pm", "2024/25", "06/2024", "1.2.2024.5", "192.168.20.24", "192.168.2024.1", "GPS 34.5.6",
        "ISBN 978-3-16-148410-0", "+93 799 12 2024", "0799-12-2024", "v1.2.2024", "version 12.1.2024", "2024.1.2",
        "report-11.06.2024.pdf", "/2024/06/11/", "2024-06-11T10:00:00Z", "3-2-1", "12 people in 2024", "11.06.24",
        "3.14.2024%", "1234567890", "12.345.6789", "10.–12. Juni 2024", "۱۰ تا ۱۲ جوزای ۱۴۰۳", "10 and 12 June 2024",
        "سال ۱۴۰۳", "۲۱ جوزا ۰۳", "may", "۲۱ جوزا", "11 June", "21 Jawza 2524", "۱۵ رمضان ۱۳۰۰", "دی ۱۴۰۳",
        "۲۱ جوزا ۱۴۰۳ میلادی", "June 11 2024,5", "A11 June2024x",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize("text", ["03/04/2024", "3/4/2024", "۰۳/۰۴/۲۰۲۴", "۱۱ جون ۱۴۰۳"])
def test_a_date_of_two_readings(text: str) -> None:
    found = find_date(text)
    assert isinstance(found, Reading)
    assert found.ambiguous


def test_the_same_day_and_month_leave_no_doubt() -> None:
    assert find_date("04/04/2024") == Reading(Date("2024-04-04", "04/04/2024"), 0, 10)


@pytest.mark.parametrize(
    ("text", "iso", "written"),
    [
        ("Author: Taut Bataut 11.06.2024", "2024-06-11", "11.06.2024"),
        ("25.07.2024 Phil Example", "2024-07-25", "25.07.2024"),
        ("Dave Example  ·  27 August 2021", "2021-08-27", "27 August 2021"),
        ("عبدالله آرین انګلستان - دسمبر - ۲۰۱۹", "2019-12", "دسمبر - ۲۰۱۹"),
        ("First published in Example Weekly in October 1996", "1996-10", "October 1996"),
        ("نویسنده: کریم آرین ۲۱ جوزای ۱۴۰۳", "2024-06-10", "۲۱ جوزای ۱۴۰۳"),
        ("By X, Friday 4 July 2025 10:15", "2025-07-04", "Friday 4 July 2025 10:15"),
        ("We so 11 June 2024 liked", "2024-06-11", "11 June 2024"),
        ("Kabul, 11 June 2024", "2024-06-11", "11 June 2024"),
        ("Date:11.06.2024", "2024-06-11", "11.06.2024"),
        ("8 June 2024 (9 June 2024)", "2024-06-08", "8 June 2024"),
        ("11.06.2024–13.06.2024", "2024-06-11", "11.06.2024"),
        ("May 5, 2020 and 6 May 2020", "2020-05-05", "May 5, 2020"),
    ],
)
def test_the_first_date_of_a_line(text: str, iso: str, written: str) -> None:
    found = find_date(text)
    assert isinstance(found, Reading)
    assert (found.date, text[found.start : found.end]) == (Date(iso, written), written)
    assert whole_date(text) is None


def test_everyday_words_are_no_months() -> None:
    assert find_date("در آن میزان ۱۴۰۰ تن آمدند") is None
    found = find_date("در ماه میزان ۱۴۰۰ آمدند")
    assert isinstance(found, Reading)
    assert found.date.iso == "2021"


@pytest.mark.parametrize("case", CORPUS_DATES, ids=lambda case: case["id"])
def test_corpus(case: dict[str, Any]) -> None:
    found = whole_date(case["input"])
    assert (found.date.iso if isinstance(found, Reading) else None) == case["expect"]


# There and back


@given(st.dates(date(1921, 3, 21), date(2072, 3, 19)), st.sampled_from(["fa-AF", "ps", "fa", "en", "de"]))
def test_every_solar_day_is_read_as_it_is_printed(day: date, lang: str) -> None:
    printed = print_day(day.isoformat(), "solar", lang)
    assert printed
    assert whole_date(printed) == Reading(Date(day.isoformat(), printed), 0, len(printed), calendar="solar")


@pytest.mark.parametrize("lang", ["fa-AF", "ps", "fa"])
def test_first_and_last_days_of_months_are_read_as_they_are_printed(lang: str) -> None:
    for year in range(1300, 1451):
        for month in range(1, 13):
            for number in (1, 31 if month < 7 else 30 if month < 12 else 29):
                day = to_gregorian("solar", year, month, number).isoformat()
                found = whole_date(print_day(day, "solar", lang) or "")
                assert isinstance(found, Reading)
                assert found.date.iso == day


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["en", "de", "fr", "fa", "fa-AF", "ps"]))
def test_every_gregorian_day_is_read_as_it_is_printed(day: date, lang: str) -> None:
    printed = print_day(day.isoformat(), "gregorian", lang)
    assert printed
    assert whole_date(printed) == Reading(Date(day.isoformat(), printed), 0, len(printed))


_WORDS = st.sampled_from("11|۲۱|1403|2024|۱۴۰۳|.|/|-|,| | |جوزا|June|د|کال|می|ه\u200d.ش|th|(|تا|و|پنجشنبه".split("|"))


@given(st.lists(_WORDS, max_size=30).map("".join))
def test_marking_changes_no_letter_and_is_done_once(text: str) -> None:
    root = Section(children=(Paragraph((Text(text),)),))
    marked, _ = mark_dates(root)
    assert plain_text(marked) == text
    assert mark_dates(marked)[0] == marked


@pytest.mark.parametrize(
    "piece", ["2024 ", "2024/03/", "جوزا 1403 ", "د ۱۴۰۳ کال د ", "May 2020 ", "9", "بیست و ", "1.1.2024."]
)
def test_time_grows_with_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        root = Section(children=(Paragraph((Text(piece * (size // len(piece))),)),))
        start = time.process_time()
        mark_dates(root)
        return time.process_time() - start

    assert min(seconds(80_000) for _ in range(2)) < 10 * min(seconds(20_000) for _ in range(2)) + 0.05


def test_doubtful_dates_are_passed_over_in_linear_time() -> None:
    assert find_date("so " + "fall 2000 people " * 20_000) is None


# In the text


@pytest.mark.parametrize("case", read_cases("dates"), ids=case_id)
def test_marking(case: Case, rewrite: bool) -> None:
    document, _ = afgpub.read(case.source)
    root, messages = mark_dates(document.root)
    assert mark_dates(root)[0] is root
    said = [f"{m.span.start if m.span else '-'}: {m.text} [{m.code}]" for m in messages]
    found = render_text(Document(root), positions=False)
    case.settle(found + "\n".join(["--", *said, ""]), rewrite)


def test_a_date_over_a_raised_ending() -> None:
    row = (Text("On 10"), Superscript((Text("th"),)), Text(" of June 2024."))
    marked, _ = mark_dates(Section(children=(Paragraph(row),)))
    day = Day((Text("10"), Superscript((Text("th"),)), Text(" of June 2024")), "2024-06-10")
    assert marked.children == (Paragraph((Text("On "), day, Text("."))),)


def test_addresses_are_left_alone() -> None:
    link = Link((Text("https://x.org/a 11.06.2024"),), "https://x.org/")
    words = Link((Text("news of 11.06.2024"),), "https://x.org/")
    marked, _ = mark_dates(Section(children=(Paragraph((link, words)),)))
    assert [n.iso for n in walk(marked) if isinstance(n, Day)] == ["2024-06-11"]
    assert next(walk(marked.children[0].children[0])) == link  # type: ignore[union-attr]


def test_middle_ages_in_a_latin_text() -> None:
    root = Section(children=(Paragraph((Text("Am 12.10.1492 sah er Land."),)),))
    marked, messages = mark_dates(root, "de")
    assert marked is root
    assert [m.code for m in messages] == ["date-ambiguous"]


# On the page

PAGE = Section(
    title=(Text("T"),),
    children=(
        Paragraph((Text("On "), Day((Text("11 June 2024"),), "2024-06-11"), Text("."))),
        Paragraph(
            (Text("در "), Day((Text("۲۱ جوزای ۱۴۰۳"),), "2024-06-10", "solar"), Text(".")),
            attrs=Attrs(lang="fa-AF", dir="rtl"),
        ),
        Paragraph((Day((Text("May 2020"),), "2020-05"),)),
    ),
    attrs=Attrs(lang="en", dir="ltr"),
    meta=Metadata(issued=Date("2024-06-11", "Tuesday, 11 June 2024"), written=Date("2024-06-10", "۱۴۰۳-۰۳-۲۱")),
)


def page(calendar: str) -> tuple[str, tuple[afgpub.Message, ...]]:
    rendering = afgpub.render(
        Document(PAGE), to="html", options={"calendar": calendar, "fonts": False, "structured": "none"}
    )
    return rendering.output.decode(), rendering.messages


def test_dates_are_kept_as_they_are_written() -> None:
    html, messages = page("keep")
    assert '<p>On <time datetime="2024-06-11">11 June 2024</time>.</p>' in html
    assert 'در <time datetime="2024-06-10">۲۱ جوزای ۱۴۰۳</time>.' in html
    assert '<time datetime="2020-05">May 2020</time>' in html
    assert '<time datetime="2024-06-11">Tuesday, 11 June 2024</time>' in html
    assert messages == ()


def test_dates_in_the_solar_calendar() -> None:
    html, messages = page("solar")
    assert '<p>On <time datetime="2024-06-11">22 Jawza 1403</time>.</p>' in html
    assert 'در <time datetime="2024-06-10">۲۱ جوزای ۱۴۰۳</time>.' in html
    assert '<time datetime="2024-06-11">Tuesday, 22 Jawza 1403</time>' in html
    assert [str(m) for m in messages] == [
        "Tuesday, 11 June 2024 is printed as Tuesday, 22 Jawza 1403 [date-converted]",
        "11 June 2024 is printed as 22 Jawza 1403 [date-converted]",
    ]


def test_dates_in_the_gregorian_calendar() -> None:
    html, messages = page("gregorian")
    assert '<p>On <time datetime="2024-06-11">11 June 2024</time>.</p>' in html
    assert 'در <time datetime="2024-06-10">۱۰ جون ۲۰۲۴</time>.' in html
    assert '<time datetime="2024-06-10">10 June 2024</time>' in html
    assert [m.code for m in messages] == ["date-converted"] * 2


def test_dates_in_both_calendars() -> None:
    html, messages = page("both")
    first = '<time datetime="2024-06-11">11 June 2024</time> (<time datetime="2024-06-11">22 Jawza 1403</time>).'
    assert first in html
    assert '۲۱ جوزای ۱۴۰۳</time> (<time datetime="2024-06-10">۱۰ جون ۲۰۲۴</time>).' in html
    assert messages == ()


def test_a_day_said_twice_is_printed_as_it_is() -> None:
    root = Section(title=(Text("T"),), meta=Metadata(issued=Date("2024-06-10", "21 Jawza 1403 (10 June 2024)")))
    rendering = afgpub.render(Document(root), to="html", options={"calendar": "gregorian", "fonts": False})
    assert ">21 Jawza 1403 (10 June 2024)</time>" in rendering.output.decode()
    assert rendering.messages == ()


def test_a_date_says_its_direction_where_it_is_another() -> None:
    root = Section(
        children=(
            Paragraph((Text("در "), Day((Text("2024-06-11"),), "2024-06-11"))),
            Paragraph((Text("در "), Day((Text("۲۱ جوزا ۱۴۰۳"),), "2024-06-10", "solar"))),
        ),
        attrs=Attrs(lang="fa", dir="rtl"),
    )
    html = afgpub.render(direct(Document(root)), to="html", options={"fonts": False}).output.decode()
    assert '<time datetime="2024-06-11" dir="ltr">2024-06-11</time>' in html
    assert '<time datetime="2024-06-10">۲۱ جوزا ۱۴۰۳</time>' in html


@pytest.mark.parametrize("to", ["html", "epub", "pdf"])
def test_a_calendar_that_there_is_not(to: str) -> None:
    with pytest.raises(OptionError, match="calendar cannot be lunar"):
        afgpub.render(Document(PAGE), to=to, options={"calendar": "lunar"})


def test_a_day_goes_through_json() -> None:
    output = afgpub.render(Document(PAGE), to="json").output
    assert afgpub.read(output, reader="json")[0].root == PAGE


@given(st.text(st.characters(max_codepoint=127)), st.integers(0, 3))
def test_tokens_of_ascii_are_those_of_any_text(text: str, start: int) -> None:
    quick = tokens.tokenise(text, start, len(text)), tokens.may_hold_date(text, start, len(text))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_ASCII_TOKEN", tokens._TOKEN)
        patch.setattr(tokens, "_ASCII_WORD", tokens._WORD)
        assert (tokens.tokenise(text, start, len(text)), tokens.may_hold_date(text, start, len(text))) == quick
