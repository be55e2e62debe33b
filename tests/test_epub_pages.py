"""EPUB: pages, contents, links and notes."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from zipfile import ZipFile

import pytest

from afgpub import document as d
from afgpub.conversion import prepare
from afgpub.document import Document
from afgpub.walk import walk
from epub_samples import IMAGES, book, dari, epub_of, every_node, text, values, xml


def test_an_article_is_one_page_and_a_book_one_for_each_chapter() -> None:
    def spine(archive: ZipFile) -> list[str]:
        package = xml(archive, "EPUB/package.opf")
        files = dict(zip(values(package, "//opf:item/@id"), values(package, "//opf:item/@href"), strict=True))
        return [files[item] for item in values(package, "//opf:itemref/@idref")]

    assert spine(dari()) == ["text/article.xhtml"]
    assert spine(book()) == ["text/1.xhtml", "nav.xhtml", "text/2.xhtml", "text/3.xhtml", "text/4.xhtml"]
    titles = [values(xml(book(), f"EPUB/{name}"), "//h:title/text()")[0] for name in spine(book())]
    assert titles == ["Every <node> & more", "Contents", "First", "دوم", "Notes"]
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
    assert values(nav, "//h:nav[@epub:type='landmarks']//h:a/@epub:type") == ["toc", "bodymatter"]
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
    second, notes = xml(book(), "EPUB/text/2.xhtml"), xml(book(), "EPUB/text/4.xhtml")
    assert values(second, "//h:a[@epub:type='noteref']/@href") == ["../text/4.xhtml#note-1"] * 2
    assert values(notes, "//h:section/@epub:type") == ["endnotes"]
    assert values(notes, "//h:a[@epub:type='backlink']/@href") == ["../text/2.xhtml#call-1"]
    assert values(second, "//h:img/@src") == ["../images/image-1.png"] * 2


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
