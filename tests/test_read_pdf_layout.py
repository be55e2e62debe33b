"""The layout of a PDF's pages: columns, running heads, paragraphs, headings, notes, lists, links, pictures."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

import pytest
from PIL import Image as Picture

from afgpub.document import Figure, Image, Link, List, Note, NoteReference, Paragraph, Section, Superscript
from afgpub.plugins import Messages
from afgpub.readers.pdf import pictures, read_pdf
from afgpub.source import Source
from afgpub.walk import plain_text, walk
from pdf_samples import Page, make

LEFT = [f"left line number {n} goes on and on" for n in range(1, 9)]
RIGHT = [f"right line number {n} goes on here" for n in range(1, 9)]


def read(*pages: Page, **options: str) -> tuple[Section, Messages]:
    document, messages = read_pdf(Source("a.pdf", make(*pages, **options)))
    return document.root, messages


def texts(root: Section) -> list[str]:
    """Titles with their ranks, and paragraphs."""
    found = []
    for node in walk(root):
        if isinstance(node, Section) and node.title:
            found.append(f"{'#' * node.level} {plain_text(node.title)}")
        elif isinstance(node, Paragraph):
            found.append(plain_text(node))
    return found


def test_left_column_is_read_first() -> None:
    root, _ = read(Page().lines(50, 700, LEFT).lines(310, 693, RIGHT))
    assert texts(root) == [" ".join(LEFT + RIGHT)]


def test_right_column_is_read_first_where_letters_run_to_the_left() -> None:
    right = "سطر ستون راست که ادامه دارد تا اینجا"
    left = "سطر ستون چپ که ادامه دارد تا آنجا هم"
    page = Page()
    for n in range(6):
        page.place(50, 700 - 14 * n, left[::-1]).place(320, 700 - 14 * n, right[::-1])
    root, _ = read(page.place(185, 616, "پایان متن."[::-1]))
    assert texts(root) == [" ".join([right] * 6 + [left] * 6 + ["پایان متن."])]


def test_lines_over_all_columns_part_them() -> None:
    page = Page().write(50, 760, "A title that stands over both of the columns", 20)
    page.lines(50, 700, LEFT[:4]).lines(310, 693, RIGHT[:4])
    page.write(50, 620, "A line that runs over both columns " + "and on and on " * 5, 10)
    page.lines(50, 590, LEFT[4:]).lines(310, 583, RIGHT[4:])
    root, _ = read(page)
    said = " ".join(texts(root))
    order = [said.index(words) for words in ("A title", LEFT[3], RIGHT[0], "A line", LEFT[4], RIGHT[4])]
    assert order == sorted(order)


def test_cells_of_a_table_stay_in_their_rows() -> None:
    page = Page()
    for n, row in enumerate((("Name", "Age"), ("Aria", "31"), ("Zia", "42"), ("Mina", "27"))):
        page.write(50, 700 - 20 * n, row[0]).write(300, 700 - 20 * n, row[1])
    assert " ".join(texts(read(page)[0])) == "Name Age Aria 31 Zia 42 Mina 27"


def test_halves_of_couplets_are_read_side_by_side() -> None:
    page = Page()
    for n in range(4):
        page.place(60, 700 - 25 * n, f"نیمه دوم بیت شماره {'یدسچ'[n]} است"[::-1])
        page.place(250, 700 - 25 * n, f"نیمه یکم بیت شماره {'یدسچ'[n]} است"[::-1])
    said = " ".join(texts(read(page)[0]))
    assert said.startswith("نیمه یکم بیت شماره ی است نیمه دوم بیت شماره ی است نیمه یکم بیت شماره د")


def test_halves_of_couplets_one_above_the_other_are_read_in_turn() -> None:
    page = Page().place(60, 760, "سطری از متن که همه پهنای ستون را پر می کند و ادامه دارد تا آخر آن"[::-1], 10)
    for n in range(4):
        page.place(230, 700 - 36 * n, f"نیمه یکم بیت شماره {'یدسچ'[n]} است"[::-1])
        page.place(60, 682 - 36 * n, f"نیمه دوم بیت شماره {'یدسچ'[n]} است"[::-1])
    said = " ".join(texts(read(page)[0]))
    assert "نیمه یکم بیت شماره ی است نیمه دوم بیت شماره ی است نیمه یکم بیت شماره د" in said


def test_a_line_of_both_directions_follows_its_column() -> None:
    page = Page()
    for n in range(5):
        page.place(50, 700 - 14 * n, "سطر ستون راست که ادامه دارد تا اینجا و پر است"[::-1])
    page.place(155, 616, "یناشن an address in Latin")
    assert texts(read(page)[0])[-1] == "an address in Latin نشانی"


def body(start: int) -> Page:
    return Page().lines(50, 700, [f"{start + n} words that fill the line of the text quite well" for n in range(30)])


def test_running_heads_feet_and_folios_go_and_are_told() -> None:
    pages = []
    for n in range(1, 4):
        page = body(100 * n).write(50, 800, "The Free Press").write(290, 30, f"- {n} -")
        pages.append(page.write(400, 800, f"Chapter {n}") if n > 1 else page)
    root, messages = read(*pages)
    said = " ".join(texts(root))
    assert "Free Press" not in said
    assert "- 2 -" not in said
    assert "329 words" in said
    told = [m.text for m in messages if m.code == "page-part-dropped"]
    assert "a running head or foot is left out: The Free Press" in told
    assert "a running head or foot is left out: - 3 -" in told


def test_headings_at_the_head_of_pages_stay() -> None:
    pages = [body(1).write(50, 790, f"Article {n}", 14) for n in (3, 8, 12)]
    said = texts(read(*pages)[0])
    assert [text for text in said if text.startswith("#")] == ["# Article 3", "# Article 8", "# Article 12"]


def test_a_page_number_alone_is_read_where_there_is_nothing_else() -> None:
    assert texts(read(Page().write(290, 30, "7 / 9"))[0]) == ["7 / 9"]


def test_what_the_file_calls_an_artifact_goes() -> None:
    page = body(1)
    page.content += ["/Artifact BMC", "BT /R 10 Tf 50 810 Td (Printed by a machine) Tj ET", "EMC"]
    root, messages = read(page)
    assert "machine" not in " ".join(texts(root))
    assert [m.code for m in messages] == ["page-part-dropped"]


FULL = "considerations of the text that fill its line up to the end"


def test_paragraphs_by_indent_by_space_and_by_a_short_line() -> None:
    page = Page().lines(50, 700, ["First " + FULL[:-6], FULL])
    page.write(65, 672, "Second " + FULL[:-11]).lines(50, 658, [FULL, "short end."])
    page.lines(50, 630, ["Third " + FULL[:-6], FULL])
    page.lines(50, 590, ["Fourth " + FULL[:-7], "end."])
    assert [text.split(" ")[0].rstrip(",") for text in texts(read(page)[0])] == ["First", "Second", "Third", "Fourth"]


def test_a_paragraph_goes_on_over_the_page() -> None:
    first = Page().lines(50, 700, [FULL] * 5)
    second = Page().lines(50, 700, [FULL, "and ends here."])
    root, _ = read(first, second)
    assert texts(root) == [" ".join([FULL] * 6 + ["and ends here."])]
    paragraph = next(node for node in walk(root) if isinstance(node, Paragraph))
    assert paragraph.span is not None
    assert (paragraph.span.start, paragraph.span.end, paragraph.span.unit) == (1, 2, "page")
    assert str(paragraph.span) == "a.pdf: page 1"


def test_ranks_of_headings_follow_their_sizes() -> None:
    page = Page().write(50, 760, "The Title", 24).write(50, 720, "A Section", 14)
    page.lines(50, 690, [FULL] * 3).write(50, 640, "A bold line", bold=True).lines(50, 620, [FULL] * 3)
    page.write(50, 560, "Another Section", 14).lines(50, 530, [FULL] * 3)
    said = [text for text in texts(read(page)[0]) if text.startswith("#")]
    assert said == ["# The Title", "## A Section", "### A bold line", "## Another Section"]


def with_note(mark: str = "1") -> Page:
    page = Page().lines(50, 700, [FULL] * 3).write(50, 658, "a claim that needs proof")
    return page.write(157, 662, mark, 6).write(164, 658, " and more words of the line")


def test_notes_at_the_foot_stand_where_they_are_called() -> None:
    page = with_note().lines(50, 644, [FULL] * 2)
    page.write(50, 90, "1 The proof is here, in a note that is quite as long as its line, and", 8)
    page.write(50, 80, "ends here.", 8)
    root, messages = read(page, Page().lines(50, 700, [FULL] * 3))
    notes = [node for node in walk(root) if isinstance(node, Note)]
    assert [plain_text(note.body) for note in notes] == [
        "The proof is here, in a note that is quite as long as its line, and ends here."
    ]
    assert not any(isinstance(node, Superscript) for node in walk(root))
    assert not messages


def test_a_note_called_twice_is_one_note() -> None:
    page = with_note().write(50, 630, "and once more").write(118, 634, "1", 6)
    page.lines(50, 600, [FULL] * 3).write(50, 90, "1 The proof.", 8)
    nodes = list(walk(read(page)[0]))
    note = next(node for node in nodes if isinstance(node, Note))
    assert [node.target for node in nodes if isinstance(node, NoteReference)] == [note.attrs.id]


def test_a_note_without_a_call_stays() -> None:
    page = Page().lines(50, 700, [FULL] * 9).write(50, 90, "4 Nobody calls this note.", 8)
    assert texts(read(page)[0])[-1] == "4 Nobody calls this note."


def test_bullets_and_numbers_that_count_on_make_lists() -> None:
    page = Page().lines(50, 700, [FULL] * 3)
    page.content.append("BT /R 10 Tf 60 640 Td (\x95 One thing) Tj 0 -14 Td (\x95 Another thing) Tj ET")
    page.lines(60, 600, ["3. third", "4. fourth"]).lines(50, 560, ["12. is no list, for one number is none."])
    lists = [node for node in walk(read(page)[0]) if isinstance(node, List)]
    assert [(found.ordered, found.start, len(found.items)) for found in lists] == [(False, 1, 2), (True, 3, 2)]
    assert plain_text(lists[0]) == "One thingAnother thing"


def test_links_lead_where_the_page_says_unless_it_is_not_safe() -> None:
    page = Page().write(50, 700, "Read our report and www.example.org and this").lines(50, 680, [FULL] * 3)
    page.links += [
        ((76, 697, 121, 710), "https://example.org/report"),
        ((142, 697, 222, 710), "http://www.example.org/"),
        ((244, 697, 260, 710), "javascript:alert(1)"),
    ]
    root, messages = read(page)
    links = [node for node in walk(root) if isinstance(node, Link)]
    assert [(plain_text(link), link.target) for link in links] == [("our report", "https://example.org/report")]
    assert [m.code for m in messages] == ["link-unsafe"]
    assert texts(root)[0].startswith("Read our report and www.example.org and this")


def test_a_picture_stands_before_the_paragraph_below_it() -> None:
    page = Page().lines(50, 700, [FULL] * 2 + ["The end."]).lines(50, 400, [FULL] * 2)
    page.picture(50, 480, 200, 150)
    root, _ = read(page)
    assert [type(node).__name__ for node in root.children] == ["Paragraph", "Figure", "Paragraph"]
    image = next(node for node in walk(root) if isinstance(node, Image))
    assert image.target.startswith("data:image/png;name=picture-1.png;base64,")


def test_a_jpeg_is_taken_as_it_is() -> None:
    with BytesIO() as file:
        Picture.new("L", (4, 4), 120).save(file, "JPEG")
        jpeg = file.getvalue()
    root, _ = read(Page().lines(50, 700, [FULL] * 3).picture(50, 400, 100, 100, jpeg))
    image = next(node for node in walk(root) if isinstance(node, Image))
    assert b64decode(image.target.partition("base64,")[2]) == jpeg


def test_a_picture_that_is_too_large_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_PICTURE", 15)
    root, messages = read(Page().lines(50, 700, [FULL] * 3).picture(50, 400, 100, 100))
    assert not any(isinstance(node, Image) for node in walk(root))
    assert [m.code for m in messages] == ["image-refused"]


def test_a_picture_of_a_whole_page_is_not_taken() -> None:
    page = Page().picture(0, 0, 595, 842).lines(50, 700, [FULL] * 3)
    root, messages = read(page)
    assert not any(isinstance(node, Figure) for node in walk(root))
    assert [m.code for m in messages] == ["image-refused"]


def test_a_mark_of_the_paper_is_not_taken() -> None:
    pages = [Page().lines(50, 700, [FULL] * 3).picture(500, 780, 50, 50) for _ in range(2)]
    root, messages = read(*pages)
    assert not any(isinstance(node, Figure) for node in walk(root))
    assert [m.code for m in messages] == ["markup-dropped"]


@pytest.mark.parametrize("turn", ["0 1 -1 0 300 300 cm", "0 -1 1 0 300 500 cm", "0.7 0.7 -0.7 0.7 300 300 cm"])
def test_text_that_is_turned_is_read_apart(turn: str) -> None:
    page = Page().lines(50, 700, [FULL] * 5)
    page.content += ["q", turn, "BT /R 10 Tf 0 0 Td (Turned words) Tj 0 -14 Td (in two lines) Tj ET", "Q"]
    assert texts(read(page)[0]) == [" ".join([FULL] * 5), "Turned words in two lines"]


@pytest.mark.parametrize(("lang", "found"), [("en-GB", "en-GB"), ("fa", None), ("", None)])
def test_the_language_of_the_file_unless_the_letters_run_the_other_way(lang: str, found: str | None) -> None:
    assert read(Page().lines(50, 700, [FULL] * 3), lang=lang)[0].attrs.lang == found
