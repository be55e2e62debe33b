"""The ways into the book: nav.xhtml with contents and landmarks (EPUB 3.3 §7), toc.ncx for old readers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from afgpub.renderers.epub.xhtml import OPS, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.metadata import Direction
    from afgpub.renderers.markup import Entry, Markup
    from afgpub.theme import Theme

NCX = "http://www.daisy.org/z3986/2005/ncx/"


@dataclass(frozen=True, slots=True)
class Target:
    """A line of the contents of the book and the URL, relative to the package document, that it leads to."""

    title: str
    lang: str
    dir: Direction
    url: str
    children: tuple[Target, ...] = ()


def make_targets(markup: Markup, title: str, pages: tuple[Page, ...], places: dict[str, str]) -> tuple[Target, ...]:
    """The contents of the book: its sections, below the title where the book is one page."""
    entries = _targets(markup.contents, places)
    first = pages[0]
    if len(pages) > 1:
        return entries or (Target(title, markup.lang, markup.dir, first.name),)
    return (Target(title, markup.lang, markup.dir, first.name, entries),)


def _targets(entries: tuple[Entry, ...], places: dict[str, str]) -> tuple[Target, ...]:
    return tuple(
        Target(e.title or "–", e.lang, e.dir, f"{places[e.id]}#{e.id}", _targets(e.children, places)) for e in entries
    )


def make_navigation(markup: Markup, theme: Theme, targets: tuple[Target, ...], start: str, *, page: bool) -> Page:
    """nav.xhtml; `start` is where the text begins, `page` says that the contents are a page for reading too."""
    title = theme.word("contents", markup.lang)
    body = etree.Element("body")
    contents = _nav(body, "toc")
    contents.set("id", "contents")
    contents.set("role", "doc-toc")
    etree.SubElement(contents, "h1").text = title
    _write_targets(contents, targets)
    landmarks = _nav(body, "landmarks")
    landmarks.set("hidden", "hidden")
    places = [("toc", title, "nav.xhtml#contents")] if page else []
    places.append(("bodymatter", theme.word("start", markup.lang), start))
    lines = etree.SubElement(landmarks, "ol")
    for kind, words, url in places:
        link = etree.SubElement(etree.SubElement(lines, "li"), "a", href=url)
        link.set(f"{{{OPS}}}type", kind)
        link.text = words
    return Page("nav.xhtml", title, markup.lang, markup.dir, body)


def _nav(body: _Element, kind: str) -> _Element:
    nav = etree.SubElement(body, "nav")
    nav.set(f"{{{OPS}}}type", kind)
    return nav


def _write_targets(parent: _Element, targets: tuple[Target, ...]) -> None:
    lines = etree.SubElement(parent, "ol")
    for target in targets:
        line = etree.SubElement(lines, "li")
        link = etree.SubElement(line, "a", href=target.url, lang=target.lang, dir=target.dir)
        link.text = target.title
        if target.children:
            _write_targets(line, target.children)


def write_ncx(title: str, lang: str, identifier: str, targets: tuple[Target, ...]) -> bytes:
    """toc.ncx (OPF 2.0.1 §2.4.1), which readers of EPUB 2 need for their contents."""
    ncx = etree.Element("ncx", {"version": "2005-1"}, nsmap={None: NCX})  # type: ignore[dict-item]
    ncx.set("{http://www.w3.org/XML/1998/namespace}lang", lang)
    head = etree.SubElement(ncx, "head")
    etree.SubElement(head, "meta", name="dtb:uid", content=identifier)
    _label(etree.SubElement(ncx, "docTitle"), title)
    _write_points(etree.SubElement(ncx, "navMap"), targets, 0)
    for element in ncx.iter():
        element.tag = f"{{{NCX}}}{etree.QName(element).localname}"
    data: bytes = etree.tostring(ncx, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _label(parent: _Element, text: str) -> None:
    etree.SubElement(parent, "text").text = text


def _write_points(parent: _Element, targets: tuple[Target, ...], count: int) -> int:
    for target in targets:
        count += 1
        point = etree.SubElement(parent, "navPoint", id=f"point-{count}", playOrder=str(count))
        _label(etree.SubElement(point, "navLabel"), target.title)
        etree.SubElement(point, "content", src=target.url)
        count = _write_points(point, target.children, count)
    return count
