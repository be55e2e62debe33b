"""The text layer of the PDF: what is copied and searched is what was written."""

from __future__ import annotations

import inspect
from collections import Counter
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import ClassVar
from unicodedata import normalize

import pikepdf
import pypdfium2
import pytest

import afgpub
from afgpub.plugins import Rendering
from afgpub.proof.reading import Character, pages_of
from afgpub.renderers.pdf.text.spelling import Letter, spell

ZWNJ = "\u200c"


@cache
def rendered(text: str, page: str = "", **options: str) -> Rendering:
    document, _ = afgpub.prepare(text)
    return afgpub.render(document, to="pdf", options={"page": page, **options})


def characters(text: str, page: str = "", **options: str) -> list[Character]:
    with pikepdf.open(BytesIO(rendered(text, page, **options).output)) as pdf:
        return [character for found in pages_of(pdf) for character in found]


def copied(text: str, page: str = "", **options: str) -> str:
    """What Chrome's engine copies from all pages."""
    pdf = pypdfium2.PdfDocument(rendered(text, page, **options).output)
    return "\n".join(page.get_textpage().get_text_range() for page in pdf)


@pytest.mark.parametrize(
    "words",
    [
        "اعلامیه، بالا و علاوه",
        "کتاب‌خانه‌ها می‌روند",
        "کلیهٔ اعضای اساساً",
        "مُحَمَّدٌ رَسُولٌ",
        "تأمین رأی لأن لإ لآ",
        "الله ریال",
        "پښتو ژبه ډېره ښکلې ده",
        "آزاد ــ آزاد",
        "office affiliate naïve café",
        "résumé",
    ],
)
def test_every_word_is_found_as_written(words: str) -> None:
    # Chrome's engine turns the marks of one letter round, which means the same: so both are put into one order
    text = normalize("NFC", copied(f"# Words\n\n{words}\n")).split()
    assert set(normalize("NFC", words).split()) <= {word.strip("،") for word in text} | set(text)


def test_every_joiner_comes_back() -> None:
    words = "می‌روند کتاب‌خانه‌های نمی‌خواهم"
    assert copied(f"# عنوان\n\n{words} **{words}** *{words}*\n").count(ZWNJ) == 3 * words.count(ZWNJ)


def test_a_joiner_that_begins_a_phrase() -> None:
    found = "".join(c.text for c in characters(f"# عنوان\n\nنمی**{ZWNJ}روند** و **کتاب**{ZWNJ}ها\n"))
    assert found.count(ZWNJ) == 2


def test_kerning_and_built_letters_do_not_part_a_word() -> None:
    """Amiri moves letters apart so that their dots do not meet, and builds a lam of two glyphs."""
    words = "نړيواله تشويق پريکړه لکه خلکو ملګرو مالکيت"
    found = copied(f"# عنوان\n\n{words} {words}\n", theme="book").split()
    assert all(found.count(word) == 2 for word in words.split()), found


def test_one_code_is_one_character_in_arabic_script() -> None:
    """Engines turn the characters of one code round, or do not: only single ones come back from all of them."""
    found = [c.text for c in characters("# عنوان\n\nبالاترین علاوه کلیهٔ می‌روند اللهُ\n")]
    several = {text for text in found if len(text) > 1}
    assert all(ZWNJ in text or len(set(text)) == 1 for text in several), several
    assert any(text.startswith(ZWNJ) for text in several)


def test_joiners_over_the_border_of_a_box_are_no_text() -> None:
    """A word that is bold in its middle is joined by U+200D that nobody wrote; one that was written comes back."""
    found = "".join(c.text for c in characters("# عنوان\n\nبی**نظ**یر و شا[ه](https://a.org)نشاه\n"))
    assert "\u200d" not in found
    assert all(letter in found for letter in "ینظرشاه")
    assert "\u200d" in "".join(c.text for c in characters("# عنوان\n\nحرف ه\u200d تنها\n"))


def test_marks_stand_in_their_line() -> None:
    """A mark that is raised as text would be a line of its own for those who copy."""
    found = characters("# عنوان\n\nمُحَمَّدٌ رَسُولُ اللَّهِ\n")
    marks = [c for c in found if c.text in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651"]
    letters = {round(c.y, 1) for c in found if c.text in "محدرسول"}
    assert len(marks) >= 8
    assert {round(c.y, 1) for c in marks} <= letters


def test_a_mark_that_ends_a_word_stays_with_its_letter() -> None:
    """Mark and letter are set in a text matrix ten times as wide, where pdf.js sees no gap for a second space."""
    text = "# عنوان\n\nدر بارهٔ حقوق، اساساً آزاد و کلیهٔ اعضا\n"
    with pikepdf.open(BytesIO(rendered(text).output)) as pdf:
        shown = [
            str(i.operator) + str(i.operands[0]) for i in pikepdf.parse_content_stream(pdf.pages[0], "Tz Tm TJ Tj")
        ]
        matrices = [i.operands for i in pikepdf.parse_content_stream(pdf.pages[0], "Tm")]
    scales = [operator for operator in shown if operator.startswith("Tz")]
    assert scales == ["Tz10", "Tz100"] * 3
    places = [shown.index("Tz10", start) for start in range(len(shown)) if shown[start] == "Tz10"]
    assert all(shown[i].startswith("Tz10") and shown[i + 2].startswith(("TJ", "Tj")) for i in places)
    wide = [n for n, matrix in enumerate(matrices) if float(matrix[0]) == 10]
    assert len(wide) == 3
    for n in wide:  # one letter on, in the same line
        assert float(matrices[n + 1][0]) == 1
        assert float(matrices[n + 1][5]) == float(matrices[n][5])
        assert 1 < float(matrices[n + 1][4]) - float(matrices[n][4]) < 12
    found = [c for c in characters(text) if c.text.strip()]
    for left, right in pairwise(found):
        if left.text in "\u0654\u064b":
            assert right.text in "ها"
            assert abs(left.x - right.x) < 0.02
    assert copied(text).split().count("بارهٔ") == 1


def test_a_line_without_such_a_mark_is_drawn_in_one_text_matrix() -> None:
    with pikepdf.open(BytesIO(rendered("# عنوان\n\nخانهٔ، مُحَمَّد و آزادی\n").output)) as pdf:
        assert not pikepdf.parse_content_stream(pdf.pages[0], "Tz")


def test_hyphens_of_hyphenation_are_soft() -> None:
    text = "# Title\n\n" + "internationalisation counterrevolutionary misunderstanding responsibilities " * 4
    found = Counter(c.text for c in characters(text, "60x200mm", theme="book"))
    assert found["\u00ad"] >= 2
    assert not found["-"] + found["\u2010"]
    typed = Counter(c.text for c in characters("# Title\n\nwell-known co-operation\n"))
    assert (typed["-"], typed["\u00ad"]) == (2, 0)


def test_direction_controls_and_break_marks_are_no_text() -> None:
    found = "".join(c.text for c in characters("# Title\n\none\u200btwo\u2066three\u2069 so\u00adft \u200efour\n"))
    assert not set(found) & set("\u200b\u2066\u2069\u00ad\u200e")
    assert "onetwothree" in found


def test_plain_english_keeps_its_glyph_numbers() -> None:
    with pikepdf.open(BytesIO(rendered("# Title\n\nPlain English text, and no more.\n").output)) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/CIDToGIDMap") is not None]
        assert fonts
        assert all(font.CIDToGIDMap == pikepdf.Name.Identity for font in fonts)


def test_codes_lead_to_glyphs_with_their_widths() -> None:
    with pikepdf.open(BytesIO(rendered("# عنوان\n\nلا الله کلیهٔ\n").output)) as pdf:
        descendants = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/CIDToGIDMap" in o]
        fonts = [font for font in descendants if isinstance(font.CIDToGIDMap, pikepdf.Stream)]
        assert fonts
        for font in fonts:
            table = font.CIDToGIDMap.read_bytes()
            widths = {int(font.W[i]): float(font.W[i + 1][0]) for i in range(0, len(font.W), 2)}
            last = len(table) // 2 - 1
            assert last in widths
            assert int.from_bytes(table[-2:], "big")


def test_same_text_same_bytes() -> None:
    text = "# عنوان\n\nبالاترین علاوه می‌روند مُحَمَّد\n"
    document, _ = afgpub.prepare(text)
    assert afgpub.render(document, to="pdf").output == rendered(text).output


class TestSpelling:
    """`spell` gives every glyph its place and every character one."""

    nominal: ClassVar = {"ل": 1, "ا": 2, "َ": 9, "ه": 4, "f": 5, "i": 6}

    def spelt(self, glyphs: list[int], text: str, whole: bool = False) -> tuple[Letter, ...]:
        return spell(glyphs, text, lambda c: self.nominal.get(c, 0), whole=whole)

    def test_ligature(self) -> None:
        assert self.spelt([7], "لا") == (Letter(0, "ل"), Letter(None, "ا"))
        assert self.spelt([7], "fi", whole=True) == (Letter(0, "fi"),)

    def test_mark_on_a_ligature(self) -> None:
        assert self.spelt([7, 9], "لاَ") == (Letter(0, "ل"), Letter(None, "ا"), Letter(1, "َ"))

    def test_letter_of_several_glyphs(self) -> None:
        assert self.spelt([4, 8], "ه") == (Letter(0, "ه"), Letter(1, ""))

    def test_equal_letters_stay_together(self) -> None:
        assert self.spelt([7], "لله") == (Letter(0, "لل"), Letter(None, "ه"))
        assert self.spelt([7], "ــ") == (Letter(0, "ــ"),)

    def test_controls_are_left_out(self) -> None:
        assert self.spelt([4], "ه\u2069") == (Letter(0, "ه"),)
        assert self.spelt([], "\u200f") == ()


def test_the_upstream_text_that_is_replaced() -> None:
    """If WeasyPrint draws in another way, the repair must be thought through again."""
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.pdf import fonts
    from weasyprint.text import line_break

    rendered("# Title\n\nOne.\n")
    draw = inspect.getsource(text._afgpub_draw_first_line)
    assert draw.startswith("def draw_first_line(stream, textbox, text_overflow, block_ellipsis, matrix):")
    assert draw.count("if glyph_id not in font.to_unicode:") == 1
    assert draw.count("emojis.append(") == 3
    measure = inspect.getsource(line_break._afgpub_first_line_metrics)
    assert "hyphenated=False, hyphenation_character=None):" in measure
    assert "def split_text_box(context, box, available_width, skip, is_line_start=True):" in inspect.getsource(
        inline._afgpub_split_text_box
    )
    build = inspect.getsource(pdf._afgpub_build_fonts_dictionary)
    assert build.startswith("def build_fonts_dictionary(pdf, fonts, compress, subset, options):")
    assert "b'endcmap'," in build
    assert "'CIDToGIDMap': '/Identity'," in inspect.getsource(fonts._build_vector_font_dictionary)
    assert "image.draw(stream, font_size, font_size, style)" in inspect.getsource(text.draw_emojis)


def test_no_empty_string_stands_beside_a_move() -> None:
    pdf = afgpub.convert(
        "---\nlang: fa\n---\n\n" + "گزارش می‌گوید (World Bank) که ۴۱۲ مکتب در ولایت بود. " * 9,
        to="pdf",
        options={"theme": "book"},
    )
    with pikepdf.open(BytesIO(pdf.output)) as opened:
        shown = [page.Contents.read_bytes() for page in opened.pages]
    assert any(b"]TJ" in content.replace(b" ", b"") for content in shown)
    assert not any(b"<>" in content.replace(b"<>>", b"") for content in shown)
