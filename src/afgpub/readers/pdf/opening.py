"""Opening a PDF with pdfium: what keeps it from being read is a coded error."""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING

from afgpub.exceptions import SourceError
from afgpub.source import Source

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

MAX_PAGES = 2_000
_PASSWORD, _SECURITY = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


def open_pdf(source: Source) -> PdfDocument:
    """The PDF of a source; the caller closes it.

    Raises SourceError: `pdf-invalid`, `pdf-encrypted` where a password is needed, `pdf-limit` over 2,000 pages.
    """
    import pypdfium2

    if not source.data.strip():
        raise SourceError.coded("source-empty", name=source.name)
    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in (_PASSWORD, _SECURITY):
            raise SourceError.coded("pdf-encrypted", name=source.name) from None
        raise SourceError.coded("pdf-invalid", name=source.name, reason="pdfium finds no pages in it") from None
    pages = len(pdf)
    if not pages:
        pdf.close()
        raise SourceError.coded("pdf-invalid", name=source.name, reason="it has no page")
    if pages > MAX_PAGES:
        pdf.close()
        raise SourceError.coded("pdf-limit", name=source.name, limit=f"{MAX_PAGES} pages")
    return pdf


def language_of(pdf: PdfDocument) -> str:
    """What /Lang of the catalogue says (ISO 32000-1, 14.9.2), empty where it is silent."""
    from pypdfium2 import raw

    size = raw.FPDFCatalog_GetLanguage(pdf, None, 0)
    if not 2 < size < 200:
        return ""
    buffer = (ctypes.c_ushort * (size // 2))()
    raw.FPDFCatalog_GetLanguage(pdf, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").strip("\0 ")


def is_bound_right(pdf: PdfDocument) -> bool:
    """Whether the viewer is to show the pages from right to left (/Direction /R2L)."""
    from pypdfium2 import raw

    buffer = ctypes.create_string_buffer(8)
    size = raw.FPDF_VIEWERREF_GetName(pdf, b"Direction", buffer, len(buffer))
    return bool(size) and buffer.value == b"R2L"
