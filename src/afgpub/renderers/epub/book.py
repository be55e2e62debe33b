"""Putting the book together: pages, navigation, style sheet, faces and images, then the package around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from afgpub.faces import EmbeddedFace, embed_faces, font_face_rules, tell_missing_letters
from afgpub.renderers.epub.accessibility import describe_access
from afgpub.renderers.epub.archive import write_archive
from afgpub.renderers.epub.navigation import make_navigation, make_targets, write_ncx
from afgpub.renderers.epub.package import Item, Package, identify, write_package
from afgpub.renderers.epub.pages import lead_links, make_pages, places
from afgpub.renderers.epub.xhtml import write_page
from afgpub.renderers.markup import ImageStore, render_markup
from afgpub.theme import load_theme

if TYPE_CHECKING:
    from pathlib import Path

    from afgpub.document import Document
    from afgpub.plugins import Messages
    from afgpub.renderers.epub import EpubOptions

XHTML_TYPE = "application/xhtml+xml"
# EPUB 3.3 §6.3.2 forbids these in style sheets: direction is said by the markup alone, and `dir` isolates too.
_BIDI = re.compile(r"(?<![\w-])(?:direction|unicode-bidi)\s*:[^;{}]*;?")


def make_book(document: Document, options: EpubOptions, folder: Path | None) -> tuple[bytes, Messages]:
    """The bytes of the EPUB and what was found while making it."""
    theme, images = load_theme(options.theme), ImageStore(folder)
    markup = render_markup(document, theme, images, calendar=options.calendar)
    pages = make_pages(markup, markup.title, split=document.root.role in ("book", "issue"))
    messages = (*markup.messages, *lead_links(pages))
    targets = make_targets(markup, markup.title, pages, places(pages))
    several = len(pages) > 1
    start = next((page for page in pages if page.body.find(".//div[@class='text']") is not None), pages[0])
    navigation = make_navigation(markup, theme, targets, start.name, page=several)
    langs = tuple(dict.fromkeys((markup.lang, *(page.lang for page in pages))))
    access = describe_access(pages)

    faces: tuple[EmbeddedFace, ...] = ()
    if options.fonts:
        roots = [page.body for page in (*pages, navigation)]
        faces = embed_faces(theme, roots)
        messages += tell_missing_letters(theme, roots)
    rules = font_face_rules(faces, lambda embedded: f"fonts/{embedded.file_name}")
    files = {page.name: write_page(page) for page in (*pages, navigation)}
    files["style.css"] = "\n".join(filter(None, (rules, _BIDI.sub("", theme.style_sheet("epub"))))).encode()
    files.update((f"fonts/{embedded.file_name}", embedded.data) for embedded in faces)
    files.update((f"images/{image.name}", image.data) for image in images.files.values())

    contents = Item(navigation.name, XHTML_TYPE, "nav", linear=several)
    text = [Item(page.name, XHTML_TYPE, linear=True) for page in pages]
    items = (
        *text[:1],
        contents,
        *text[1:],
        Item("toc.ncx", "application/x-dtbncx+xml"),
        Item("style.css", "text/css"),
        *(Item(f"fonts/{embedded.file_name}", "font/ttf") for embedded in faces),
        *(Item(f"images/{image.name}", image.media_type) for image in images.files.values()),
    )
    identifier = identify(markup.meta, files)
    files["toc.ncx"] = write_ncx(markup.title, markup.lang, identifier, targets)
    package = Package(markup.title, langs, markup.dir, markup.meta, identifier, access, items)
    files["package.opf"] = write_package(package)
    return write_archive(files), messages
