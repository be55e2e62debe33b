"""Printed pages in the e-book: where the PDF's pages begin, in the same words."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
from lxml import html

import afgpub
from afgpub.renderers.page_starts import PageStart, blocks
from conftest import PROJECT
from epub_samples import values, xml

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]

SEED = PROJECT / "examples" / "seed" / "article.md"


def first_words(page: str) -> str:
    return "".join(c for c in page if c.isalnum())[:30]


def test_the_marks_stand_where_the_pages_begin() -> None:
    document, _ = afgpub.prepare(SEED)
    pdf = afgpub.render(document, to="pdf")
    assert [start.label for start in pdf.page_starts] == ["1", "2"]
    epub = afgpub.render(document, to="epub", options={"page_starts": pdf.page_starts})
    page = xml(ZipFile(BytesIO(epub.output)), "EPUB/text/article.xhtml")
    [after] = ["".join(values(page, "//h:span[@id='page-2']/following::text()"))]
    with pypdfium2.PdfDocument(pdf.output) as printed:
        assert first_words(after) == first_words(printed[1].get_textpage().get_text_range())


def test_both_made_at_once_have_a_page_list_in_any_order(tmp_path: Path, run: Run) -> None:
    for formats in ("epub,pdf", "pdf,epub"):
        done = run("convert", str(SEED), "--to", formats, "-o", str(tmp_path))
        assert done.code == 0, done.err
        nav = xml(ZipFile(tmp_path / "article.epub"), "EPUB/nav.xhtml")
        assert values(nav, "//h:nav[@epub:type='page-list']//h:a/text()") == ["1", "2"]
    alone = ZipFile(BytesIO(afgpub.convert(SEED, to="epub").output))
    assert not values(xml(alone, "EPUB/nav.xhtml"), "//h:nav[@epub:type='page-list']")


def test_a_page_that_begins_with_the_heading_of_notes_begins_with_the_first_note() -> None:
    source = (
        "---\nrole: book\ntitle: Title\nlang: en\n---\n\n## One\n\nText.[^1]\n\n## Two\n\nMore.[^1]\n\n[^1]: Said.\n"
    )
    document, _ = afgpub.prepare(source)
    page = html.document_fromstring(afgpub.render(document, to="html").output)
    texts = [block.text_content().strip() for block in blocks(page.find(".//article"))]
    start = PageStart("7", texts.index("Notes"))
    epub = ZipFile(BytesIO(afgpub.render(document, to="epub", options={"page_starts": (start,)}).output))
    [place] = values(xml(epub, "EPUB/nav.xhtml"), "//h:nav[@epub:type='page-list']//h:a/@href")
    file, _, id = place.partition("#")
    chapter = xml(epub, f"EPUB/{file}")
    assert values(chapter, f"//h:div[@class='note'][.//h:span[@id='{id}']]")
    assert values(chapter, "//h:section[@class='notes']/h:h2/text()") == ["Notes"]
