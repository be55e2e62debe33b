"""Putting the book together: pages, navigation, style sheet, faces and images, then the package around them."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from afgpub.faces import PRINTING, EmbeddedFace, Printing, font_face_rules
from afgpub.metadata import Phrase
from afgpub.renderers.epub.accessibility import describe_access
from afgpub.renderers.epub.archive import write_archive
from afgpub.renderers.epub.metadata import Facts
from afgpub.renderers.epub.navigation import NAME, Landmark, Target, make_navigation, make_targets, write_ncx
from afgpub.renderers.epub.package import Item, identify, write_package
from afgpub.renderers.epub.pages import languages, lead_links, make_pages, places
from afgpub.renderers.epub.xhtml import Page, write_pages
from afgpub.renderers.markup import ImageStore, Markup, render_markup
from afgpub.renderers.page_starts import insert_page_breaks
from afgpub.renderers.resizing import fit_images
from afgpub.theme import load_theme
from afgpub.walk import plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from lxml.etree import _Element

    from afgpub.document import Document
    from afgpub.metadata import Metadata
    from afgpub.plugins import Messages
    from afgpub.renderers.cover import Cover, Words
    from afgpub.renderers.epub import EpubOptions
    from afgpub.renderers.epub.cover import BookCover
    from afgpub.theme import Theme

XHTML_TYPE = "application/xhtml+xml"
# EPUB 3.3 §6.3.2 forbids these in style sheets: direction is said by the markup alone, and `dir` isolates too.
_BIDI = re.compile(r"(?<![\w-])(?:direction|unicode-bidi)\s*:[^;{}]*;?")


def make_book(document: Document, options: EpubOptions, folder: Path | None) -> tuple[bytes, Messages]:
    """The bytes of the EPUB and what was found while making it."""
    theme, images = load_theme(options.theme), ImageStore(folder)
    markup = render_markup(document, theme, images, calendar=options.calendar)
    files, recurring, messages = bind_book(document, markup, theme, images, options)
    return write_archive(files, recurring), messages


def bind_book(
    document: Document,
    markup: Markup,
    theme: Theme,
    images: ImageStore,
    options: EpubOptions,
    printing: Printing = PRINTING,
    write: Callable[[Iterable[Page]], dict[str, bytes]] = write_pages,
    draw: Callable[[Words, Theme], Cover] | None = None,
    name: Callable[[Metadata, Mapping[str, bytes]], str] = identify,
) -> tuple[dict[str, bytes], tuple[str, ...], Messages]:
    """The files of the EPUB around `markup`, whose pages `write` writes, those that recur, and what was found.

    Faces come by `printing`, `draw` draws the cover, and `name` makes the identifier, if anything else does than usual.
    """
    title = _phrase_of(markup.article.find("header/h1"), markup, markup.title)
    below = plain_text(document.root.subtitle).strip()
    subtitle = _phrase_of(markup.article.find("header/p[@class='subtitle']"), markup, below) if below else None
    marks = insert_page_breaks(markup.article, options.page_starts, theme.word("page", markup.lang))
    pages = make_pages(markup, markup.title, split=document.root.role in ("book", "issue"))
    messages = (*markup.messages, *lead_links(pages), *fit_images(images, options.max_pixels))
    cover = _cover(markup, title, subtitle, theme, images.folder, draw) if options.cover else None
    known = places(pages)
    targets = make_targets(markup, markup.title, pages, known)
    numbers = tuple(Target(label, markup.lang, markup.dir, f"{known[id]}#{id}") for label, id in marks)
    several = len(pages) > 1
    navigation = make_navigation(markup, theme, targets, _landmarks(markup, theme, pages, cover), numbers)
    everything = (*((cover.page,) if cover else ()), *pages, navigation)

    faces: tuple[EmbeddedFace, ...] = ()
    if options.fonts:
        roots = [page.body for page in (*pages, navigation)]
        faces = printing.embed(theme, roots)
        messages += printing.tell(theme, roots)
    access = describe_access(pages, markup.lang, numbered=bool(marks))
    langs = languages(markup, pages)
    rules = font_face_rules(faces, lambda embedded: f"fonts/{embedded.file_name}")
    files = write(everything)
    files["style.css"] = "\n".join(filter(None, (rules, _without_direction(theme.style_sheet("epub"))))).encode()
    files.update((f"fonts/{embedded.file_name}", embedded.data) for embedded in faces)
    files.update((f"images/{image.name}", image.data) for image in images.files.values())

    text = [Item(page.name, XHTML_TYPE, linear=True) for page in pages]
    items = (
        *((Item(cover.page.name, XHTML_TYPE, linear=True),) if cover else ()),
        *text[:1],
        Item(navigation.name, XHTML_TYPE, "nav", linear=several),
        *text[1:],
        Item("toc.ncx", "application/x-dtbncx+xml"),
        Item("style.css", "text/css"),
        *(cover.items if cover else ()),
        *(Item(f"fonts/{embedded.file_name}", "font/ttf") for embedded in faces),
        *(Item(f"images/{image.name}", image.media_type) for image in images.files.values()),
    )
    if cover:
        files.update(cover.files)
        messages += cover.messages
    identifier = name(markup.meta, files)
    files["toc.ncx"] = write_ncx(markup.title, markup.lang, identifier, targets, numbers)
    facts = Facts(title, subtitle, langs, markup.dir, markup.meta, identifier, access, numbered=bool(marks))
    files["package.opf"] = write_package(facts, items)
    recurring = ("style.css", *(f"fonts/{embedded.file_name}" for embedded in faces))
    return files, recurring, messages


@lru_cache(16)
def _without_direction(css: str) -> str:
    return _BIDI.sub("", css)


def _phrase_of(line: _Element | None, markup: Markup, text: str) -> Phrase:
    """`text` in the language and the direction of the line of the front that says it."""
    lang, dir = (line.get("lang"), line.get("dir")) if line is not None else (None, None)
    return Phrase(text, lang or markup.lang, "rtl" if (dir or markup.dir) == "rtl" else "ltr")


def _cover(
    markup: Markup,
    title: Phrase,
    subtitle: Phrase | None,
    theme: Theme,
    folder: Path | None,
    draw: Callable[[Words, Theme], Cover] | None,
) -> BookCover:
    from afgpub.renderers.cover import make_cover
    from afgpub.renderers.epub.cover import cover_of

    return cover_of(markup, title, subtitle, theme, folder, draw or make_cover)


def _landmarks(markup: Markup, theme: Theme, pages: tuple[Page, ...], cover: BookCover | None) -> tuple[Landmark, ...]:
    found = [Landmark("cover", theme.word("cover", markup.lang), cover.page.name)] if cover else []
    if len(pages) > 1:
        found.append(Landmark("toc", theme.word("contents", markup.lang), f"{NAME}#contents"))
    start = next((page for page in pages if page.body.find(".//div[@class='text']") is not None), pages[0])
    return (*found, Landmark("bodymatter", theme.word("start", markup.lang), start.name))
