"""Quick looks: what passes a text over at once must never pass over what the long way would find."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import afgpub
from afgpub.document import Document, Emphasis, Paragraph, Section, Strong, Text
from afgpub.language import detect_language
from afgpub.normaliser import byline, contact, parts, statistics, unmarked, words
from afgpub.normaliser.credits import read_source, read_tags
from afgpub.normaliser.dates import grammar
from afgpub.normaliser.dates.marking import mark_dates
from afgpub.normaliser.dates.reader import TokenReader
from afgpub.normaliser.dates.tokens import Token
from afgpub.normaliser.digits import ascii_digits, count_digits
from afgpub.normaliser.language import SAMPLE, language_of_article, lines_of
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text import document as text_document
from afgpub.normaliser.text import halfspace, joiners, normalise_text
from afgpub.normaliser.text.blocks import may_hold_arabic, may_hold_forms
from afgpub.normaliser.text.order import may_be_reversed, shows_visual_order, votes
from afgpub.normaliser.text.rules import RULE_NAMES, RULES
from afgpub.normaliser.words import Table, one_edit_apart
from afgpub.walk import walk
from conftest import EXAMPLES

CHARACTERS = [chr(code) for code in range(sys.maxunicode + 1)]
# Letters, marks and words in which rules find something, and such as look like them.
PIECES = st.sampled_from(
    "ی ي ى ك ک ه ة ا م ن د ها می نمی رود خانه شده ام ای اند ی‌ه است تسا زا هک شده‌ است ـ ــ په دي ال َ ا۱ ۱۲ ٣ ש ﺎ ﻻ ﷺ "
    '\u200c \u200c\u200c \u200f \u202e \ufeff \ufffc 7 73 % درصد percent a W " « » ( ) . ... ، ؟؟ !! -- — – '
    "\t \x07 \u00a0 é".split(" ")
)
TEXTS = st.lists(PIECES | st.just(" ") | st.just("  "), max_size=14).map("".join)


class Everything(frozenset[str]):
    """A set of characters of which no text is free."""

    def isdisjoint(self, _: object) -> bool:
        return False


EVERYTHING = Everything()


class AllLoud:
    """A listener that passes nothing over."""

    signs = True

    def __init__(self, *_: object) -> None:
        self.loud = self

    def __contains__(self, _: object) -> bool:
        return True

    def listen(self, _: object) -> bool:
        return True


def test_lead_bytes_tell_arabic_letters_and_forms() -> None:
    assert all(may_hold_arabic(c) for c in CHARACTERS if "\u0600" <= c <= "\u06ff" or "\ufb50" <= c <= "\ufefc")
    assert all(may_hold_forms(c) for c in CHARACTERS if "\ufb50" <= c <= "\ufefc")
    assert not any(may_hold_arabic(c) for c in "a–’“é…ش"[:-1])


def test_digits_of_every_script_are_counted() -> None:
    for character in CHARACTERS:
        assert count_digits(character) == (unicodedata.category(character) == "Nd"), hex(ord(character))
    assert count_digits("1۲٣ – ४") == 4


@given(TEXTS)
def test_a_sign_of_visual_order_is_seen(text: str) -> None:
    if may_be_reversed(text) or votes(text)[1]:
        assert shows_visual_order(text)


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.arabic], ids=lambda rule: str(rule.name))
@given(text=TEXTS)
def test_rules_for_arabic_letters_find_nothing_without_them(rule: object, text: str) -> None:
    if not may_hold_arabic(text):
        assert rule.find(text) == []  # type: ignore[attr-defined]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.sampled_from(["default", "all", *RULE_NAMES]), st.booleans())
def test_what_is_passed_over_has_nothing_to_change(texts: list[str], rules: str, bold: bool) -> None:
    children = tuple(Emphasis((Text(text),)) if bold and n % 2 else Text(text) for n, text in enumerate(texts))
    document = Document(Section(children=(Paragraph((Text(texts[0]),)), Paragraph(children))))
    options = NormaliserOptions(rules=rules)
    quick = normalise_text(document, options)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_document, "Listener", AllLoud)
        assert normalise_text(document, options) == quick


_PLAIN = {  # the patterns of the half-space as they are read, without thought for the search
    halfspace._PREFIX: rf"(?<!{halfspace._IN_WORD})(?:ن?می)( +){halfspace._VERB}{halfspace._AFTER}",
    halfspace._OF_HEH: halfspace._OF_HEH.removeprefix("ه"),
    halfspace._PARTICIPLE: halfspace._PARTICIPLE.removeprefix("ه"),
    halfspace._JOINED: halfspace._JOINED.removeprefix("ه"),
}


@given(TEXTS)
def test_half_spaces_are_found_by_letters(text: str) -> None:
    for quick, plain in _PLAIN.items():
        assert [m.span(1) for m in re.finditer(quick, text)] == [m.span(1) for m in re.finditer(plain, text)]


@given(TEXTS)
def test_joiners_that_are_passed_over_are_at_work(text: str) -> None:
    found = joiners.find_idle_joiners(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(joiners, "_DOUBTFUL", re.compile(""))
        assert joiners.find_idle_joiners(text) == found


class WithoutLastYear(TokenReader):
    """A reader of tokens in which a date may begin anywhere."""

    def __init__(self, tokens: list[Token]) -> None:
        super().__init__(tokens)
        self.last_year = len(tokens)


EVERY_FORM = (
    grammar._day_month_year,
    grammar._month_day_year,
    grammar._year_month_day,
    grammar._month_year,
    grammar._season_year,
)
_DATES = st.sampled_from(
    "11 06 2024 1403 ۱۴۰۳ ۲۱ 3 th . / - ، of June Jan uary may جوزای خردادماه ربیع الاول بیست و یکم سال کال ه ه‌ ش "
    "بهار Autumn in the x ــ".split()
)


@given(st.lists(_DATES | st.just(" "), max_size=12).map("".join), st.booleans())
def test_dates_are_where_months_or_three_numbers_are(text: str, spaced: bool) -> None:
    text = " ".join(text) if spaced and len(text) < 9 else text
    quick = list(grammar.scan(text)), mark_dates(Section(children=(Paragraph((Text(text),)),)))
    with pytest.MonkeyPatch.context() as patch:
        always: Callable[..., bool] = lambda *_: True  # noqa: E731
        patch.setattr(grammar, "may_hold_date", always)
        patch.setattr(grammar, "_forms_from", lambda _: EVERY_FORM)
        patch.setattr("afgpub.normaliser.dates.marking.LEAST_DIGITS", 0)
        patch.setattr(grammar, "LEAST_DIGITS", 0)
        patch.setattr(grammar, "TokenReader", WithoutLastYear)
        assert (list(grammar.scan(text)), mark_dates(Section(children=(Paragraph((Text(text),)),)))) == quick


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_an_example_is_the_same_without_quick_looks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document, _ = afgpub.read(folder / "article.md")
    quick = afgpub.normalise(document)
    monkeypatch.setattr(text_document, "Listener", AllLoud)
    monkeypatch.setattr(grammar, "may_hold_date", lambda *_: True)
    monkeypatch.setattr("afgpub.normaliser.dates.marking.LEAST_DIGITS", 0)
    assert afgpub.normalise(document) == quick


LETTERS = st.text("abcdeآبلی", min_size=5, max_size=9)


@given(st.lists(LETTERS, max_size=5), LETTERS)
def test_words_one_edit_apart_are_found_by_their_edges(known_words: list[str], word: str) -> None:
    changed = [word[:n] + word[n + 1 :] for n in range(len(word))] + [f"{word[:n]}x{word[n:]}" for n in range(9)]
    for known in (*known_words, *changed):
        near = len(known) >= 5 and one_edit_apart(word, known)
        assert Table((*known_words, known)).holds_misspelt(word) == (
            near or any(one_edit_apart(word, other) for other in known_words)
        )


LINES = st.lists(
    st.sampled_from(
        "by von written Author : ： - – — / ، , ( ) [ ] . Jane Example Müller کریم آرین نویسنده مترجم به قلم بقلم "
        "نوشتهٔ د لیکنه Source first published in Tags بخش دوم Part 2 ۱ـ 12:30 www. a@b.af 00 + 93 799 123456 page صفحه "
        "۱۲ ـ 1403".split()
    )
    | st.just("   "),
    max_size=9,
).map(" ".join)


@example("by Jane 12:30")
@given(LINES)
def test_lines_are_read_the_same_without_quick_looks(line: str) -> None:
    paragraph = Paragraph((Text(line),))
    readers: list[Callable[[], object]] = [
        lambda: byline.read_byline.__wrapped__(line),
        lambda: parts.read_part(line),
        lambda: read_source(line),
        lambda: read_tags(line),
        lambda: contact.read_running_foot(line),
        lambda: contact.read_contact_line(paragraph, "en"),
        lambda: unmarked.find_headings((paragraph, Paragraph((Text("x"),))), True),
    ]
    quick = [read() for read in readers]
    with pytest.MonkeyPatch.context() as patch:
        for module in (byline, contact):
            patch.setattr(module, "count_digits", lambda _: 99)
        patch.setattr(byline, "_MARKS", EVERYTHING)
        patch.setattr(parts, "_DASHES", EVERYTHING)
        patch.setattr(words, "_SEPARATORS", EVERYTHING)
        patch.setattr(words.Table, "may_begin", lambda *_: True)
        patch.setattr(contact, "_IN_ADDRESS", ("",))
        patch.setattr(unmarked, "_is_long", lambda _: False)
        assert [read() for read in readers] == quick


_FIGURES = st.sampled_from(
    "73 ۷۳ 1,250 41.5 % ٪ percent درصد $ € US$ us$ million + - − . : / @ a km ² \u00a0".split(" ")
)


@given(st.lists(_FIGURES | st.just(" "), max_size=9).map("".join))
def test_figures_begin_with_digits_signs_or_coins(text: str) -> None:
    plain = ascii_digits(text)
    slowly = re.compile(statistics._FIGURE, re.I).finditer(plain)
    assert [m.span() for m in statistics._figures(plain)] == [m.span() for m in slowly]


def test_bold_in_bold_is_a_figure_inside() -> None:
    inner = Strong((Text("73 percent"),))
    root, told = statistics.mark_statistics(Section(children=(Paragraph((Strong((inner,)),)),)))
    assert [type(node).__name__ for node in walk(root)] == ["Section", "Paragraph", "Statistic", "Text"]
    assert len(told) == 2


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_the_language_of_an_example_is_that_of_its_words(folder: Path) -> None:
    root = afgpub.read(folder / "article.md")[0].root
    if not root.attrs.lang:
        assert language_of_article(root) == detect_language("\n".join(lines_of(root.children))[:SAMPLE])


def test_english_paragraphs_in_another_text_do_not_make_it_english() -> None:
    english = "The government of the country said that it was ready to talk with all of its neighbours about war. " * 2
    german = "Die Regierung des Landes sagte, dass sie bereit sei, mit allen ihren Nachbarn vom Krieg zu reden. " * 2
    paragraphs = [english, german, german, german]
    root = Section(children=tuple(Paragraph((Text(text),)) for text in paragraphs))
    assert language_of_article(root) == "de"
    root = Section(children=tuple(Paragraph((Text(text),)) for text in (english, english, german)))
    assert language_of_article(root) == detect_language("".join((english, english, german))) == "en"


def test_the_words_of_a_heading_are_not_joined_to_those_below_it() -> None:
    heading = Section(title=(Text("Das Haus ist"),), children=(Paragraph((Text("der Garten ist groß"),)),))
    assert lines_of((heading,)) == ["Das Haus ist", "der Garten ist groß"]
