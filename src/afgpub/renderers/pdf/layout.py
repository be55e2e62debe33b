"""From the article's XHTML to pages: the page of the theme, WeasyPrint's layout, bookmarks and tags."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from afgpub.document import Document
from afgpub.exceptions import RenderError
from afgpub.faces import tell_missing_letters
from afgpub.messages import message
from afgpub.moment import publication_time
from afgpub.plugins import Rendering
from afgpub.renderers.markup import ImageStore, Markup, render_markup
from afgpub.renderers.markup.elements import element
from afgpub.renderers.page import build_page, describe
from afgpub.renderers.pdf.engine import SCHEME, fetcher, font_configuration, heard, load_engine
from afgpub.renderers.pdf.finish import finisher
from afgpub.renderers.pdf.pages import page_size
from afgpub.theme import load_theme

if TYPE_CHECKING:
    from afgpub.renderers.pdf import PdfOptions


def lay_out(document: Document, options: PdfOptions, folder: Path | None) -> Rendering:
    """See `render_pdf`."""
    theme = load_theme(options.theme)
    width, height = page_size(options.page or theme.page)
    weasyprint = load_engine()
    images = ImageStore(folder)
    markup = render_markup(document, theme, images, calendar=options.calendar)
    source = _source(markup)
    style = f"{theme.style_sheet('print', markup.dir)}\n@page {{ size: {width:g}mm {height:g}mm }}"
    fonts = font_configuration()
    fetch = fetcher({f"images/{f.name}": (f.media_type, f.data) for f in images.files.values()})
    with heard() as complaints, _as_render_error():
        sheet = weasyprint.CSS(string=style, url_fetcher=fetch, font_config=fonts)
        html = weasyprint.HTML(string=source, base_url=f"{SCHEME}:", url_fetcher=fetch)
        pages = html.render(font_config=fonts, stylesheets=[sheet], pdf_variant="pdf/ua-1")
        identifier = hashlib.sha256((source + style).encode()).digest()[:16]
        pdf: bytes = pages.write_pdf(finisher=finisher(markup.dir), pdf_variant="pdf/ua-1", pdf_identifier=identifier)
    doubts = [message("layout-doubt", text=text) for text in complaints]
    missing = tell_missing_letters(theme, [markup.article])
    return Rendering(pdf, (*markup.messages, *doubts, *missing), pages=len(pages.pages))


@contextmanager
def _as_render_error() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise RenderError.coded("layout-failed", reason=reason) from error


def _source(markup: Markup) -> str:
    page = build_page(markup, describe(markup))
    for image in page.iter("img"):
        image.set("src", f"{SCHEME}:{image.get('src')}")
    moment = publication_time(markup.meta)
    element(page[0], "meta", name="dcterms.created", content=moment)
    element(page[0], "meta", name="dcterms.modified", content=moment)
    html: str = etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")
    return html
