"""The direction compiler: what is isolated in a phrase, and what is seen then."""

from __future__ import annotations

import io
import json
import random
import time
import unicodedata
import zipfile
from dataclasses import dataclass

import pikepdf
import pytest

import afgpub
from afgpub import bidi
from afgpub.direction import bidi_text, direct, isolate
from afgpub.direction.plain import outline_text
from afgpub.document import (
    Attrs,
    Code,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Paragraph,
    Run,
    Statistic,
    Strong,
    Text,
)
from afgpub.exceptions import OptionError
from afgpub.metadata import Direction
from afgpub.walk import plain_text, walk
from conftest import CORPUS

DIRECTIONS: tuple[Direction, ...] = ("ltr", "rtl")


def seen(line: Inlines, base: Direction) -> str:
    """A line as it is seen, from left to right, without what has no place of its own."""
    order = bidi.visual(bidi_text(isolate(line, base)), base)
    return "".join(c for c in order if unicodedata.category(c) not in ("Mn", "Cf"))


@dataclass(frozen=True)
class Line:
    text: str
    base: Direction
    order: str  # from left to right as seen


# Where the order differs from that of the bare algorithm.
LINES = (
    Line("نزدیک به 73 درصد (73%) افزایش", "rtl", "شیازفا (73%) دصرد 73 هب کیدزن"),
    Line("نزدیک به 73 درصد (73%) افزایش", "ltr", "شیازفا (73%) دصرد 73 هب کیدزن"),
    Line("«New Eastern Outlook» نوشت: «پاسخ روشن است»", "ltr", "«New Eastern Outlook» «تسا نشور خساپ» :تشون"),
    Line("قیمت: $12.50 یا ۱۲٫۵۰ یورو", "rtl", "وروی ۱۲٫۵۰ ای $12.50 :تمیق"),
    Line("قیمت: $12.50 یا ۱۲٫۵۰ یورو", "ltr", "وروی ۱۲٫۵۰ ای $12.50 :تمیق"),
    Line("C++ و C#", "rtl", "C# و C++"),
    Line("+93 (0)20 123 4567", "rtl", "+93 (0)20 123 4567"),
    Line("راه 5 km بود", "rtl", "دوب 5 km هار"),
    Line("تا -5 و −۵", "rtl", "−۵ و -5 ات"),
    Line("روز 2024-06-11 بود", "rtl", "دوب 2024-06-11 زور"),
    Line("۱۲-۱۵ سال", "rtl", "لاس ۱۵-۱۲"),
    Line("NATO ۱۵ عضو", "rtl", "وضع ۱۵ NATO"),
    Line("۷۳% مردم", "rtl", "مدرم %۷۳"),
    Line("He saw کابل 15 times", "ltr", "He saw لباک 15 times"),
    Line('He said "سلام!" twice', "ltr", 'He said "!مالس" twice'),
    Line("See https://fa.org/کابل 12 times", "ltr", "See https://fa.org/لباک 12 times"),
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: f"{line.base} {line.text}")
def test_what_the_bare_algorithm_shows_wrongly(line: Line) -> None:
    assert seen((Text(line.text),), line.base) == line.order
    assert bidi.visual(line.text, line.base) != line.order


def mixed_lines() -> list[tuple[str, Direction, str]]:
    path = CORPUS / "bidi" / "mixed-lines.json"
    lines = json.loads(path.read_text("utf-8")) if path.exists() else []
    return [(line["input"], base, line["expect"][base]) for line in lines for base in DIRECTIONS]


@pytest.mark.parametrize(("text", "base", "order"), mixed_lines())
def test_all_other_lines_are_left_to_the_algorithm(text: str, base: Direction, order: str) -> None:
    own = {(line.text, line.base): line.order for line in LINES}
    assert seen((Text(text),), base) == own.get((text, base), order)


def test_a_line_that_cannot_turn_is_the_very_same() -> None:
    line = (Text("In 2024-06-11 (73%) of C++ and "), Strong((Text("5 km"),)), Code("x()"), Text(" at x@y.org"))
    assert isolate(line, "ltr") is line
    document = afgpub.prepare("# A title\n\nThe words 73 percent and +93 20 123 are here.\n")[0]
    assert direct(document).root.children == document.root.children


def test_characters_of_the_author_that_isolate_or_embed_are_left_to_him() -> None:
    line = (Text("زبان \u2066C++\u2069 و C#"),)
    assert isolate(line, "rtl") is line


def test_a_node_that_is_the_token_says_its_direction_itself() -> None:
    line = isolate((Text("زبان "), Link((Text("C++"),), "https://example.org/"), Text(" است")), "rtl")
    assert line[1] == Link((Text("C++"),), "https://example.org/", attrs=Attrs(dir="ltr"))


def test_a_link_is_never_cut() -> None:
    link = Link((Text("نزدیک به 5"),), "https://example.org/")
    line = isolate((link, Text(" km بود")), "rtl")
    assert line[0] == link
    assert [node for node in line if isinstance(node, Run)] == []


def test_emphasis_is_cut_where_a_token_begins_in_it() -> None:
    line = isolate((Emphasis((Text("نزدیک به 5"),)), Text(" km بود")), "rtl")
    assert line == (
        Emphasis((Text("نزدیک به "),)),
        Run((Emphasis((Text("5"),)), Text(" km")), attrs=Attrs(dir="ltr")),
        Text(" بود"),
    )


def test_a_run_takes_in_the_marks_of_its_phrase() -> None:
    line = (Text('He said "'), Run((Text("سلام دنیا"),), attrs=Attrs(lang="fa", dir="rtl")), Text('!" twice.'))
    after = isolate(line, "ltr")
    assert after == (
        Text('He said "'),
        Run((Text("سلام دنیا!"),), attrs=Attrs(lang="fa", dir="rtl")),
        Text('" twice.'),
    )


def test_names_that_latin_commas_part_keep_the_english_order() -> None:
    document = afgpub.prepare("# The Title of the Text\n\nThe men کریم احمدی, محمود نوری came with all the people.\n")[
        0
    ]
    paragraph = next(node for node in walk(document.root) if isinstance(node, Paragraph))
    order = bidi.visual(bidi_text(paragraph.children), "ltr")
    assert order == "The men یدمحا میرک, یرون دومحم came with all the people."


def test_a_note_says_its_direction_where_its_text_is_of_the_other() -> None:
    source = "# The Title of the Text\n\nAll of the people were there.\n\nهمه مردم آنجا بودند.[^1]\n\n[^1]: همه.\n"
    note = next(node for node in walk(afgpub.prepare(source)[0].root) if isinstance(node, Note))
    assert note.attrs.dir == "rtl"


def test_the_order_of_nested_numbers_in_headings() -> None:
    source = "# عنوان متن\n\nهمه مردم آنجا بودند.\n\n## 1.2 نخست\n\n## ۱–۲ دوم\n"
    orders = {}
    for choice in ("as-typed", "right-to-left"):
        root = afgpub.prepare(source, normaliser={"heading_numbers": choice})[0].root
        titles = [getattr(node, "title", ()) for node in root.children]
        orders[choice] = [bidi.visual(bidi_text(title), "rtl") for title in titles if title]
        document = afgpub.prepare(source, normaliser={"heading_numbers": choice})[0]
        assert direct(document, heading_numbers=choice) == document
    assert orders == {"as-typed": ["تسخن 1.2", "مود ۱–۲"], "right-to-left": ["تسخن 2.1", "مود ۲–۱"]}
    with pytest.raises(OptionError):
        afgpub.prepare(source, normaliser={"heading_numbers": "upwards"})


def test_plain_text_with_isolates() -> None:
    line = (
        Text("یک "),
        Run((Text("C++"),), attrs=Attrs(dir="ltr")),
        Statistic((Text("5 km"),), "5", "km", attrs=Attrs(dir="ltr")),
        Code("x"),
        LineBreak(),
        Image("a.png", "دو"),
        Note(()),
    )
    assert bidi_text(line) == "یک \u2066C++\u2069\u20665 km\u2069\u2066x\u2069\n\ufffc"


def test_outlines_bear_isolates_and_marks_only_where_needed() -> None:
    assert outline_text("A title", "ltr") == "A title"
    assert outline_text("عنوان \u2066Kabul\u2069 است", "rtl") == "عنوان Kabul است"
    assert outline_text("عنوان \u2066C++\u2069 است", "rtl") == "عنوان \u2066C++\u2069 است"
    assert outline_text("WHO اعلام کرد", "rtl") == "\u200fWHO اعلام کرد"
    assert outline_text("کابل is here", "ltr") == "\u200eکابل is here"


TITLED = "# عنوان متن\n\nهمه مردم آنجا بودند.\n\n## زبان C++ است\n\nهمه بودند.\n\n## دیگر\n\nهمه.\n"


def test_isolates_in_web_pages_and_contents_are_bdi_elements() -> None:
    page = afgpub.convert(TITLED, to="html", options={"contents": "always"}).output.decode()
    assert page.count('زبان <bdi dir="ltr">C++</bdi> است') == 2
    assert "\u2066" not in page


def test_a_heading_that_is_one_token_stays_on_its_side() -> None:
    page = afgpub.convert("# عنوان متن\n\nهمه مردم آنجا بودند.\n\n## +93 (0)20 123 4567\n\nهمه.\n", to="html")
    assert '<h2><bdi dir="ltr">+93 (0)20 123 4567</bdi></h2>' in page.output.decode()


def test_a_day_printed_in_another_calendar_is_read_in_its_own_direction() -> None:
    source = "# عنوان متن\n\nهمه مردم در 2024-06-11 آنجا بودند.\n"
    for calendar, printed in (("keep", 'dir="ltr">2024-06-11'), ("solar", 'datetime="2024-06-11">۲۲ خرداد ۱۴۰۳')):
        assert printed in afgpub.convert(source, to="html", options={"calendar": calendar}).output.decode()


def test_isolates_in_the_contents_of_a_book() -> None:
    book = zipfile.ZipFile(io.BytesIO(afgpub.convert(TITLED, to="epub").output))
    assert '<bdi dir="ltr">C++</bdi>' in book.read("EPUB/nav.xhtml").decode()
    for name in ("EPUB/toc.ncx", "EPUB/package.opf"):
        assert "\u2066" not in book.read(name).decode()


def test_isolates_in_the_outline_of_a_pdf() -> None:
    with pikepdf.open(io.BytesIO(afgpub.convert(TITLED, to="pdf").output)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root[0].children]
        assert titles == ["زبان \u2066C++\u2069 است", "دیگر"]
        assert "\u2066" not in str(pdf.docinfo["/Title"])


WORDS = (
    "کابل سلام محمود، است و «سلام دنیا» ۱۲–۱۵ ۱۲-۱۵ ۷۳٪ ۱۴۰۳/۳/۲۲ −۵ NATO Good day! “New Eastern.” «Good» C++ .NET "
    "U.S. (TTP) [۲:۲۵۵] -5 73% $12.50 5 km 2024-06-11 14:30 https://example.org/a_(b) x@y.org +93 (0)20 #کابل = mc² "
    '12-15 ( ) « » " , ، . ؟ ! : “ ” ٪ %'
).split()


def random_line(chance: random.Random, depth: int = 0) -> Inlines:
    line: list[Inline] = []
    for _ in range(chance.randint(1, 6)):
        words = [chance.choice(WORDS) for _ in range(chance.randint(1, 4))]
        children: Inlines = (Text(chance.choice([" ", " ", ""]).join(words) + chance.choice([" ", ""])),)
        if depth < 3 and chance.random() < 0.35:
            children = random_line(chance, depth + 1)
        kinds: list[Inline] = [
            Emphasis(children),
            Strong(children),
            Link(children, "https://example.org/"),
            Run(children, attrs=Attrs(lang="en", dir="ltr")),
            Run(children, attrs=Attrs(dir="rtl")),
            Code("x()"),
            LineBreak(),
        ]
        line += [chance.choice(kinds)] if chance.random() < 0.4 else children
    return tuple(line)


@pytest.mark.parametrize("base", DIRECTIONS)
def test_isolating_twice_changes_nothing_and_no_word_is_lost(base: Direction) -> None:
    for seed in range(150):
        line = random_line(random.Random(seed))  # noqa: S311
        once = isolate(line, base)
        assert plain_text(once) == plain_text(line), seed
        assert isolate(once, base) == once, seed


@pytest.mark.parametrize("piece", ["کابل 5 km ", "ک, ", "۱,", "A.B. ک ", "“a ", "[۱۲ ", "-", "«ک ", "x=1", "1-", "(0"])
def test_time_is_linear_in_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        line = (Text(piece * count + "ک"),)
        start = time.process_time()
        for base in DIRECTIONS:
            isolate(line, base)
        return time.process_time() - start

    seconds(100)
    small, large = seconds(200), seconds(1600)
    assert large < 40 * small + 0.2
