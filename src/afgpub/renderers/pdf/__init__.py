"""Print-ready PDF, laid out by WeasyPrint and finished here; nothing of it loads before a PDF is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from afgpub.document import Document
from afgpub.options import CALENDARS, ThemedOptions, option
from afgpub.plugins import Renderer, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions(ThemedOptions):
    """Options of PDF."""

    page: str = option("", "the page: A4, A5, Letter, 6x9in or WIDTHxHEIGHT in mm; the theme's own if empty")


def render_pdf(document: Document, options: PdfOptions, folder: Path | None) -> Rendering:
    """The document as a tagged PDF 1.7 (PDF/UA-1, ISO 14289-1) with bookmarks and links.

    Raises UnknownThemeError, OptionError (page, calendar), or RenderError (engine-missing, layout-failed).
    """
    from afgpub.renderers.pdf.layout import lay_out

    options.check("calendar", CALENDARS)
    return lay_out(document, options, folder)


RENDERER = Renderer("pdf", ".pdf", "application/pdf", PdfOptions, render_pdf)
