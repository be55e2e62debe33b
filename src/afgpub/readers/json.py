"""The reader `json`: takes back the tree that the renderer `json` wrote."""

from __future__ import annotations

from afgpub.document import Document
from afgpub.document_json import from_json
from afgpub.exceptions import SourceError
from afgpub.plugins import Messages, Reader
from afgpub.source import Source


def read_json(source: Source) -> tuple[Document, Messages]:
    """Read a tree. Raises SourceError (source-tree) where it is not one that this version wrote."""
    text = source.text()
    try:
        return from_json(text), ()
    except ValueError as error:
        raise SourceError.coded("source-tree", name=source.name, reason=error) from None


READER = Reader("json", (".json",), read_json)
