"""Print-ready PDF, laid out by WeasyPrint and finished here; nothing of it loads before a PDF is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.document import Document
from afgpub.frozen import dataclass
from afgpub.options import CALENDARS, ThemedOptions, option
from afgpub.plugins import Renderer, Rendering
from afgpub.renderers.pdf.profiles import PROFILES

if TYPE_CHECKING:
    from afgpub.renderers.pdf.kept.keeping import Shelf

HANDLINGS = ("refuse", "allow")  # of letters that no face has
NOTES = ("theme", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfOptions(ThemedOptions):
    """Options of PDF."""

    page: str = option("", "the page: A4, A5, Letter, 6x9in or WIDTHxHEIGHT in mm; the theme's own if empty")
    profile: str = option("screen", "what the PDF is for: PDF/UA-1, PDF/A-2a, PDF/X-4 or PDF/X-1a:2003", PROFILES)
    bleed: str = option("", "how far paper goes beyond the cut, for a press: 3mm if empty")
    marks: bool = option(False, "printer's marks outside the bleed, for a press")
    icc: str = option("", "a file with the ICC profile of the press; FOGRA39 if empty")
    notes: str = option("theme", "where notes stand: as the theme has it, at the foot of the page or at the end", NOTES)
    missing_letters: str = option("refuse", "letters that no face of the theme has: refuse or allow", HANDLINGS)
    proof: str = option("99.5", "how much of the text must come back from the PDF as written, in percent; or off")
    booklet: bool = option(False, "two pages a side, in the order for folding and stapling")


def render_pdf(document: Document, options: PdfOptions, folder: Path | None, shelf: Shelf | None = None) -> Rendering:
    """The document as a tagged PDF with bookmarks and links (PDF/UA-1, ISO 14289-1), or as another profile has it.

    The pages of a book's chapters are taken from the `shelf` where they are kept, and put there where they are not.
    Raises UnknownThemeError, OptionError (page, calendar, profile, bleed, marks, icc, notes), or RenderError
    (engine-missing, layout-failed, page-too-small, press-transparency, press-unfit).
    """
    from afgpub.collector import collector_at_rest
    from afgpub.renderers.pdf.layout import lay_out

    options.check("calendar", CALENDARS)
    options.check("missing_letters", HANDLINGS)
    options.check("notes", NOTES)
    with collector_at_rest():
        return lay_out(document, options, folder, shelf)


RENDERER = Renderer("pdf", ".pdf", "application/pdf", PdfOptions, render_pdf, opens_pictures=True)
