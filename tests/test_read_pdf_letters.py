"""The letters of a PDF in the order of reading: directions, brackets, old forms, marks, joiners, hyphens, spaces."""

from __future__ import annotations

import pypdfium2
import pytest

from afgpub import bidi
from afgpub.document import Paragraph, Strong, Superscript
from afgpub.metadata import Direction
from afgpub.readers.pdf import read_pdf
from afgpub.readers.pdf.characters import read_characters
from afgpub.readers.pdf.hyphenation import joint, words_of
from afgpub.readers.pdf.order import runs_of
from afgpub.readers.pdf.turned import in_order
from afgpub.readers.pdf.unlisted import lines_listed_wrongly, only_some, text_objects
from afgpub.readers.pdf.wording import Letter
from afgpub.source import Source
from afgpub.walk import plain_text, walk
from pdf_samples import Page, make


def read(*pages: Page, **options: str) -> list[str]:
    document, _ = read_pdf(Source("a.pdf", make(*pages, **options)))
    return [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)]


def seen(text: str, base: Direction) -> list[str]:
    """The characters of a line from left to right, brackets as they were typed."""
    levels = bidi.for_line(text, bidi.resolve(text, base), 0, len(text), base)
    return [text[place] for place in bidi.reordered(levels)]


@pytest.mark.parametrize(
    ("base", "text"),
    [
        ("rtl", "متن (abc def) است."),
        ("rtl", "سال ۲۰۲۴ و ۵۰٪ از مردم"),
        ("rtl", "نشانی https://a.b/c-d است"),
        ("rtl", "سازمان (UNHCR) و «WHO»؛ 12.5 درصد"),
        ("rtl", "۱- متن ۱۱/۶/۱۴۰۳ و 3.5"),
        ("rtl", "در World Cup 2022 بود"),
        ("rtl", "نامه به a_b@example.org بفرستید"),
        ("rtl", "می‌روند و می‌آیند"),
        ("ltr", "He said سلام دنیا and (خوب ۱۲ است) ok"),
        ("ltr", "European Languages زبانهای اروپائی"),
        ("ltr", "plain (Latin) text, 12.5 % of it"),
    ],
)
def test_order_is_that_of_reading(base: Direction, text: str) -> None:
    shown = seen(text, base)
    assert "".join(shown[place] for run in runs_of(shown, base) for place in run.places) == text


def test_numbers_with_their_words_stay_together() -> None:
    # What an isolate held together is shown so, and is read so.
    shown = list("دوب 15 August 2024 رد")
    assert "".join(shown[p] for run in runs_of(shown, "rtl") for p in run.places) == "در 15 August 2024 بود"
    shown = list("تسا )a.b@c.de( یناشن")
    assert "".join(shown[p] for run in runs_of(shown, "rtl") for p in run.places) == "نشانی (a.b@c.de) است"


@pytest.mark.parametrize("size", [40, 4000])
def test_hostile_lines_take_no_longer_than_long_ones(size: int) -> None:
    for line in ("۱" * size + "L", "۱ " * size, "1" * size + "ا", "1-" * size + "a", "(" * size + "a" + ")" * size):
        shown = list(line)
        assert sorted(p for base in ("ltr", "rtl") for run in runs_of(shown, base) for p in run.places) == sorted(
            [*range(len(shown))] * 2
        )


VISUAL = [
    "abc سلام",
    "سلام (abc) دنیا",
    "(سلام abc سلام) abc abc",
    "(12) سلام",
    "abc (سلام)",
    "«سلام» abc [x] سلام",
]


@pytest.mark.parametrize("visual", VISUAL)
@pytest.mark.parametrize("direction", ["L2R", "R2L"])
def test_brackets_are_as_the_file_has_them(visual: str, direction: str) -> None:
    """pdfium mirrors those beside right-to-left letters; with a page bound on the right it does so otherwise."""
    with pypdfium2.PdfDocument(make(Page().place(100, 700, visual), direction=direction)) as pdf:
        found = read_characters(pdf[0], bound_right=direction == "R2L", limit=1000)
    assert "".join(c.text for c in sorted(found, key=lambda c: c.x)) == visual


def test_brackets_whose_shapes_the_file_has() -> None:
    typed = "سلام (یک) و (دو) و «سه» است"
    shapes = [bidi.mirror(letter) or letter for letter in typed]
    page = Page().place(100, 700, "".join(reversed(shapes)))
    assert read(page) == [typed]
    assert read(Page().place(100, 700, typed[::-1])) == [typed]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("ﻼﺳ", "سلا"),
        ("ﻡﻼﺳ", "سلام"),
        ("ﯽﻠﻋ", "علی"),
        ("ﺪﻨﻫﺪﯿﻣ", "میدهند"),
    ],
)
def test_presentation_forms_become_letters(given: str, wanted: str) -> None:
    assert read(Page().place(100, 700, given)) == [wanted]


def test_pashto_keeps_its_letters() -> None:
    text = "پښتو ډېره ښه ژبه ده او ځینې توري ګڼ لري: ټ ډ ړ ږ ښ ګ ڼ ې ۍ ئ"
    assert read(Page().place(50, 700, text[::-1], 8)) == [text]


@pytest.mark.parametrize(
    ("given", "wanted"),
    [("ال", "لا"), ("لا", "لا"), ("\u0654ه", "هٔ"), ("ه\u200c", "ه\u200c"), ("\u200cه", "ه\u200c"), ("ا\u0653", "آ")],
)
def test_the_string_of_one_glyph(given: str, wanted: str) -> None:
    assert in_order(given) == wanted
    assert in_order("...") == "…"
    assert in_order("fi") == "fi"


def test_marks_join_their_letters() -> None:
    page = Page().place(100, 700, "کلیه"[::-1]).place(400, 650, "پایان"[::-1])
    page.letters["\u0654"] = len(page.letters) + 33
    page.content.append(f"BT /A 10 Tf 101 703 Td <{page.letters[chr(0x654)]:02x}> Tj ET")
    assert read(page)[0] == "کلیهٔ"


def blank(page: Page, x: float, y: float, said: str = "") -> str:
    """A glyph of which nothing is seen, with its own words (ActualText) or without."""
    page.letters.setdefault(" ", len(page.letters) + 33)
    show = f"BT /A 10 Tf {x} {y} Td <{page.letters[' ']:02x}> Tj ET"
    return f"/Span <</ActualText <feff{said.encode('utf-16-be').hex()}>>> BDC {show} EMC" if said else show


def test_what_is_not_seen_is_a_joiner_between_letters_and_a_space_where_the_pen_moves() -> None:
    page = Page()
    for x, letter in zip((100, 105, 110, 115, 120, 130, 135), "دنورمیک", strict=True):
        page.place(x, 700, letter)
    page.content += [blank(page, 120, 700), blank(page, 125, 700)]
    assert read(page) == ["کی م\u200cروند"]


def test_letters_that_stand_on_a_glyph_of_which_nothing_is_seen_are_kept() -> None:
    # So writes a browser that spreads the words of a line: the letter's words are on the space, and the space's on it.
    page = Page().place(100, 700, "مال").place(120, 700, "زور")
    page.content.append(blank(page, 115, 700, "س"))
    assert read(page) == ["روز سلام"]


def test_lines_that_pdfium_lists_wrongly_are_read_again() -> None:
    page = Page().place(100, 700, "مالس").place(100, 650, "ایند")
    with pypdfium2.PdfDocument(make(page)) as pdf:
        first = pdf[0]
        objects = text_objects(first)
        assert [thing.y for thing in objects] == [700, 650]
        lines = lines_listed_wrongly(objects, {objects[1].address})
        assert [[thing.number for thing in line] for line in lines] == [[0]]
        with only_some(first) as show:
            show([1])
            assert first.get_textpage().get_text_range() == "دنیا"


def test_spaces_are_where_the_gaps_are() -> None:
    page = Page()
    for x, word in ((50, "Words"), (83, "without"), (121, "spaces"), (158, "between.")):
        page.write(x, 700, word)
    assert read(page) == ["Words without spaces between."]


def test_bold_figures_and_raised_letters() -> None:
    page = Page().write(50, 700, "On the 15").write(93, 704, "th", 6).write(99, 700, " a surge of ")
    page.write(155, 700, "73 percent", bold=True).write(209, 700, " was seen in the whole of the country.")
    document, _ = read_pdf(Source("a.pdf", make(page.lines(50, 686, ["and so on"] * 3))))
    nodes = list(walk(document.root))
    assert [plain_text(node) for node in nodes if isinstance(node, Strong)] == ["73 percent"]
    assert [plain_text(node) for node in nodes if isinstance(node, Superscript)] == ["th"]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("gov-", "ernment", "government"),
        ("Pak-", "Afghan ties", "Pak-Afghan ties"),
        ("across-the-", "border", "across-the-border"),
        ("non-", "kinetic", "non-kinetic"),
        ("well-", "known", "well-known"),
        ("co\u00ad", "operate", "cooperate"),
        ("2019-", "2020", "2019-2020"),
        ("a dash \u2013", "goes on", "a dash \u2013 goes on"),
        ("words -", "and more", "words - and more"),
        ("www.unicode.org/", "udhr", "www.unicode.org/udhr"),
        ("plain", "words", "plain words"),
    ],
)
def test_words_parted_at_the_end_of_a_line(before: str, after: str, wanted: str) -> None:
    words = words_of(["The well-known kinetic energy", "a government", "it gov-"])
    letters = [Letter(letter) for letter in before.split(" ")[-1]]
    drop, between = joint(letters, [Letter(letter) for letter in after], words)
    assert before[: len(before) - drop] + " " * between + after == wanted


def test_hyphens_in_a_page() -> None:
    first = "The words of a long line that the next one goes on with, a com-"
    page = Page().lines(50, 700, [first, "bination of two, and of all the others that stand here as well", "end."])
    assert read(page) == [first[:-1] + "bination of two, and of all the others that stand here as well end."]
