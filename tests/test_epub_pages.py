"""EPUB: pages, contents, links and notes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from afgpub import document as d
from afgpub.conversion import prepare
from afgpub.document import Attrs, Document
from afgpub.renderers.page_starts import PageStart, insert_page_breaks
from afgpub.walk import walk
from epub_samples import DARI, IMAGES, book, dari, epub_of, every_node, text, values, xml


def test_an_article_is_one_page_and_a_book_one_for_each_chapter() -> None:
    def spine(archive: ZipFile) -> list[str]:
        package = xml(archive, "EPUB/package.opf")
        files = dict(zip(values(package, "//opf:item/@id"), values(package, "//opf:item/@href"), strict=True))
        return [files[item] for item in values(package, "//opf:itemref/@idref")]

    assert spine(dari()) == ["cover.xhtml", "text/article.xhtml"]
    texts = ["text/1.xhtml", "nav.xhtml", "text/2.xhtml", "text/3.xhtml", "text/4.xhtml"]
    assert spine(book()) == ["cover.xhtml", *texts]
    titles = [values(xml(book(), f"EPUB/{name}"), "//h:title/text()")[0] for name in texts]
    assert titles == ["Every <node> & more", "Contents", "First", "دوم", "Every <node> & more"]
    kinds = [values(xml(book(), f"EPUB/{name}"), "//h:body/@epub:type")[0] for name in spine(book())]
    assert kinds == ["cover", "bodymatter", "frontmatter", "bodymatter", "bodymatter", "bodymatter"]
    third = xml(book(), "EPUB/text/3.xhtml")
    assert (third.get("lang"), third.get("dir")) == ("fa", "rtl")


def test_contents_lead_to_places_that_exist() -> None:
    for name, path in (("nav.xhtml", "//h:nav//h:a/@href"), ("toc.ncx", "//ncx:content/@src")):
        targets = values(xml(book(), f"EPUB/{name}"), path)
        assert len(targets) >= 3
        for target in targets:
            file, _, fragment = target.partition("#")
            ids = values(xml(book(), f"EPUB/{file}"), "//@id")
            assert not fragment or fragment in ids
    nav = xml(book(), "EPUB/nav.xhtml")
    assert values(nav, "//h:nav[@epub:type='landmarks']//h:a/@epub:type") == ["cover", "toc", "bodymatter"]
    assert values(nav, "//h:nav[@epub:type='toc']/h:ol/h:li/h:ol//text()") == ["Inner"]


def test_links_hold_across_pages() -> None:
    names = [name for name in book().namelist() if name.startswith("EPUB/text/")]
    ids = {(Path(name).name, value) for name in names for value in values(xml(book(), name), "//@id")}
    for name in names:
        page = xml(book(), name)
        for target in values(page, "//h:a/@href"):
            if target.startswith("https:"):
                continue
            file, _, fragment = target.partition("#")
            assert ((Path(file).name if file else Path(name).name), fragment) in ids
    second = xml(book(), "EPUB/text/2.xhtml")
    assert values(second, "//h:img/@src") == ["../images/image-1.png"] * 2


def test_notes_stand_in_the_file_that_calls_them() -> None:
    second = xml(book(), "EPUB/text/2.xhtml")
    assert values(second, "//h:a[@epub:type='noteref']/@href") == ["#note-1"] * 2
    assert values(second, "//h:section[@epub:type='endnotes']/h:ol/h:li/h:div[@epub:type='footnote']/@id") == ["note-1"]
    assert values(second, "//h:a[@epub:type='backlink']/@href") == ["#call-1"]
    others = [xml(book(), f"EPUB/text/{number}.xhtml") for number in (1, 3, 4)]
    assert not any(values(page, "//h:section[@epub:type='endnotes']") for page in others)


def chapter(title: str, *inlines: d.Inline) -> d.Section:
    return d.Section(title=text(title), children=(d.Paragraph(inlines),), level=2, role="chapter")


def note(id: str, *more: d.Inline) -> d.Note:
    return d.Note((d.Paragraph((*text(f"note {id}"), *more)),), attrs=Attrs(id=id))


def test_notes_keep_their_numbers_in_every_chapter() -> None:
    chapters = (
        chapter("One", note("a", note("deep"))),
        chapter("Two", note("b"), d.NoteReference("a")),
        chapter("Three", *text("none")),
    )
    archive, _ = epub_of(Document(d.Section(title=text("T"), children=chapters, role="book")))
    names = sorted(name for name in archive.namelist() if name.startswith("EPUB/text/"))
    notes = [values(xml(archive, name), "//h:div[@epub:type='footnote']/@id") for name in names]
    assert [ids for ids in notes if ids] == [["note-1", "note-3"], ["note-2"]]
    one, two = (xml(archive, name) for name, ids in zip(names, notes, strict=True) if ids)
    assert values(one, "//h:section/h:ol/h:li/@value") == ["3"]
    assert values(two, "//h:section/h:ol/@start") == ["2"]
    [back] = [target for target in values(two, "//h:a[@epub:type='noteref']/@href") if not target.startswith("#")]
    assert back.endswith("#note-1")


def test_pages_of_the_pdf_become_the_page_list() -> None:
    document = prepare(DARI)[0]
    starts = (PageStart("۱", 0), PageStart("۲", 3, 5), PageStart("x", 999))
    archive, _ = epub_of(document, page_starts=starts)
    page, nav, package = (xml(archive, f"EPUB/{name}") for name in ("text/article.xhtml", "nav.xhtml", "package.opf"))
    assert values(page, "//h:span[@epub:type='pagebreak']/@id") == ["page-1", "page-2"]
    assert values(page, "//h:span[@role='doc-pagebreak']/@aria-label") == ["صفحه ۱", "صفحه ۲"]
    rows = values(nav, "//h:nav[@epub:type='page-list']//h:a/text()")
    assert rows == ["۱", "۲"]
    targets = values(nav, "//h:nav[@epub:type='page-list']//h:a/@href")
    assert targets == ["text/article.xhtml#page-1", "text/article.xhtml#page-2"]
    assert values(xml(archive, "EPUB/toc.ncx"), "//ncx:pageTarget/ncx:content/@src") == targets
    assert {"pageNavigation", "pageBreakMarkers"} <= set(values(package, "//opf:meta/text()"))
    assert values(package, "//opf:meta[@property='pageBreakSource']")
    plain, _ = epub_of(document)
    for path in ("//dc:identifier/text()",):
        assert values(package, path) == values(xml(plain, "EPUB/package.opf"), path)


def test_a_page_begins_in_the_middle_of_a_block_after_so_many_letters() -> None:
    article = etree.fromstring("<article><p>One, <em>two</em> «three»</p><p>four</p></article>")
    starts = (PageStart("1", 0), PageStart("2", 0, 4), PageStart("3", 0, 6), PageStart("4", 1), PageStart("5", 1, 4))
    insert_page_breaks(article, starts, "p.")
    for mark in article.iter("span"):
        mark.text = "|"
    assert "".join(map(str, article.itertext())) == "|One, t|wo «|three»|four|"


def test_a_link_out_of_the_book_keeps_its_words() -> None:
    archive, rendering = epub_of(every_node(), IMAGES)
    page = xml(archive, "EPUB/text/2.xhtml")
    assert values(page, "//h:a[not(@href)]/text()") == ["beside", "nowhere"]
    assert [m.code for m in rendering.messages] == ["link-broken", "link-outside"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/ا?q=1#x", "https://example.org/ا?q=1#x"),
        ("https://example.org/[x] y%zz#a#b", "https://example.org/%5Bx%5D%20y%25zz#a%23b"),
        ("https://[::1]:80/", "https://[::1]:80/"),
        ("mailto:a@example.org?subject=x y", "mailto:a@example.org?subject=x%20y"),
        ("tel:+93 70", "tel:+93%2070"),
        ("http://", None),
        ("https://a:99999/", None),
        ("https://a..b/", None),
        ("http://a b/", None),
        ("//example.org/", None),
        ("file:///etc/passwd", None),
        ("../other.md#x", None),
        ("", None),
    ],
)
def test_links_are_urls_or_only_words(target: str, expected: str | None) -> None:
    link = d.Paragraph((d.Link(text("words"), target),))
    archive, rendering = epub_of(Document(d.Section(title=text("T"), children=(link,))))
    page = xml(archive, "EPUB/text/article.xhtml")
    assert values(page, "//h:a/@href") == [expected] * (expected is not None)
    assert values(page, "//h:a/text()") == ["words"]
    assert [m.code for m in rendering.messages] == ["link-outside"] * (expected is None)


def test_every_word_is_there_and_nothing_runs() -> None:
    pages = [xml(book(), name) for name in book().namelist() if name.endswith(".xhtml")]
    words = " ".join(chain.from_iterable(values(page, "//h:body//text()") for page in pages))
    for node in walk(every_node().root):
        if isinstance(node, d.Text | d.Code):
            assert node.value in words
    for page in pages:
        assert not values(page, "//h:script | //@style | //@onclick | //h:iframe")


@pytest.mark.parametrize(
    "source", ["x", "# \n\n---\n", "**", "[a](b c)", "![](x.png)", "[^1]\n\n[^1]: ^", "# # #\n\n#"]
)
def test_little_sources_make_whole_books(source: str) -> None:
    archive, _ = epub_of(prepare(source)[0])
    assert archive.testzip() is None
    nav = xml(archive, "EPUB/nav.xhtml")
    assert all(words.strip() for words in values(nav, "//h:a/text()"))
    assert values(nav, "//h:a")
    assert values(xml(archive, "EPUB/package.opf"), "//dc:title/text()")[0].strip()
