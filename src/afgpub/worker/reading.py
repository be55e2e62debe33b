"""Reading a source where its reader belongs: here, or in a worker."""

from __future__ import annotations

from afgpub.document import Document
from afgpub.limits import Limits
from afgpub.plugins import Messages, get_reader, reader_for
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
        return chosen.read(source)
    from afgpub.worker.client import read_in_worker

    return read_in_worker(source, reader, limits)
