"""The reader of Markdown: CommonMark with tables, notes, definition lists, attributes and fenced divisions.

The parser is loaded with the first text that is read, so that a list of readers costs nothing.
"""

from __future__ import annotations

from afgpub.document import Document
from afgpub.plugins import Messages, Reader
from afgpub.source import Source


def read_markdown(source: Source) -> tuple[Document, Messages]:
    """Read Markdown (CommonMark 0.31.2 and extensions) into a tree that says what stands there.

    Messages come in the order of their lines. Raises SourceError where the source is not text (see `Source.text`)
    and where blocks or phrases stand too deep in each other (source-nesting).
    """
    from afgpub.readers.markdown.article import read_article

    text, guesses = source.decode()
    document, messages = read_article(source.name, text)
    return document, guesses + messages


READER = Reader(name="markdown", suffixes=(".md", ".markdown", ".mdown"), read=read_markdown)
