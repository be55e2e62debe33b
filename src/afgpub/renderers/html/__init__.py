"""Web pages: one self-contained file, or a page with its style, faces and images beside it. No script at all.

Facts for machines are microdata by default, which is markup; JSON-LD is data in a `script` element, which no browser
runs and no Content-Security-Policy blocks, but which filters and reviewers stop at: it is there for who asks for it.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from afgpub.digests import sha256_of
from afgpub.document import Document
from afgpub.faces import PRINTING, EmbeddedFace, Printing, font_face_rules
from afgpub.frozen import dataclass
from afgpub.lxml_start import etree
from afgpub.options import CALENDARS, ThemedOptions, option
from afgpub.plugins import Renderer, Rendering
from afgpub.renderers.html.addresses import read_address, read_alternates
from afgpub.renderers.html.composition import compose
from afgpub.renderers.html.contents import CONTENTS, insert_contents
from afgpub.renderers.html.head import describe_page
from afgpub.renderers.html.microdata import mark_up
from afgpub.renderers.html.side_notes import MEDIA, side_notes
from afgpub.renderers.html.unseen_heading import lead_with_heading
from afgpub.renderers.markup import ImageStore, Markup, render_markup
from afgpub.renderers.markup.writing import clean, void
from afgpub.renderers.page import break_lines, build_page, describe
from afgpub.renderers.resizing import fit_images
from afgpub.theme import Theme, load_theme

ASSETS = ("embed", "link")
STRUCTURED = ("microdata", "json-ld", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlOptions(ThemedOptions):
    """Options of web pages."""

    assets: str = option("embed", "style, faces and images inside the page, or in a folder beside it", ASSETS)
    fonts: bool = option(True, "carry the theme's faces, cut down to the letters that are used")
    contents: str = option("auto", "a table of contents: for long texts, always or never", CONTENTS)
    structured: str = option("microdata", "how facts are said to search engines", STRUCTURED)
    canonical: str = option("", "the address where the page will be found: https://…")
    alternates: str = option("", "the same text in other languages, as fa=https://… de=https://…")
    max_pixels: int = option(0, "images larger than this on a side are made smaller; 0 leaves them")


def render_html(document: Document, options: HtmlOptions, folder: Path | None) -> Rendering:
    """The document as one HTML page in UTF-8.

    With `assets="link"` the page refers to files in `assets/`, which are in the rendering's `assets` and must be put
    beside it. Their names hold a hash of their bytes, so that any number of pages can share one folder.
    Raises UnknownThemeError or OptionError.
    """
    check_options(options)
    theme, images = load_theme(options.theme), ImageStore(folder)
    return package_html(render_markup(document, theme, images, calendar=options.calendar), theme, images, options)


def check_options(options: HtmlOptions) -> None:
    """Raise OptionError for an option that has no such value."""
    for name, known in (("assets", ASSETS), ("calendar", CALENDARS), ("contents", CONTENTS)):
        options.check(name, known)
    options.check("structured", STRUCTURED)


def package_html(
    markup: Markup, theme: Theme, images: ImageStore, options: HtmlOptions, printing: Printing = PRINTING
) -> Rendering:
    """The page around `markup`. Raises OptionError."""
    canonical, alternates = read_address(options.canonical), read_alternates(options.alternates)
    compose(markup.article)
    resized = fit_images(images, options.max_pixels)
    description = describe(markup)
    insert_contents(markup, theme, options.contents)
    lead_with_heading(markup)
    head = [describe_page(markup, description, canonical, alternates, data=options.structured == "json-ld")]
    if options.structured == "microdata":
        mark_up(markup)
    embed = options.assets == "embed"
    faces = printing.embed(theme, [markup.article], shared=not embed) if options.fonts else ()
    assets: dict[str, bytes] = {}

    def place(name: str, media_type: str, data: bytes, digest: Callable[[bytes], str] = _digest) -> str:
        """The URL under which a file is found, after it has been put there."""
        if embed:
            return _data_url(media_type, data)
        stem, _, suffix = name.rpartition(".")
        hashed = f"{stem}-{digest(data)}.{suffix}"
        assets[f"assets/{hashed}"] = data
        return hashed

    def face_url(face: EmbeddedFace) -> str:
        if embed:
            return _data_url_once("font/woff2", printing.pack(face))
        return place(f"{face.slug}.woff2", "font/woff2", printing.pack(face), _digest_once)

    style = font_face_rules(faces, face_url).encode() + b"\n" + _as_written(theme.style_sheet("screen"))
    if embed:
        head.append(_STYLE)
        head.append(_NO_ICON)
    else:
        url = f"assets/{place('style.css', 'text/css', style, _digest_once)}"
        head.append(void("link", {"rel": "stylesheet", "href": url}))
    if beside := side_notes(markup.article):  # a file of its own: its length is that of the notes, its CSS is young
        url = place("notes.css", "text/css", beside.encode())
        url = url if embed else f"assets/{url}"
        head.append(void("link", {"rel": "stylesheet", "href": url, "media": MEDIA}))
    page = build_page(markup, description, "".join(head))
    sources = {f"images/{file.name}": file for file in images.files.values()}
    for image in page.iter("img"):
        file = sources[image.get("src", "")]
        url = place(file.name, file.media_type, file.data)
        image.set("src", url if embed else f"assets/{url}")
    break_lines(page)
    html: bytes = etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    if embed:  # put in last: no parser need go through so much, and nothing before it can look like its element
        before, _, after = html.partition(_STYLE.encode())
        html = b"".join((before, b"<style>", style, b"</style>", after))
    missing = printing.tell(theme, [markup.article])
    return Rendering(html + b"\n", (*markup.messages, *resized, *missing), assets)


def _data_url(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"


_data_url_once = lru_cache(64)(_data_url)  # of faces, which are the same on page after page; some megabytes


def _digest(data: bytes) -> str:
    return sha256_of(data)[:8]


_digest_once = lru_cache(64)(_digest)  # of faces and style sheets, which are the same on page after page


@lru_cache(16)
def _as_written(css: str) -> bytes:
    return clean(css).encode()


_STYLE = "<style></style>"
_NO_ICON = void("link", {"rel": "icon", "href": "data:,"})  # else a browser asks for a file that is not there

RENDERER = Renderer("html", ".html", "text/html; charset=utf-8", HtmlOptions, render_html)
