"""EPUB 3.3: the shared XHTML cut into pages, with its faces, images, contents and package document, in a zip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.frozen import dataclass
from afgpub.options import CALENDARS, ThemedOptions, handed, option
from afgpub.plugins import Renderer, Rendering

if TYPE_CHECKING:
    from pathlib import Path

    from afgpub.document import Document
    from afgpub.renderers.page_starts import PageStart

__all__ = ["RENDERER", "EpubOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubOptions(ThemedOptions):
    """The options of an EPUB; `page_starts` are those of its PDF, which become its page-list."""

    fonts: bool = option(True, "embed the faces, cut down to the letters used")
    cover: bool = option(True, "a cover: the image that the text names, else one made of its title")
    max_pixels: int = option(0, "images larger than this on a side are made smaller; 0 leaves them")
    page_starts: tuple[PageStart, ...] = handed(())


def render_epub(document: Document, options: EpubOptions, folder: Path | None) -> Rendering:
    """Render a document as an EPUB. Raises UnknownThemeError or OptionError."""
    from afgpub.renderers.epub.book import make_book

    options.check("calendar", CALENDARS)
    output, messages = make_book(document, options, folder)
    return Rendering(output, messages)


RENDERER = Renderer("epub", ".epub", "application/epub+zip", EpubOptions, render_epub, opens_pictures=True)
