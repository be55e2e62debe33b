"""Reading a source where its reader belongs: here, or in a worker."""

from __future__ import annotations

from afgpub.document import Document, Span
from afgpub.limits import Limits
from afgpub.messages import message
from afgpub.plugins import LONGEST_NAME, Messages, get_reader, is_source_name, reader_for
from afgpub.source import Source
from afgpub.worker.confining import is_apart

DEFAULT_LIMITS = Limits()


def read_source(
    source: Source, reader: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[Document, Messages]:
    """Read an open source with the reader of that name, or the one for its ending.

    A reader that is `apart` works in a worker with `limits`, unless this process is one. Raises SourceError,
    UnknownFormatError or WorkerError.
    """
    chosen = get_reader(reader) if reader else reader_for(source)
    if not chosen.apart or is_apart():
        document, messages = chosen.read(source)
        return document, messages + _said_of_name(source)
    from afgpub.worker.client import read_in_worker

    return read_in_worker(source, reader, limits)


def _said_of_name(source: Source) -> Messages:
    """What a text is told that was perhaps meant as the path of a file: a str is never opened."""
    if source.folder or source.name != "text" or len(source.data) > LONGEST_NAME:
        return ()
    text = source.data.decode("utf-8", "replace")
    return (message("source-is-name", Span(source.name, 1, 1), name=text.strip()),) if is_source_name(text) else ()
