"""The reader of PDF: what stands on its pages, as a text in the order of reading."""

from __future__ import annotations

from afgpub.document import Document
from afgpub.plugins import Messages, Reader
from afgpub.source import Source


def read_pdf(source: Source) -> tuple[Document, Messages]:
    """Read a PDF (ISO 32000) into a tree: headings by their size, paragraphs, notes, links; spans count pages.

    Running heads and feet are left out with a message, words parted at the end of a line are joined. Raises
    SourceError: `source-empty`, `pdf-invalid`, `pdf-encrypted`, `pdf-without-text` for scanned pages, `pdf-limit`
    beyond 2,000 pages or 1,000,000 characters.
    """
    from afgpub.readers.pdf.reading import read

    return read(source)


READER = Reader("pdf", (".pdf",), read_pdf, apart=True)
