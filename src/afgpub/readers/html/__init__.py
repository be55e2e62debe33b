"""The reader of web pages: the article of the page, without what the site has put around it."""

from __future__ import annotations

from afgpub.document import Document
from afgpub.plugins import Messages, Reader
from afgpub.source import Source


def read_html(source: Source) -> tuple[Document, Messages]:
    """Read a web page (HTML Standard, XHTML) into a tree that says what stands in its article.

    Navigation, advertisements, forms, scripts and the like are left out, each with a message. Raises SourceError as
    `read_with_pandoc` does.
    """
    from afgpub.readers.pandoc import read_with_pandoc

    return read_with_pandoc(source, "html")


READER = Reader("html", (".html", ".htm", ".xhtml"), read_html, apart=True)
