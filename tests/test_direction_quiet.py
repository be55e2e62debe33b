"""Lines that are told at a glance to need no isolate: they are lines in which the long way finds none."""

from __future__ import annotations

import re
import sys
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from afgpub import bidi
from afgpub.direction import direct, isolate, isolation, quiet
from afgpub.document import (
    Attrs,
    Code,
    Day,
    Document,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Run,
    Section,
    Statistic,
    Strong,
    Text,
)
from afgpub.language.script import ARABIC

SURE = ["کابل", "سال ", " که ", "می\u200cشود ", " "]
SPACED = ["www.un.org", "Human Rights", "a@b.org", "COVID-19", "x 12-14", "No", "http://x.af/"]
NUMBERS = [
    "۱۵",
    "15",
    "٣",
    "۷۳ ",
    " 12–14",
    "5 km",
    "e.g",
    "NATO",
    "US",
    "Inc",
    "DOI",
    "$",
    "%",
    "٪",
    "=",
    "+",
    "#",
    "?",
]
PIECES = st.sampled_from(
    [*(SURE * 6), *(f" {word} " for word in SPACED), *NUMBERS, *'.،؛\u200c\u0654()«»["“”‘…-–/:@_\u2029']
)
STRINGS = st.lists(PIECES, max_size=8).map("".join)
FIGURES = st.sampled_from(["۷۳ درصد", "73 percent", "73", "۱۵ اگست", "15 June", "۱۵"]) | STRINGS
LEAVES = (
    STRINGS.map(Text)
    | FIGURES.map(lambda text: Statistic((Text(text),), "73", "percent"))
    | FIGURES.map(lambda text: Day((Text(text),), "2024"))
    | st.sampled_from([Code("x()"), LineBreak(), Image("a.png", "کابل"), Note((Paragraph((Text("کابل 5 km"),)),))])
)


def holding(inside: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    lines = st.lists(inside, min_size=1, max_size=3).map(tuple)
    attrs = st.builds(Attrs, dir=st.sampled_from([None, "ltr", "rtl"]), lang=st.sampled_from([None, "en", "fa"]))
    return st.builds(Run, lines, attrs=attrs) | st.builds(Strong, lines) | st.builds(Link, lines, st.just("x"))


INLINES = st.recursive(LEAVES, holding, max_leaves=4)
LINES = st.lists(INLINES, min_size=1, max_size=5).map(tuple)


@given(LINES, st.sampled_from(["", "as-typed", "right-to-left"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_quiet_lines_are_those_in_which_nothing_is_isolated(line: Inlines, heading: str) -> None:
    assume(quiet.is_quiet(line, "rtl", heading))
    known = isolate(line, "rtl", heading)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(isolation, "is_quiet", lambda *_: False)
        assert isolate(line, "rtl", heading) == known


def test_a_day_without_words_is_no_token() -> None:
    line = (Text("کابل C++ "), Day((Text(""),), "2024"))
    assert isolate(line, "rtl")[-1] == line[-1]


@given(LINES)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_what_says_nothing_is_given_back(line: Inlines) -> None:
    block = Paragraph(line)
    document = Document(Section(children=(Paragraph((Text("A line"),)), block), attrs=Attrs(lang="en")))
    directed = direct(document).root.children[1]
    with pytest.MonkeyPatch.context() as patch:
        for module in ("blocks", "tree"):
            patch.setattr(f"afgpub.direction.{module}.says_nothing", lambda _: False)
        assert direct(document).root.children[1] == directed
    if quiet.says_nothing(line):
        assert directed is block


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("همه مردم در ۱۵ اگست «کابل» بودند.", True),
        ("متن آن Universal Declaration of Human Rights نام دارد", True),
        ("در تارنمای www.un.org، خوانده می\u200cشود", True),
        ("NATO ۱۵ عضو", False),
        ("زبان C++ است", False),
        ("سال‌های ۱۲-۱۵", False),
        ("۱۵\u200cم", False),
        ("در U.S. بود", False),
        ("https://fa.org/کابل", False),
        ("۷۳٪ مردم", False),
        ("«Kabul» بود", False),
    ],
)
def test_quiet_lines(text: str, expected: bool) -> None:
    assert quiet.is_quiet((Text(text),), "rtl") is expected


def test_a_heading_with_a_nested_number_is_not_quiet() -> None:
    assert quiet.is_quiet((Text("Chapter 1-2 a متن"),), "rtl")
    assert not quiet.is_quiet((Text("Chapter 1-2 a متن"),), "rtl", "as-typed")


def test_the_classes_of_characters_that_are_taken_for_granted() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    of = {character: unicodedata.bidirectional(character) for character in everything}
    assert {of[c] for c in everything if quiet.is_quiet((Text(f"ا {c} ا"),), "rtl")} <= (
        {"AL", "ON", "CS", "ES", "NSM", "BN", "B", "WS", "L", "EN", "AN"}
    )
    letters = re.compile(f"[{ARABIC}]").fullmatch
    assert all(of[c] == "AL" and unicodedata.name(c).startswith("ARABIC") for c in everything if letters(c))
    assert all(bidi.may_turn(c) for c in everything if of[c] in ("R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"))


@pytest.mark.parametrize("piece", ["۱ ", "« ", "a ", "a. ", "( ", "ک ", "ک، ", "a،", "\u200c"])
def test_the_look_is_linear(piece: str) -> None:
    started = time.process_time()
    for end in ("", "ک", "%"):
        quiet.is_quiet((Text(piece * 100_000 + end),), "rtl")
    assert time.process_time() - started < 5
