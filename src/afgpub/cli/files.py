"""Reading a file that a command judges, as it is."""

from __future__ import annotations

from pathlib import Path

from afgpub.exceptions import SourceError


def read_bytes(file: Path) -> bytes:
    """The bytes of the file. Raises SourceError (source-missing, source-folder, source-unreadable)."""
    if file.is_dir():
        raise SourceError.coded("source-folder", name=file)
    try:
        return file.read_bytes()
    except FileNotFoundError as error:
        raise SourceError.coded("source-missing", name=file) from error
    except OSError as error:
        raise SourceError.coded("source-unreadable", name=file, reason=error.strerror or error) from error
