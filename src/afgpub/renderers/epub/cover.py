"""The cover of the book: the image that the text names, else one made of its title, and the page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.direction import base_direction
from afgpub.frozen import dataclass, replace
from afgpub.messages import message
from afgpub.metadata import Phrase
from afgpub.renderers.cover import Words
from afgpub.renderers.epub.package import Item
from afgpub.renderers.epub.xhtml import Page
from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, ImageStore
from afgpub.renderers.markup.titles import shown_title

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from afgpub.messages import Message
    from afgpub.metadata import Direction
    from afgpub.renderers.cover import Cover
    from afgpub.renderers.markup import Markup
    from afgpub.theme import Theme

PAGE = "cover.xhtml"


@dataclass(frozen=True, slots=True)
class BookCover:
    """The page, the files that it needs, their rows in the manifest, and what was found."""

    page: Page
    files: Mapping[str, bytes]
    items: tuple[Item, ...]
    messages: tuple[Message, ...] = ()


def cover_of(
    markup: Markup,
    title: Phrase,
    subtitle: Phrase | None,
    theme: Theme,
    folder: Path | None,
    draw: Callable[[Words, Theme], Cover],
) -> BookCover:
    """The cover of a text: an image in `folder` if its metadata names one that can be used, else one that is drawn."""
    word = theme.word("cover", markup.lang)
    messages: tuple[Message, ...] = ()
    if target := markup.meta.cover:
        try:
            given = ImageStore(folder).add(target)
        except ImageMissingError:
            messages = (message("cover-refused", target=target, reason="there is no such file"),)
        except ImageRefusedError as refusal:
            messages = (message("cover-refused", target=target, reason=refusal),)
        else:
            name = f"cover.{given.name.rpartition('.')[2]}"
            page = _page(markup, word, name, f"{word}: {title.text}")
            return BookCover(page, {name: given.data}, (Item(name, given.media_type, "cover-image"),))
    words = _words(markup, title, subtitle, word)
    made = draw(words, theme)
    items = (Item("cover.png", "image/png", "cover-image"), Item("cover.svg", "image/svg+xml"))
    files = {"cover.png": made.png, "cover.svg": made.svg}
    return BookCover(_page(markup, word, "cover.svg", words.alternative), files, items, messages)


def _words(markup: Markup, title: Phrase, subtitle: Phrase | None, word: str) -> Words:
    meta, dir = markup.meta, markup.dir
    people = [person.name for person in meta.contributors if person.role == "author"]
    date = Phrase(meta.issued.text) if meta.issued else None
    comma = "، " if dir == "rtl" else ", "
    said = [meta.publication.text] if meta.publication else []
    said += [title.text, *(person.text for person in people)]
    return Words(
        _drawn(title, markup, "header/h1"),
        subtitle and _drawn(subtitle, markup, "header/p[@class='subtitle']"),
        tuple(_directed(other, dir) for other in meta.title_alternates),
        meta.publication and _directed(meta.publication, dir),
        tuple(_directed(label, dir) for label in meta.labels),
        tuple(_directed(person, dir) for person in people),
        date and replace(date, dir=base_direction(date.text, "ltr")),
        f"{word}: {comma.join(' '.join(text.split()) for text in said)}",
    )


def _drawn(phrase: Phrase, markup: Markup, place: str) -> Phrase:
    """A phrase as the front of the text shows it, its isolates as characters."""
    line = markup.article.find(place)
    return _directed(phrase if line is None else replace(phrase, text=shown_title(line)), markup.dir)


def _directed(phrase: Phrase, around: Direction) -> Phrase:
    return replace(phrase, dir=phrase.dir or base_direction(phrase.text, around))


def _page(markup: Markup, word: str, image: str, alternative: str) -> Page:
    body = etree.Element("body", {"class": "cover"})
    section = etree.SubElement(body, "section", {"class": "cover"})
    etree.SubElement(section, "img", {"src": image, "alt": alternative, "role": "doc-cover"})
    return Page(PAGE, word, markup.lang, markup.dir, body, "cover")
