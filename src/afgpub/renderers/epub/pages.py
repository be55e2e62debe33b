"""Cutting the marked-up text into the files of the book, and leading its links across them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit, urlunsplit

from lxml import etree

from afgpub.messages import message
from afgpub.renderers.epub.notes import box_notes, place_notes, take_notes
from afgpub.renderers.epub.xhtml import Page
from afgpub.renderers.page_starts import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from afgpub.metadata import Direction
    from afgpub.plugins import Messages
    from afgpub.renderers.markup import Markup

_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.?|[0-9a-f:]*:[0-9a-f:.]*")
_ILLEGAL = re.compile(r"%(?![0-9A-Fa-f]{2})|[\s\x00-\x20<>\"\[\]\\^`{|}]")


def make_pages(markup: Markup, title: str, *, split: bool) -> tuple[Page, ...]:
    """The text as one page, or with `split` as one for its front and one for each section of the top level."""
    box_notes(markup.article)
    parts = [markup.article]
    if split:
        heading, notes = take_notes(markup.article)
        parts = _parts(markup.article)
        place_notes(parts, heading, notes)
    width = len(str(len(parts)))
    pages = []
    for number, part in enumerate(parts, 1):
        name = f"text/{number:0{width}}.xhtml" if split else "text/article.xhtml"
        section = next(part.iter("section"), part) if number > 1 else part
        lang = section.get("lang") or markup.lang
        direction: Direction = "rtl" if (section.get("dir") or markup.dir) == "rtl" else "ltr"
        body = etree.Element("body")
        body.append(part)
        heading = _heading(section) if number > 1 else ""
        front = len(parts) > 1 and number == 1 and part.find("div[@class='text']") is None
        pages.append(Page(name, heading or title, lang, direction, body, "frontmatter" if front else "bodymatter"))
    return tuple(pages)


def _parts(article: _Element) -> list[_Element]:
    """`article` cut before each section of its text and before what follows the text (a note on its author).

    Every part stands in elements like those that it was taken from, so that style sheets find it there.
    """
    text = article.find("div[@class='text']")
    if text is None:
        return [article]
    parts = [article]
    for child in list(text):
        if child.tag == "section":
            parts.append(_like(article))
            parts[-1].append(_like(text))
        if len(parts) > 1:
            parts[-1][0].append(child)
    ending = list(text.itersiblings())
    if ending:
        parts.append(_like(article))
        parts[-1].extend(ending)
    if len(text) == 0:
        article.remove(text)
    if len(article) or len(parts) == 1:
        return parts
    parts[1].attrib.update(article.attrib)
    return parts[1:]


def _like(element: _Element) -> _Element:
    new = etree.Element(element.tag)
    for name in ("class", "lang", "dir"):
        if value := element.get(name):
            new.set(name, value)
    return new


def _heading(section: _Element) -> str:
    heading = next(section.iter("h1", "h2", "h3", "h4", "h5", "h6"), None)
    return "" if heading is None else " ".join("".join(str(text) for text in heading.itertext()).split())


def languages(markup: Markup, pages: tuple[Page, ...]) -> tuple[str, ...]:
    """The language of the text, then the others in which a block of it is: a phrase does not make a language."""
    blocks = (block for page in pages for block in page.body.iter("section", *BLOCKS) if block.get("lang"))
    found = dict.fromkeys((markup.lang, *(page.lang for page in pages), *(block.get("lang", "") for block in blocks)))
    return tuple(lang for lang in found if lang == markup.lang or not lang.startswith("und"))


def places(pages: tuple[Page, ...]) -> dict[str, str]:
    """The file of every identifier."""
    return {element.get("id", ""): page.name for page in pages for element in page.body.iter("*") if element.get("id")}


def lead_links(pages: tuple[Page, ...]) -> Messages:
    """Turn `#id` into the file that has it and `images/…` into a way there; take out what leads nowhere in a book.

    Gives a message for each link to a file beside the source. A broken `#id` has had its message before.
    """
    known = places(pages)
    dropped = (target for page in pages for target in _lead_page_links(page, known))
    return tuple(message("link-outside", target=target) for target in dropped if not target.startswith("#"))


def _lead_page_links(page: Page, known: dict[str, str]) -> Iterator[str]:
    for image in page.body.iter("img"):
        image.set("src", page.up + (image.get("src") or ""))
    for link in page.body.iter("a"):
        target = link.get("href")
        if target is None:
            continue
        place = known.get(target[1:]) if target.startswith("#") else None
        url = valid_url(target) if place is None else target if place == page.name else f"{page.up}{place}{target}"
        if url is None:
            del link.attrib["href"]
            yield target
        else:
            link.set("href", url)


def valid_url(target: str) -> str | None:
    """`target` as an absolute URL that leads out of the book (EPUB 3.3 §3.6), or None if it cannot be one.

    Characters that a URL may not hold are percent-encoded; a host or a port that cannot be is not mended.
    """
    try:
        parts = urlsplit(target.strip())
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return None
    web = parts.scheme in ("http", "https")
    if not (_HOST.fullmatch(host) if web else parts.scheme in ("mailto", "tel") and parts.path and not parts.netloc):
        return None
    fragment = parts.fragment.replace("#", "%23")
    return urlunsplit((*parts[:2], *(_ILLEGAL.sub(_encode, part) for part in (*parts[2:4], fragment))))


def _encode(found: re.Match[str]) -> str:
    return quote(found[0], safe="")
