"""Web pages: one self-contained file, or a page with its style, faces and images beside it. No script at all."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lxml import etree

from afgpub.document import Document
from afgpub.faces import EmbeddedFace, embed_faces, font_face_rules, tell_missing_letters, web_font
from afgpub.options import CALENDARS, ThemedOptions, option
from afgpub.plugins import Renderer, Rendering
from afgpub.renderers.markup import ImageStore, render_markup
from afgpub.renderers.markup.elements import element
from afgpub.renderers.page import break_lines, build_page, describe
from afgpub.theme import load_theme

ASSETS = ("embed", "link")


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlOptions(ThemedOptions):
    """Options of web pages."""

    assets: str = option("embed", "style, faces and images inside the page, or in a folder beside it", ASSETS)
    fonts: bool = option(True, "carry the theme's faces, cut down to the letters that are used")


def render_html(document: Document, options: HtmlOptions, folder: Path | None) -> Rendering:
    """The document as one HTML page in UTF-8.

    With `assets="link"` the page refers to files in `assets/`, which are in the rendering's `assets` and must be put
    beside it. Their names hold a hash of their bytes, so that any number of pages can share one folder.
    Raises UnknownThemeError or OptionError.
    """
    options.check("assets", ASSETS)
    options.check("calendar", CALENDARS)
    theme = load_theme(options.theme)
    images = ImageStore(folder)
    markup = render_markup(document, theme, images, calendar=options.calendar)
    page = build_page(markup, describe(markup))
    faces = embed_faces(theme, [markup.article]) if options.fonts else ()
    assets: dict[str, bytes] = {}
    embed = options.assets == "embed"

    def place(name: str, media_type: str, data: bytes) -> str:
        """The URL under which a file is found, after it has been put there."""
        if embed:
            return f"data:{media_type};base64,{b64encode(data).decode('ascii')}"
        stem, _, suffix = name.rpartition(".")
        hashed = f"{stem}-{sha256(data).hexdigest()[:8]}.{suffix}"
        assets[f"assets/{hashed}"] = data
        return hashed

    def face_url(face: EmbeddedFace) -> str:
        return place(f"{face.slug}.woff2", "font/woff2", web_font(face.data))

    style = font_face_rules(faces, face_url) + "\n" + theme.style_sheet("screen")
    head = page[0]
    if embed:
        element(head, "style", style)
    else:
        element(head, "link", rel="stylesheet", href=f"assets/{place('style.css', 'text/css', style.encode())}")
    sources = {f"images/{file.name}": file for file in images.files.values()}
    for image in page.iter("img"):
        file = sources[image.get("src", "")]
        url = place(file.name, file.media_type, file.data)
        image.set("src", url if embed else f"assets/{url}")
    break_lines(page)
    html: bytes = etree.tostring(page, method="html", encoding="utf-8", doctype="<!DOCTYPE html>")
    missing = tell_missing_letters(theme, [markup.article])
    return Rendering(html + b"\n", markup.messages + missing, assets)


RENDERER = Renderer("html", ".html", "text/html; charset=utf-8", HtmlOptions, render_html)
