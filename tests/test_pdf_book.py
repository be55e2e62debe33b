"""PDF of books: front matter, page labels, notes at the foot, contents, drop caps, pulled figures, booklets."""

from __future__ import annotations

import inspect
import re
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest

import afgpub
from afgpub.plugins import Rendering
from afgpub.renderers.pdf.book.booklet import sheet_sides
from afgpub.renderers.pdf.book.numerals import front_number, text_number
from afgpub.renderers.pdf.book.page_labels import page_labels
from conftest import PROJECT

BOOK = PROJECT / "examples" / "book-dari"
WORDS = "Some plain words that fill the page, line by line. "


def render(source: str, **options: object) -> Rendering:
    document, _ = afgpub.prepare(source)
    return afgpub.render(document, to="pdf", options={"theme": "book", "page": "A5", **options})


@cache
def dari() -> Rendering:
    document, _ = afgpub.prepare(BOOK / "article.md")
    return afgpub.render(document, to="pdf", options={"theme": "book"}, folder=BOOK)


def texts(data: bytes) -> list[str]:
    """The text of each page as PDFium gives it."""
    with pypdfium2.PdfDocument(data) as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def place(data: bytes, page: int, words: str) -> tuple[float, float]:
    """Left edge and height above the foot of the page, in mm, of `words` on `page`, from 0."""
    with pypdfium2.PdfDocument(data) as pdf:
        text = pdf[page].get_textpage()
        found = text.search(words).get_next()
        assert found is not None, words
        left, bottom, _, _ = text.get_charbox(found[0])
        return left / 72 * 25.4, bottom / 72 * 25.4


def labels(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        numbers = list(pdf.Root.PageLabels.Nums)  # type: ignore[call-overload]
        return [str(entry.P) for entry in numbers[1::2]]


def structure(data: bytes, *kinds: str) -> list[Any]:
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and str(o.get("/S", "")) in kinds]
        return [(str(o.S), str(o.get("/ID", ""))) for o in found]


def drawn_as_artifact(page: pikepdf.Page) -> list[bytes]:
    """The pieces of text that no structure element holds."""
    pieces: list[bytes] = re.findall(rb"/Artifact\s+BMC(.*?)EMC", page.Contents.read_bytes(), re.S)
    return [piece for piece in pieces if b"TJ" in piece or b"Tj" in piece]


# numbers of pages


@pytest.mark.parametrize(
    ("number", "latin", "abjad"),
    [
        (1, "i", "الف"),
        (2, "ii", "ب"),
        (5, "v", "ه\u200d"),
        (9, "ix", "ط"),
        (11, "xi", "یا"),
        (44, "xliv", "مد"),
        (99, "xcix", "صط"),
    ],
)
def test_numbers_of_the_front_matter(number: int, latin: str, abjad: str) -> None:
    assert (front_number(number, "ltr"), front_number(number, "rtl")) == (latin, abjad)


def test_numbers_of_the_text() -> None:
    assert [text_number(10, lang) for lang in ("en", "fa-AF", "ps", "ar")] == ["10", "۱۰", "۱۰", "١٠"]


def test_the_blank_page_before_the_text_belongs_to_the_front() -> None:
    names = ["front", "", "front", "front", "contents", "", "text", "", "text"]
    assert page_labels(names, "en", "ltr") == ["i", "ii", "iii", "iv", "v", "vi", "1", "2", "3"]


def test_labels_of_pages_are_what_is_printed() -> None:
    found = labels(dari().output)
    start = found.index("۱")
    assert found[:3] == ["الف", "ب", "ج"]
    assert start % 2 == 0, "the text begins on the side of the first page"
    assert found[start:] == [text_number(n, "fa") for n in range(1, len(found) - start + 1)]
    assert "۲" in texts(dari().output)[start + 1]


# the pages of a book


def test_front_matter_and_direction() -> None:
    with pikepdf.open(BytesIO(dari().output)) as pdf:
        assert pdf.Root.ViewerPreferences.Direction == pikepdf.Name.R2L
        assert [float(number) for number in pdf.pages[0].MediaBox][2:] == pytest.approx([419.53, 595.28], abs=0.01)
        with pdf.open_outline() as outline:
            (book,) = outline.root
            assert [item.title for item in book.children][:3] == ["فهرست", "دیباچه", "مقدمهٔ اعلامیه"]
    pages = texts(dari().output)
    assert "حقوق" in pages[0]
    assert "سازمان" in pages[3]
    assert not [m for m in dari().messages if m.severity > 1]


def test_a_book_without_a_title_has_a_title_page() -> None:
    rendering = render("---\nrole: book\npublication: The Press\n---\n\n# One\n\nWords.\n")
    assert "The Press" in texts(rendering.output)[2]
    assert structure(rendering.output, "/H1")


def test_chapters_begin_on_the_side_of_the_first_page() -> None:
    rendering = render("---\nrole: book\n---\n# T\n\n## One\n\nWords.\n\n## Two\n\nWords.\n\n## Three\n\nWords.\n")
    pages = texts(rendering.output)
    starts = [
        next(n for n, page in enumerate(pages) if f"{title}\r\nWords" in page) for title in ("One", "Two", "Three")
    ]
    assert [start % 2 for start in starts] == [0, 0, 0]


@pytest.mark.parametrize(("lang", "words"), [("en", "plain"), ("fa", "واژه")])
def test_running_heads_folios_and_margins_are_mirrored(lang: str, words: str) -> None:
    text = f"{words} " * 900
    rendering = render(f"---\nrole: book\nlang: {lang}\ntitle: T\n---\n\n## Q\n\n{text}\n")
    start = labels(rendering.output).index(text_number(1, lang))
    middle = 148 / 2
    for page in (start + 1, start + 2):
        recto = page % 2 == 0
        right = recto == (lang == "en")
        x, y = place(rendering.output, page, "Q" if recto else "T")
        assert (x > middle) is right, "the head stands on the outer side"
        assert y > 180
        x, y = place(rendering.output, page, text_number(page - start + 1, lang))
        assert (x > middle) is right, "the folio stands on the outer side"
        assert y < 25


def test_contents_have_leaders_and_pages_on_the_far_side() -> None:
    found = structure(dari().output, "/TOC", "/TOCI")
    assert sum(kind == "/TOCI" for kind, _ in found) >= 30
    contents = labels(dari().output).index("ه\u200d")
    with pypdfium2.PdfDocument(dari().output) as pdf:
        text = pdf[contents].get_textpage().get_text_range()
    assert "...." not in text, "leaders are drawn, and nobody is read their dots"
    assert place(dari().output, contents, "۵")[0] < 148 / 4


def test_a_contents_list_of_many_entries_is_right() -> None:
    chapters = "".join(f"## Chapter {n}\n\n{WORDS * 3}\n\n" for n in range(1, 41))
    rendering = render(f"---\nrole: book\nlang: en\n---\n# T\n\n{chapters}")
    found = labels(rendering.output)
    pages = texts(rendering.output)
    contents = "\n".join(page for label, page in zip(found, pages, strict=True) if not label.isdecimal())
    for number in (1, 17, 40):
        printed = re.search(rf"Chapter {number}\s+(\d+)\s", contents)
        assert printed is not None
        assert f"Chapter {number}\r\n" in pages[found.index(printed[1])]


# notes


def test_notes_stand_at_the_foot_of_the_page_of_their_call() -> None:
    paragraphs = "".join(f"{WORDS * 6}[^{n}]\n\n" for n in range(1, 13))
    notes = "".join(f"[^{n}]: The note of number {n}z.\n" for n in range(1, 13))
    rendering = render(f"# T\n\n{paragraphs}{notes}")
    pages = texts(rendering.output)
    assert len(pages) > 2
    for number in range(1, 13):
        page = next(n for n, text in enumerate(pages) if f"number {number}z" in text)
        assert f"by line. {number}" in " ".join(pages[page].split()) or f"by line.{number}" in pages[page]
        assert place(rendering.output, page, f"number {number}z")[1] < 90
    assert len({id for _, id in structure(rendering.output, "/Note")}) == 12
    assert "note-moved" not in {m.code for m in rendering.messages}


def test_a_call_goes_to_the_next_page_with_its_note() -> None:
    """Short articles with notes: some call would stand on the last line of a page that has no room for its note."""
    lines = [f"### Article {n}\n\n{WORDS * (2 + n * 7 % 5)} Call{n}z.[^{n}]\n\n" for n in range(1, 31)]
    notes = "".join(f"[^{n}]: Note{n}z, {WORDS * 2}\n" for n in range(1, 31))
    rendering = render(f"---\nrole: book\n---\n# T\n\n## C\n\n{''.join(lines)}{notes}")
    pages = texts(rendering.output)
    for number in range(1, 31):
        (page,) = (text for text in pages if f"Note{number}z" in text)
        assert f"Call{number}z" in page
    assert not rendering.messages


def test_a_note_stands_on_the_side_of_its_own_direction() -> None:
    rendering = render("# T\n\nWords.[^1] Words.[^2]\n\n[^1]: Latin.\n[^2]: یادداشت فارسی است.\n")
    assert place(rendering.output, 0, "Latin")[0] < 40
    assert place(rendering.output, 0, "یادداشت")[0] > 100


def test_notes_that_cannot_stand_at_the_foot_are_told_of() -> None:
    source = (
        "# T\n\nWords[^1] and[^2] words[^3].\n\n| head[^4] | b |\n|---|---|\n| c | d |\n\n"
        f"[^1]: {WORDS * 60}\n[^2]: Calls one more.[^5]\n[^3]: Short.\n[^4]: Of a head.\n[^5]: The inner one.\n"
    )
    rendering = render(source)
    moved = [m.text for m in rendering.messages if m.code == "note-moved"]
    assert [text.split()[1] for text in moved] == ["1", "4", "5"]
    assert ["no room" in moved[0], "head of a table" in moved[1], "another note" in moved[2]] == [True] * 3
    last = texts(rendering.output)[-1]
    assert "The inner one" in last
    assert "Short" not in last


def test_a_note_as_long_as_a_page_overprints_nothing() -> None:
    rendering = render(f"# T\n\n{WORDS * 30}[^1]\n\n{WORDS * 30}\n\n[^1]: {WORDS * 25}\n")
    assert [m.code for m in rendering.messages] == ["note-moved"]
    assert " ".join(texts(rendering.output)).count("Some") == 85


def test_notes_at_the_end_where_they_are_wanted() -> None:
    rendering = render("# T\n\nWords.[^1]\n\n[^1]: The note.\n", notes="endnotes")
    assert not structure(rendering.output, "/Note")
    assert "Notes" in texts(rendering.output)[-1]
    with pytest.raises(afgpub.AfgpubError, match="option-invalid"):
        render("# T", notes="sidenotes")


def test_notes_in_a_note_of_several_blocks() -> None:
    rendering = render("# T\n\nWords.[^1]\n\n[^1]: First.\n\n    - an item\n\n    > Quoted.\n")
    (text,) = texts(rendering.output)
    assert text.index("First") < text.index("an item") < text.index("Quoted")


# typography


def test_halves_of_a_couplet_stand_on_one_line_in_columns_of_one_width() -> None:
    page = labels(dari().output).index("۱")
    right = [place(dari().output, page, words) for words in ("بنی‌آدم", "چو عضوی")]
    left = [place(dari().output, page, words) for words in ("که در آفرینش", "دگر عضوها")]
    for (x, y), (other_x, other_y) in zip(right, left, strict=True):
        assert y == pytest.approx(other_y, abs=2)
        assert x > other_x + 20


def test_a_long_table_breaks_and_repeats_its_head() -> None:
    rows = "".join(f"| row {n} | b |\n" for n in range(60))
    pages = texts(render(f"# T\n\n| First | Second |\n|---|---|\n{rows}").output)
    assert len(pages) > 1
    assert all("First" in page for page in pages)


def test_a_list_counts_from_where_it_begins() -> None:
    assert "5." in texts(render("# T\n\n5. five\n6. six\n").output)[0]


@pytest.mark.parametrize("theme", ["magazine"])
def test_the_drop_cap_leaves_the_word_whole(theme: str) -> None:
    rendering = render(f"---\nlang: en\n---\n# T\n\nQuite a beginning. {WORDS * 10}\n", theme=theme, page="A4")
    assert "Quite a beginning" in texts(rendering.output)[0]
    with pikepdf.open(BytesIO(rendering.output)) as pdf:
        assert b"3 Tr" in pdf.pages[0].Contents.read_bytes()


def test_no_drop_cap_in_arabic_letters() -> None:
    rendering = render(f"---\nlang: fa\n---\n# ع\n\n{'واژه‌هایی که صفحه را پر می‌کنند. ' * 20}\n", theme="magazine")
    with pikepdf.open(BytesIO(rendering.output)) as pdf:
        assert b"3 Tr" not in pdf.pages[0].Contents.read_bytes()


def test_strong_figures_are_pulled_out_and_hidden_from_readers() -> None:
    source = (
        f"---\nlang: en\n---\n# T\n\n{WORDS * 9}\n\nIt rose by **73 percent** in a year.[^1] {WORDS * 9}\n\n[^1]: So.\n"
    )
    rendering = render(source, theme="magazine", page="A4")
    text = " ".join(" ".join(texts(rendering.output)).split())
    assert text.count("It rose by 73 percent in a year.") == 2
    with pikepdf.open(BytesIO(rendering.output)) as pdf:
        assert len(drawn_as_artifact(pdf.pages[0])) > 2, "folio, figure and sentence"
    assert "proof" not in " ".join(m.code for m in rendering.messages)


def test_running_heads_are_no_part_of_the_text() -> None:
    with pikepdf.open(BytesIO(dari().output)) as pdf:
        assert len(drawn_as_artifact(pdf.pages[labels(dari().output).index("۲")])) >= 2


@pytest.mark.parametrize("theme", ["book", "magazine"])
@pytest.mark.parametrize("example", ["seed", "dari", "elements"])
def test_every_example_in_every_theme(theme: str, example: str) -> None:
    folder = PROJECT / "examples" / example
    document, _ = afgpub.prepare(folder / "article.md")
    rendering = afgpub.render(document, to="pdf", options={"theme": theme}, folder=folder)
    assert not [m for m in rendering.messages if m.severity > 1]


# booklets


def test_the_order_of_a_booklet() -> None:
    assert sheet_sides(8, "ltr") == [(7, 0), (1, 6), (5, 2), (3, 4)]
    assert sheet_sides(8, "rtl") == [(0, 7), (6, 1), (2, 5), (4, 3)]
    assert sheet_sides(5, "ltr") == sheet_sides(8, "ltr")
    assert sheet_sides(1, "ltr") == [(3, 0), (1, 2)]


@pytest.mark.parametrize(("lang", "side"), [("en", "right"), ("fa", "left")])
def test_a_booklet_is_folded_on_the_side_of_its_language(lang: str, side: str) -> None:
    word = "plain" if lang == "en" else "واژه"
    source = f"---\nlang: {lang}\n---\n# {word}\n\n" + f"{word} " * 1200
    whole = render(source)
    booklet = render(source, booklet=True).output
    assert whole.pages == 4 or whole.pages == 5 or whole.pages == 3
    with pikepdf.open(BytesIO(booklet)) as pdf:
        assert len(pdf.pages) == 2 * -(-whole.pages // 4)
        box = [float(number) for number in pdf.pages[0].MediaBox]
        assert box == pytest.approx([0, 0, 2 * 419.528, 595.276], abs=0.01)
        assert "/StructTreeRoot" not in pdf.Root
        with pdf.open_metadata() as metadata:
            assert "pdfuaid:part" not in metadata
            assert metadata["dc:title"]
    with pypdfium2.PdfDocument(booklet) as pdf:
        bitmap = pdf[0].render(scale=0.5).to_pil().convert("L")
    middle = bitmap.width // 2
    first = bitmap.crop((middle, 0, bitmap.width, bitmap.height) if side == "right" else (0, 0, middle, bitmap.height))
    head = first.crop((0, 0, first.width, first.height // 6))
    assert head.getextrema()[0] > 200, "the first page is the one with the sunk title"
    assert render(source, booklet=True).output == booklet


# what is wrapped upstream


def test_the_upstream_text_that_is_wrapped() -> None:
    """If WeasyPrint draws column rules or marks content in another way, the repairs must be thought through again."""
    from weasyprint import draw
    from weasyprint.draw import border
    from weasyprint.pdf import stream

    rules = inspect.getsource(getattr(border, "_afgpub_draw_column_rules", border.draw_column_rules))
    assert "child.position_x - (box.style['column_rule_width'] + gap) / 2)" in rules
    assert "direction" not in rules
    marked = inspect.getsource(getattr(stream.Stream, "_afgpub_marked", stream.Stream.marked))
    assert "self._tags[box] = {'tag': tag, 'mcid': mcid}" in marked
    context = inspect.getsource(getattr(draw, "_afgpub_draw_stacking_context", draw.draw_stacking_context))
    assert context.startswith("def draw_stacking_context(stream, stacking_context):")


def test_rules_stand_between_columns_in_both_directions() -> None:
    words = {"en": WORDS * 40, "fa": "واژه‌هایی که صفحه را پر می‌کنند. " * 40}
    found = {}
    for lang, text in words.items():
        data = render(f"---\nlang: {lang}\n---\n# T\n\n{text}\n", theme="magazine", page="A4").output
        with pypdfium2.PdfDocument(data) as pdf:
            picture = pdf[0].render(scale=2).to_pil().convert("L")
        foot = picture.crop((0, picture.height // 3, picture.width, picture.height // 3 + 60))
        found[lang] = foot
    # a column of pixels that is grey from top to bottom is a rule; it lies in the text, not at its edges
    for lang, foot in found.items():
        grey = [x for x in range(foot.width) if max(foot.getpixel((x, y)) for y in range(foot.height)) < 230]
        assert grey, lang
        assert all(0.2 * foot.width < x < 0.8 * foot.width for x in grey), (lang, grey)


def test_same_bytes(tmp_path: Path) -> None:
    document, _ = afgpub.prepare(BOOK / "article.md")
    again = afgpub.render(document, to="pdf", options={"theme": "book"}, folder=BOOK)
    assert again.output == dari().output
