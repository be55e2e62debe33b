"""PDF: the order of letters on every line, as the Unicode algorithm and CSS Writing Modes 4 have it."""

from __future__ import annotations

import inspect
import random
from collections import defaultdict
from ctypes import c_double
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import Any, Literal

import pikepdf
import pypdfium2
import pytest

from afgpub.bidi import LRI, PDI, RLI, for_line, reordered, resolve
from afgpub.renderers.pdf.engine import font_configuration, load_engine

STYLE = """
@page { size: 640px 1200px; margin: 20px }
body { margin: 0; font: 16px/30px 'Source Sans 3', Vazirmatn }
p { margin: 0 } sup, sub { font-size: 16px; line-height: 0; vertical-align: baseline }
code { font-family: 'Source Code Pro', Vazirmatn }
"""
PITCH = 30 * 0.75  # of lines, in points


@cache
def configuration() -> Any:
    load_engine()
    return font_configuration()


def pdf_of(body: str, style: str = "") -> bytes:
    html = load_engine().HTML(string=f"<html lang=fa><style>{STYLE}{style}</style><body>{body}")
    written: bytes = html.write_pdf(font_config=configuration(), pdf_variant="pdf/ua-1")
    return written


def letters(pdf: bytes) -> list[list[tuple[float, str]]]:
    """The letters of each line from top to bottom, with their left edges in points, in the order of the file."""
    lines: dict[tuple[int, int], list[tuple[float, str]]] = defaultdict(list)
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        x, y = c_double(), c_double()
        for index in range(text.count_chars()):
            character = text.get_text_range(index, 1).replace("\ufffe", "-")  # its sign for a hyphen that ends a line
            pypdfium2.raw.FPDFText_GetCharOrigin(text, index, x, y)
            if character.strip("\u200c \r\n") and not pypdfium2.raw.FPDFText_IsGenerated(text, index):
                lines[number, round((page.get_height() - y.value) / PITCH)].append((x.value, character))
    return [lines[place] for place in sorted(lines)]


def seen(body: str, style: str = "") -> list[str]:
    """The lines as an eye sees them, from left to right, without spaces; brackets are as they were typed."""
    return ["".join(character for _, character in sorted(line)) for line in letters(pdf_of(body, style))]


# In English and in Persian side by side: the source, and what is seen from left to right without spaces.
CASES = {
    "an inline box inside a phrase of the other direction": [
        ("<p dir=rtl>او hello <em>big</em> world رفت", "تفرhellobigworldوا"),
        ("<p>He سلام <em>دنیای</em> خوب left", "Heبوخیایندمالسleft"),
    ],
    "subscript and superscript": [
        ("<p dir=rtl>آب H<sub>2</sub>O و 15<sup>th</sup>", "15thوH2Oبآ"),
        ("<p>water H<sub>2</sub>O and 15<sup>th</sup>", "waterH2Oand15th"),
    ],
    "punctuation beside a switch": [
        ("<p dir=rtl>او گفت <b>hello</b>.", ".helloتفگوا"),
        ("<p>He said <b>سلام</b>.", "Hesaidمالس."),
    ],
    "bdi keeps its neighbours in place": [
        ("<p dir=rtl><bdi>one</bdi>، <bdi>two</bdi>", "two،one"),
        ("<p><bdi>یک</bdi> 3 <bdi>دو</bdi> 4", "کی3ود4"),
    ],
    "isolates part what stands on both sides of them": [
        ("<p dir=rtl>دو<span dir=ltr>one</span>two", "twooneود"),
        ("<p>one<span dir=rtl>یک</span>دو", "oneکیود"),
    ],
    "bdo turns letters round": [
        ("<p dir=rtl>او <bdo dir=rtl>abc</bdo>", "cbaوا"),
        ("<p>so <bdo dir=ltr>دور</bdo> it", "soدورit"),
    ],
    "dir=auto takes the first strong letter": [
        ("<p dir=auto>123 سود one", "oneدوس123"),
        ("<p dir=auto>123 one سود", "123oneدوس"),
        ("<p dir=auto><bdi>one</bdi> سود 1.", ".1دوسone"),
        ("<p dir=rtl>از <span dir=auto>A - ب -</span> تا", "اتA-ب-زا"),
    ],
    "unicode-bidi": [
        ("<p dir=rtl>از <i style='direction: ltr; unicode-bidi: embed'>a - ب -</i> تا", "اتa-ب-زا"),
        ("<p dir=rtl>از <i style='unicode-bidi: plaintext'>a - 1 -</i> تا", "اتa-1-زا"),
        ("<p>to <i style='direction: rtl; unicode-bidi: bidi-override'>abc</i>", "tocba"),
        ("<p style='unicode-bidi: plaintext; white-space: pre-line'>one.\nدو 2.\nthree.", "one./.2ود/three."),
    ],
}


@pytest.mark.parametrize("name", CASES)
def test_order(name: str) -> None:
    for source, expected in CASES[name]:
        assert seen(source) == expected.split("/"), source


def test_brackets_are_mirrored_by_the_level_of_their_run() -> None:
    """The glyph drawn for a bracket opens towards what it holds, as a picture shows."""

    def ink(body: str) -> list[bool]:
        page = pypdfium2.PdfDocument(pdf_of(body))[0]
        columns = page.render(scale=4, grayscale=True).to_pil().crop((0, 0, 2560, 200))
        box = columns.point(lambda value: 255 - value).getbbox()
        assert box
        part = columns.crop(box)
        return [part.getpixel((1, row)) < 128 for row in range(0, part.height, max(1, part.height // 8))]

    assert ink("<p>(") == ink("<p dir=rtl>)")
    assert ink("<p>(") != ink("<p>)")


WORDS = {
    "rtl": "سود دیدار برق، کابُل کتاب‌ها «روز» گفت؛ چرا؟ پښتو ۱۲ ۷۳٪ (دور) ۱۴۰۳/۳/۲۲".replace("\u064f", "").split(),
    "ltr": "the news, said: U.N. (TTP) C++ a@b.af 73% 12 3.5 -5 14:30 http://a.b/c?d=1 'so' well-known $9".split(),
}
BRACKETS = str.maketrans("()«»", "||::")


def mixed(seed: random.Random, depth: int = 0) -> tuple[str, str]:
    """A phrase as HTML, and as text with the controls that stand for its elements."""
    html, text = [], []
    for _ in range(seed.randint(2, 4) if depth else seed.randint(8, 20)):
        if depth < 3 and seed.random() < 0.25:
            inner, plain = mixed(seed, depth + 1)
            tag = seed.choice(("strong", "em", "sup", "code", "a href=x", "bdi dir=rtl", "span dir=ltr"))
            before, after = (RLI, PDI) if "rtl" in tag else (LRI, PDI) if "ltr" in tag else ("", "")
            html.append(f"<{tag}>{inner}</{tag.split()[0]}>")
            text.append(before + plain + after)
        else:
            word = seed.choice(WORDS[seed.choice(("rtl", "ltr"))])
            html.append(word)
            text.append(word)
    space = " " if seed.random() < 0.9 else ""
    return space.join(html), space.join(text)


def lines_expected(text: str, counts: list[int], base: Literal["ltr", "rtl"]) -> list[str]:
    """The paragraph in lines of so many letters, each as an eye sees it."""
    levels = resolve(text, base)
    unseen = {" ", "\u200c", LRI, RLI, PDI}
    places = [index for index, character in enumerate(text) if character not in unseen]
    lines, at = [], 0
    for count in counts:
        start, end = places[at], places[at + count - 1] + 1
        order = [start + index for index in reordered(for_line(text, levels, start, end, base))]
        lines.append("".join(text[index] for index in order if text[index] not in unseen))
        at += count
    assert at == len(places)
    return lines


@pytest.mark.parametrize("width", [120, 260, 600])
def test_random_lines(width: int) -> None:
    """Lines of mixed direction with nested elements, broken at every place: the letters stand as UAX #9 wants."""
    seed = random.Random(width)  # noqa: S311 - the same lines in every run
    for number in range(12):
        base: Literal["ltr", "rtl"] = "rtl" if number % 2 else "ltr"
        html, text = mixed(seed)
        found = letters(pdf_of(f"<p dir={base}>{html}", f"p {{ width: {width}px }}"))
        lines = ["".join(character for _, character in sorted(line)).translate(BRACKETS) for line in found]
        expected = lines_expected(text, [len(line) for line in found], base)
        assert lines == [line.translate(BRACKETS) for line in expected], html


def places(body: str) -> list[float]:
    """Where the letters of the first line stand, in points; forms that join are not as wide as forms that do not."""
    return [x for x, _ in letters(pdf_of(body))[0]]


def test_words_stay_joined_over_the_borders_of_elements() -> None:
    whole, apart = places("<p dir=rtl>سلیم کتب"), places("<p dir=rtl>سل\u200cیم کت\u200cب")
    assert max(abs(one - other) for one, other in zip(whole, apart, strict=True)) > 5
    for tag in ("span", "i style='font-style: normal'", "b style='font-weight: 400'"):
        assert places(f"<p dir=rtl>سل<{tag}>یم کت</{tag.split()[0]}>ب") == pytest.approx(whole, abs=0.05)
    assert places("<p dir=rtl>سل\u200c<span>یم</span> کت<bdi>\u200cب</bdi>") == pytest.approx(apart, abs=0.05)
    assert places("<p dir=rtl>سل<bdi>یم</bdi> کت<bdi>ب</bdi>") == pytest.approx(apart, abs=0.05)


def test_joiners_are_not_of_the_text() -> None:
    for source in ("<p dir=rtl>سل<b>ام</b>", "<p dir=rtl>او <bdo dir=rtl>abc</bdo>"):
        text = pypdfium2.PdfDocument(pdf_of(source))[0].get_textpage().get_text_range()
        assert not set(text) & {"\u200d", "\u202d", "\u202e", "\u202c"}, source
    assert "سلام" in pypdfium2.PdfDocument(pdf_of("<p dir=rtl>سل<b>ام</b>"))[0].get_textpage().get_text_range()


def test_a_link_whose_parts_stand_apart_has_a_place_for_each() -> None:
    source = "<p>to <a href=http://a.b/>one سود</a> دیدار end"
    with pikepdf.open(BytesIO(pdf_of(source))) as pdf:
        areas = sorted([float(value) for value in note.Rect] for note in pdf.pages[0].Annots)
    assert len(areas) == 2
    (_, _, end, _), (start, _, _, _) = areas
    (line,) = letters(pdf_of(source))
    assert "".join(character for x, character in sorted(line) if end - 1 < x < start - 1) == "رادید"


def test_the_edges_of_a_box_are_on_its_visual_ends() -> None:
    style = "i { font-style: normal; padding-left: 30px }"
    for source in ("<p>ab <i>دو one</i> ef", "<p dir=rtl>اب <i>دو one</i> هم"):
        (line,) = letters(pdf_of(source, style))
        gaps = {round(after - before) for (before, _), (after, _) in pairwise(sorted(line))}
        assert max(gaps) > 30 * 0.75


def test_an_indent_is_on_the_side_where_a_line_starts() -> None:
    for dir, side in (("ltr", min), ("rtl", max)):
        plain, indented = (
            side(x for x, _ in letters(pdf_of(f"<p dir={dir}>بود one", f"p {{ text-indent: {indent}px }}"))[0])
            for indent in (0, 40)
        )
        assert indented - plain == pytest.approx(30 if dir == "ltr" else -30, abs=0.1)


def test_a_paragraph_of_automatic_direction_starts_on_its_own_side() -> None:
    (left,) = letters(pdf_of("<p dir=auto>one بود"))
    (right,) = letters(pdf_of("<p dir=auto>بود one"))
    assert min(x for x, _ in left) == pytest.approx(15, abs=2)
    assert max(x for x, _ in right) > 440


def test_a_word_too_long_for_its_line_stays_joined() -> None:
    style = "p { width: 100px; overflow-wrap: anywhere }"
    found = letters(pdf_of("<p dir=rtl>" + "م" * 40, style))
    assert len(found) > 2
    assert sum(map(len, found)) == 40
    widths = [(max(x for x, _ in line) - min(x for x, _ in line)) / (len(line) - 1) for line in found[1:-1]]
    assert max(widths) - min(widths) < 0.1


def test_lines_are_not_broken_for_the_space_at_their_end() -> None:
    for width in range(920, 980, 4):
        lines = seen("<p>aa bb cc dd ee <b>ffffffffff</b> gg", f"p {{ width: {width / 10}px }}")
        assert lines[0] != "aa"


def test_a_leader_stands_between_a_title_and_its_page() -> None:
    style = "a { color: black } a::after { content: leader('.') target-counter(attr(href url), page) }"
    for dir, title in (("ltr", "دوب"), ("rtl", "one")):
        (line,) = seen(f"<p dir={dir} id=x><a href=#x>{title[::-1] if dir == 'ltr' else title}</a>", style)
        ends = (title, "1") if dir == "ltr" else ("1", title)
        assert line == ends[0] + "." * (len(line) - len(title) - 1) + ends[1]


def test_notes_markers_cells_and_margins() -> None:
    body = "<p dir=rtl style='string-set: head content()'>n. 1 بود (2)<ol dir=rtl><li>بود one.</ol>"
    body += "<table><td dir=rtl>H<sub>2</sub>O بود</table>"
    head = "content: string(head); direction: rtl; font: 16px/30px 'Source Sans 3', Vazirmatn"
    style = f"@page {{ @top-left {{ {head} }} }}"
    found = seen(body, style)
    assert found[0] == ")2(دوبn.1"
    assert found[2:] == [".oneدوب.1", "دوبH2O"]


UPSTREAM = {
    "formatting_structure.build:create_anonymous_boxes": ("box = inline_in_block(box)", "box = block_in_inline(box)"),
    "layout.inline:iter_line_boxes": ("handle_leader(context, line, containing_block)", "yield line, resume_at"),
    "layout.inline:split_text_box": ("box = box.copy_with_text(layout.text)", "text = box.text.encode()[skip:]"),
    "layout.inline:first_letter_to_box": ("box.children = (letter_box, *box.children)",),
    "layout.inline:remove_last_whitespace": ("box.text = new_text", "ancestor.width -= space_width"),
    "layout.inline:split_inline_box": ("# Reset line box width according to its new children.", "is_leader"),
    "layout.leader:handle_leader": ("line.width = containing_block.width",),
    "text.line_break:split_first_line": (
        "if resume_index is None and first_line_width <= max_width:",
        "# Step #3: Try",
    ),
    "text.line_break:create_layout": ("layout = Layout(style, justification_spacing, max_width)",),
}


@pytest.mark.parametrize("name", UPSTREAM)
def test_the_upstream_text_that_is_relied_upon(name: str) -> None:
    """If WeasyPrint lays out its lines in another way, the order of lines must be thought through again."""
    import importlib

    load_engine()
    module, function = name.split(":")
    source = inspect.getsource(inspect.unwrap(getattr(importlib.import_module(f"weasyprint.{module}"), function)))
    for text in UPSTREAM[name]:
        assert text in source


def test_letters_that_join_are_not_spaced() -> None:
    plain, spaced = places("<p>سلام abc"), places('<p style="letter-spacing: 5px">سلام abc')
    assert spaced[:4] == pytest.approx(plain[:4], abs=0.1)
    assert spaced[-1] - plain[-1] > 7
