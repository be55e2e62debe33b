"""Readers of what pandoc reads: Word, OpenDocument, e-books and a dozen markups, each mapped to the tree.

pandoc runs once for a document, shut off from files, network and environment and with limits (`process.py`). What it
drops is put into the document before, or found beside it: direction and language, positions, pictures, notes.
"""

from __future__ import annotations

from afgpub.document import Document
from afgpub.limits import Limits
from afgpub.plugins import Messages, Reader
from afgpub.source import Source

# With what comes before and after pandoc, any document ends below 10 s and 1 GB.
DEFAULT_LIMITS = Limits(seconds=7.0, megabytes=640)


def read_with_pandoc(source: Source, format: str, limits: Limits = DEFAULT_LIMITS) -> tuple[Document, Messages]:
    """Read a source in `format`, one of the names below, into a tree that says what stands there.

    Raises SourceError where the source is not of that format or is hostile (archive-…, xml-…, source-…), where pandoc
    is missing, refuses it or takes more than `limits` (pandoc-…).
    """
    from afgpub.readers.pandoc.formats import prepare
    from afgpub.readers.pandoc.reading import read_prepared

    return read_prepared(source, prepare(source, format), limits)


def _reader(name: str, *suffixes: str) -> Reader:
    def read(source: Source) -> tuple[Document, Messages]:
        return read_with_pandoc(source, name)

    return Reader(name, suffixes, read, apart=True)


DOCX = _reader("docx", ".docx", ".docm", ".dotx")
ODT = _reader("odt", ".odt", ".ott")
EPUB = _reader("epub", ".epub")
RTF = _reader("rtf", ".rtf")
RST = _reader("rst", ".rst")
ORG = _reader("org", ".org")
LATEX = _reader("latex", ".tex", ".latex")
TYPST = _reader("typst", ".typ")
DJOT = _reader("djot", ".dj", ".djot")
DOCBOOK = _reader("docbook", ".docbook", ".dbk")
JATS = _reader("jats", ".jats", ".nxml")
MEDIAWIKI = _reader("mediawiki", ".mediawiki", ".wiki")
IPYNB = _reader("ipynb", ".ipynb")
