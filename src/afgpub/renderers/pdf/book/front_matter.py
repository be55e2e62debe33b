"""The pages before the text of a book: half-title, title page, imprint, contents."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from afgpub.metadata import Direction, Metadata
from afgpub.renderers.markup import Entry, Markup, write_title
from afgpub.renderers.markup.elements import element
from afgpub.renderers.markup.titles import shown_title

CONTENTS_DEPTH = 2  # ranks of sections that the contents list names


def write_front_matter(article: etree._Element, markup: Markup, word: Callable[[str], str]) -> None:
    """Put half-title, imprint and contents around the header of `article`, which becomes the title page.

    `word` gives the theme's word for a key in the language of the book.
    """
    header = article.find("header[@class='front']")
    if header is None:
        header = element(None, "header", class_="front")
        article.insert(0, header)
    header.set("class", "front title-page")
    if header.find("h1") is None:  # a title page has a title, and headings begin with the first rank
        header.insert(0, element(None, "h1", markup.title))
    half_title = write_title(element(None, "p", class_="half-title", aria_hidden="true"), _shown(header, markup))
    header.addprevious(half_title)
    following: list[etree._Element] = [_imprint(header, markup)]
    ids = {str(section.get("id")) for section in article.iter("section")}
    entries = [entry for entry in markup.contents if entry.id in ids]  # without notes that stand at the foot
    if entries:
        following.append(_contents(entries, markup, word("contents")))
    for new in reversed(following):
        header.addnext(new)
    publication = header.find(".//p[@class='publication']")
    if publication is not None:
        header.append(publication)
    for masthead in header.findall("div[@class='masthead']"):
        header.remove(masthead)


def _imprint(header: etree._Element, markup: Markup) -> etree._Element:
    """The back of the title page: what the metadata hold and the title page does not print."""
    page = element(None, "div", class_="imprint")
    imprint = element(page, "div")
    title = write_title(element(imprint, "p", class_="title"), _shown(header, markup))
    _turn(title, header.find("h1"))
    for name in ("dates", "contact"):
        for line in header.findall(f".//p[@class='{name}']"):
            imprint.append(line)
    meta: Metadata = markup.meta
    for text, class_ in ((meta.identifier, "identifier"), (meta.rights, "rights"), (", ".join(meta.tags), "tags")):
        if text:
            element(imprint, "p", text, class_=class_)
    return page


def _shown(header: etree._Element, markup: Markup) -> str:
    heading = header.find("h1")
    return markup.title if heading is None else shown_title(heading)


def _turn(line: etree._Element, like: etree._Element | None) -> None:
    for name in ("lang", "dir"):
        if like is not None and like.get(name):
            line.set(name, str(like.get(name)))


def _contents(entries: Iterable[Entry], markup: Markup, title: str) -> etree._Element:
    nav = element(None, "nav", class_="contents", role="doc-toc")
    element(nav, "h2", title)
    _write_entries(nav, entries, markup.lang, markup.dir, CONTENTS_DEPTH)
    return nav


def _write_entries(parent: etree._Element, entries: Iterable[Entry], lang: str, dir: Direction, depth: int) -> None:
    """A list whose entries hold title, leader and page; the leader is drawn, so that nobody is read its dots."""
    new = element(parent, "ol", class_="entries")
    for entry in entries:
        item = element(new, "li", class_="entry-item")
        line = element(item, "div", class_="entry")
        title = element(line, "span", class_="title")
        link = element(
            title,
            "a",
            href=f"#{entry.id}",
            lang=entry.lang if entry.lang != lang else None,
            dir=entry.dir if entry.dir != dir else None,
        )
        write_title(link, entry.shown)
        element(line, "span", class_="leader", aria_hidden="true")
        element(line, "span", class_="page", data_target=f"#{entry.id}")
        if entry.children and depth > 1:
            _write_entries(item, entry.children, lang, dir, depth - 1)
