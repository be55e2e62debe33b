"""Word, OpenDocument, LaTeX and Typst, written by pandoc with the direction and language that it drops put in.

The tree becomes pandoc's JSON (`blocks.py`, `inlines.py`, `tables.py`, `front.py`), pandoc runs once, shut off from
files and network (`process.py`), and the XML of Word and OpenDocument is repaired by markers (`docx.py`, `odt.py`).
"""

from __future__ import annotations

from pathlib import Path

from afgpub.document import Document
from afgpub.frozen import dataclass
from afgpub.options import Options, option
from afgpub.plugins import Renderer, Rendering


@dataclass(frozen=True, slots=True, kw_only=True)
class TypesettingOptions(Options):
    """Options of what a typesetting program takes on."""

    font: str = option("", "the face of the text, by the name that the typesetting program knows it by")


def render_with_pandoc(document: Document, format: str, folder: Path | None, *, font: str = "") -> Rendering:
    """The document as `docx`, `odt`, `latex` or `typst`.

    Pictures are inside the first two; for the others they are in the rendering's `assets` and must be put beside it.
    Raises RenderError where pandoc is missing, refuses the document or takes too much (pandoc-…).
    """
    from afgpub.renderers.pandoc.rendering import write_document

    return write_document(document, format, folder, font)


def _render_docx(document: Document, options: Options, folder: Path | None) -> Rendering:
    return render_with_pandoc(document, "docx", folder)


def _render_odt(document: Document, options: Options, folder: Path | None) -> Rendering:
    return render_with_pandoc(document, "odt", folder)


def _render_latex(document: Document, options: TypesettingOptions, folder: Path | None) -> Rendering:
    return render_with_pandoc(document, "latex", folder, font=options.font)


def _render_typst(document: Document, options: TypesettingOptions, folder: Path | None) -> Rendering:
    return render_with_pandoc(document, "typst", folder, font=options.font)


_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX = Renderer("docx", ".docx", _WORD, Options, _render_docx, opens_pictures=True)
ODT = Renderer("odt", ".odt", "application/vnd.oasis.opendocument.text", Options, _render_odt)
LATEX = Renderer("latex", ".tex", "application/x-tex; charset=utf-8", TypesettingOptions, _render_latex)
TYPST = Renderer("typst", ".typ", "text/vnd.typst; charset=utf-8", TypesettingOptions, _render_typst)
