"""The one XHTML that HTML, EPUB and PDF are packagings of: an `article` element without namespace.

Every section has an identifier, every note a number, its call and its way back (DPUB-ARIA roles); images stand as
`images/NAME` and their bytes are in the ImageStore.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import PurePath
from typing import cast
from urllib.parse import unquote

from lxml import etree

from afgpub.document import Aside, Document
from afgpub.frozen import dataclass
from afgpub.messages import Message, message
from afgpub.metadata import Direction, Metadata
from afgpub.renderers.markup.blocks import write_blocks
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.front import write_front
from afgpub.renderers.markup.images import ImageStore
from afgpub.renderers.markup.notes import write_notes
from afgpub.renderers.markup.titles import plain_title, shown_title, write_title
from afgpub.renderers.markup.writing import Attributes, parse, wrap
from afgpub.theme import Theme
from afgpub.walk import plain_text

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LINES = frozenset((*_HEADINGS, "header", "p", "dt", "pre"))  # no section is in them

__all__ = ["Entry", "ImageStore", "Markup", "article_text", "render_markup", "write_title"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: a section's title, the identifier it has in the XHTML, and the sections inside.

    `shown` is the title with its isolates as characters, for `write_title`.
    """

    title: str
    id: str
    lang: str
    dir: Direction
    children: tuple[Entry, ...]
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Markup:
    """A document as XHTML, with what a packaging must know of it."""

    article: etree._Element
    title: str
    lang: str
    dir: Direction
    meta: Metadata
    contents: tuple[Entry, ...]
    messages: tuple[Message, ...]


def render_markup(document: Document, theme: Theme, images: ImageStore, *, calendar: str = "keep") -> Markup:
    """Write a document, settled by `direct`, as XHTML in the words of `theme`; dates as the option `calendar` says."""
    root = document.root
    lang, dir = root.attrs.lang or "und", root.attrs.dir or "ltr"
    context = Context(theme, images, lang, dir, calendar)
    attributes: Attributes = {"class": root.role} if root.role else {}
    attributes |= {"lang": lang, "dir": dir}
    context.put_id(attributes, root)
    ending = tuple(takewhile(lambda block: isinstance(block, Aside) and block.role == "bio", reversed(root.children)))
    text = root.children[: len(root.children) - len(ending)]
    parts = (
        write_front(root, context),
        wrap("div", {"class": "text"}, write_blocks(text, context, rank=2)),
        write_notes(context),
        write_blocks(ending[::-1], context, rank=2),
    )
    article = parse(wrap("article", attributes, "".join(parts)))
    _lead_links(article, context)
    title = plain_text(root.title).strip() or (root.meta and root.meta.publication and root.meta.publication.text)
    title = title or PurePath(document.source).stem or "-"
    contents = _entries(article, lang, dir)
    return Markup(article, title, lang, dir, root.meta or Metadata(), contents, tuple(context.messages))


def article_text(article: etree._Element) -> etree._Element | None:
    """The element in which the text of `article` stands, if it is still there."""
    return next((div for div in article.iterchildren("div") if div.get("class") == "text"), None)


def _lead_links(article: etree._Element, context: Context) -> None:
    """Lead links to the identifiers as they are written out, now that all of them are known."""
    for link in article.iter("a"):
        target = link.get("href", "")
        if not target.startswith("#") or link.get("role"):
            continue
        name = unquote(target[1:])
        if name in context.ids:
            link.set("href", f"#{context.ids[name]}")
        elif name not in context.taken:
            context.messages.append(message("link-broken", target=name))


def _entries(parent: etree._Element, lang: str, dir: Direction) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for child in parent.iterchildren():
        if child.tag in _LINES:
            continue
        own_lang, own_dir = child.get("lang", lang), cast("Direction", child.get("dir", dir))
        inside = _entries(child, own_lang, own_dir)
        heading = next((h for h in child.iterchildren(*_HEADINGS)), None)
        if child.tag != "section" or heading is None or not child.get("id"):
            entries += inside
            continue
        shown = shown_title(heading)
        title = plain_title(shown)
        spoken, written = heading.get("lang", own_lang), cast("Direction", heading.get("dir", own_dir))
        entries.append(Entry(title, child.get("id", ""), spoken, written, inside, shown))
    return tuple(entries)
