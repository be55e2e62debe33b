"""The ways into the book: nav.xhtml with contents and landmarks (EPUB 3.3 §7), toc.ncx for old readers."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from lxml import etree

from afgpub.frozen import dataclass
from afgpub.renderers.epub.rows import as_document, indented
from afgpub.renderers.epub.xhtml import OPS, Page
from afgpub.renderers.markup import write_title
from afgpub.renderers.markup.writing import NONE, escape, void, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from afgpub.metadata import Direction
    from afgpub.renderers.markup import Entry, Markup
    from afgpub.theme import Theme

NCX = "http://www.daisy.org/z3986/2005/ncx/"
NAME = "nav.xhtml"


@dataclass(frozen=True, slots=True)
class Target:
    """A line of the contents of the book and the URL, relative to the package document, that it leads to."""

    title: str
    lang: str
    dir: Direction
    url: str
    children: tuple[Target, ...] = ()
    shown: str = ""  # the title with its isolates, for markup


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place that a reading system may offer: `kind` is a term such as `bodymatter`, `title` what it is called."""

    kind: str
    title: str
    url: str


def make_targets(markup: Markup, title: str, pages: tuple[Page, ...], places: dict[str, str]) -> tuple[Target, ...]:
    """The contents of the book: its sections, below the title where the book is one page."""
    entries = _targets(markup.contents, places)
    first = pages[0]
    if len(pages) > 1:
        return entries or (Target(title, markup.lang, markup.dir, first.name),)
    return (Target(title, markup.lang, markup.dir, first.name, entries),)


def _targets(entries: tuple[Entry, ...], places: dict[str, str]) -> tuple[Target, ...]:
    return tuple(
        Target(e.title or "–", e.lang, e.dir, f"{places[e.id]}#{e.id}", _targets(e.children, places), e.shown)
        for e in entries
        if e.id in places
    )


def make_navigation(
    markup: Markup,
    theme: Theme,
    targets: tuple[Target, ...],
    landmarks: tuple[Landmark, ...],
    numbers: tuple[Target, ...],
) -> Page:
    """nav.xhtml with the contents, the places that `landmarks` name, and the printed pages if there are any."""
    title = theme.word("contents", markup.lang)
    body = etree.Element("body")
    contents = _nav(body, "toc")
    contents.set("id", "contents")
    contents.set("role", "doc-toc")
    etree.SubElement(contents, "h1").text = title
    _write_targets(contents, targets)
    for kind, rows in (("landmarks", landmarks), ("page-list", numbers)):
        if not rows:
            continue
        nav = _nav(body, kind)
        nav.set("hidden", "hidden")
        if rows is numbers:
            nav.set("role", "doc-pagelist")
            nav.set("aria-label", theme.word("pages", markup.lang))
        lines = etree.SubElement(nav, "ol")
        for row in rows:
            link = etree.SubElement(etree.SubElement(lines, "li"), "a", href=row.url)
            link.text = row.title
            if isinstance(row, Landmark):
                link.set(f"{{{OPS}}}type", row.kind)
    return Page(NAME, title, markup.lang, markup.dir, body, "frontmatter")


def _nav(body: _Element, kind: str) -> _Element:
    nav = etree.SubElement(body, "nav")
    nav.set(f"{{{OPS}}}type", kind)
    return nav


def _write_targets(parent: _Element, targets: tuple[Target, ...]) -> None:
    lines = etree.SubElement(parent, "ol")
    for target in targets:
        line = etree.SubElement(lines, "li")
        link = etree.SubElement(line, "a", href=target.url, lang=target.lang, dir=target.dir)
        write_title(link, target.shown or target.title)
        if target.children:
            _write_targets(line, target.children)


def write_ncx(
    title: str, lang: str, identifier: str, targets: tuple[Target, ...], numbers: tuple[Target, ...] = ()
) -> bytes:
    """toc.ncx (OPF 2.0.1 §2.4.1), which readers of EPUB 2 need for their contents and the printed pages."""
    order = count(1)
    rows = indented("head", NONE, [void("meta", {"name": "dtb:uid", "content": identifier})])
    rows += _label("docTitle", title)
    rows += indented("navMap", NONE, [row for target in targets for row in _point(target, order)])
    if numbers:
        pages = [row for number, target in enumerate(numbers, 1) for row in _page(target, number, order)]
        rows += indented("pageList", NONE, pages)
    return as_document(indented("ncx", {"xmlns": NCX, "version": "2005-1", "xml:lang": lang}, rows))


def _label(tag: str, text: str) -> list[str]:
    return indented(tag, NONE, [wrap("text", NONE, escape(text))])


def _point(target: Target, order: Iterator[int]) -> list[str]:
    number = next(order)
    rows = [*_label("navLabel", target.title), void("content", {"src": target.url})]
    rows += [row for child in target.children for row in _point(child, order)]
    return indented("navPoint", {"id": f"point-{number}", "playOrder": str(number)}, rows)


def _page(target: Target, number: int, order: Iterator[int]) -> list[str]:
    attributes = {"id": f"page-{number}", "type": "normal", "playOrder": str(next(order))}
    if target.title.isascii() and target.title.isdigit():
        attributes["value"] = target.title
    rows = [*_label("navLabel", target.title), void("content", {"src": target.url})]
    return indented("pageTarget", attributes, rows)
