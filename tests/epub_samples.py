"""Documents that the tests of EPUB share, and looking into the books made of them."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

from lxml import etree

from afgpub import document as d
from afgpub.conversion import prepare, render
from afgpub.document import Attrs, Document
from afgpub.metadata import Contributor, Date, Metadata, Phrase

if TYPE_CHECKING:
    from afgpub.plugins import Rendering

ROOT = Path(__file__).parents[1]
SEED = ROOT / "examples" / "seed" / "article.md"
IMAGES = Path(__file__).parent / "cases" / "images"
NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "h": "http://www.w3.org/1999/xhtml",
    "epub": "http://www.idpf.org/2007/ops",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "ocf": "urn:oasis:names:tc:opendocument:xmlns:container",
}
DARI = """---
title: امنیت و همکاری
lang: fa-AF
author: احمد ولی
date: 2024-06-11
description: گزارشی کوتاه
tags: [سیاست, امنیت]
---

او می‌رود و در ۱۵ اگست گفت[^1] که *hello big world* درست است.

## پیش‌درآمد {#pish}

پښتو د افغانستان ژبه ده. به [بخش دوم](#dovom) بروید.

## بخش دوم {#dovom}

بازگشت به [پیش‌درآمد](#pish) و https://example.org/.

[^1]: یادداشتی کوتاه.
"""


def text(value: str) -> tuple[d.Text, ...]:
    return (d.Text(value),)


def paragraph(value: str) -> d.Paragraph:
    return d.Paragraph(text(value))


def every_node() -> Document:
    """A document with every kind of node, in English with Dari and Pashto runs, for the folder `IMAGES`."""
    persian = Attrs(lang="fa", dir="rtl")
    inlines = (
        d.Text("All: "),
        d.Emphasis(text("emphasis")),
        d.Strong(text("strong")),
        d.Deletion(text("deleted")),
        d.Statistic(text("73 percent"), "73", "percent"),
        d.Superscript(text("th")),
        d.Subscript(text("2")),
        d.Run(text("می‌رود"), attrs=persian),
        d.Link(text("outside"), "https://example.org/a?b=c&d=%20", "a title"),
        d.Link(text("inside"), "#second"),
        d.Link(text("beside"), "other.md"),
        d.Link(text("nowhere"), "#gone"),
        d.Image("pixel.png", "A dot"),
        d.Code("x < y & z"),
        d.LineBreak(),
        d.Note((paragraph("The note."), paragraph("Its end.")), attrs=Attrs(id="n")),
        d.NoteReference("n"),
    )
    row = d.Row((d.Cell((paragraph("a"),), "end"), d.Cell((paragraph("b"), paragraph("c")), "center")))
    head = d.Row((d.Cell((paragraph("A"),), header=True), d.Cell((paragraph("B"),), "start", header=True)))
    wide = d.Row((d.Cell((paragraph("over both"),), columns=2),))
    verse = d.Stanza((d.Couplet((d.Line(text("بشنو از نی")), d.Line(text("چون حکایت")))), d.Line(text("a line"))))
    first = (
        d.Paragraph(inlines),
        d.Quote((paragraph("A quote."),)),
        d.Aside((paragraph("An aside."),)),
        d.Aside((paragraph("A standfirst."),), "standfirst"),
        d.List((d.ListItem((paragraph("one"),)), d.ListItem((paragraph("two"),), checked=True))),
        d.List((d.ListItem((paragraph("three"), paragraph("more"))),), ordered=True, start=3, tight=False),
        d.DefinitionList((d.Term(text("term")), d.Definition((paragraph("meaning"),)))),
        d.Verse((verse,), attrs=persian),
        d.Figure((d.Paragraph((d.Image("pixel.png", "A dot"),)),), text("A caption."), text("A credit.")),
        d.Table(caption=text("A table"), head=(head,), body=(row, wide)),
        d.CodeBlock("for x in y:\n    pass\n", "python"),
        d.ThematicBreak(),
    )
    second = (paragraph("The end."), d.Section(title=text("Inner"), children=(paragraph("Deep."),), level=3))
    meta = Metadata(
        publication=Phrase("افغانستان آزاد", "fa", "rtl"),
        contributors=(
            Contributor(Phrase("Ada")),
            Contributor(Phrase("Bo"), "translator"),
            Contributor(Phrase("C"), "x"),
        ),
        issued=Date("2024-06", "June 2024"),
        rights="CC BY 4.0",
        tags=("one & all",),
    )
    children = (
        paragraph("Before."),
        d.Section(title=text("First"), children=first, level=2, role="chapter"),
        d.Section(
            title=text("دوم"), children=second, level=2, role="chapter", attrs=Attrs(id="second", lang="fa", dir="rtl")
        ),
        d.Aside((paragraph("Ada writes."),), "bio"),
    )
    title = text("Every <node> & more")
    return Document(
        d.Section(title=title, children=children, role="book", meta=meta, attrs=Attrs(lang="en", dir="ltr"))
    )


def epub_of(document: Document, folder: Path | None = None, **options: object) -> tuple[ZipFile, Rendering]:
    rendering = render(document, to="epub", options=options, folder=folder)
    return ZipFile(BytesIO(rendering.output)), rendering


def xml(archive: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(name))


def values(node: etree._Element, path: str) -> list[str]:
    found = node.xpath(path, namespaces=NS)
    assert isinstance(found, list)
    return [str(value) for value in found]


@cache
def dari() -> ZipFile:
    """The book of the Dari article."""
    return epub_of(prepare(DARI)[0])[0]


@cache
def book() -> ZipFile:
    """The book with every node."""
    return epub_of(every_node(), IMAGES)[0]
