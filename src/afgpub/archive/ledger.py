"""What was made of what, kept in the target: a line of JSON for each article, the last line of a name counts.

Lines are only ever added, each in one write, so that a process that is killed loses at most the line it was at; a
torn line is passed over. When a run begins, the file is written anew with one line a name.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Protocol

from afgpub.archive.row import Row, row_from_json, row_to_json
from afgpub.archive.stores import LEDGER, PARTS, STATE, is_url, open_store
from afgpub.exceptions import RenderError, UsageError


class Ledger(Protocol):
    """The rows of a target by the names of their sources."""

    def find(self, name: str) -> Row | None:
        """The row of a source."""

    def add(self, row: Row) -> None:
        """Keep a row, in the place of the last one of that name."""

    def forget(self, name: str) -> None:
        """Drop the row of a source that is gone."""

    def names(self) -> list[str]:
        """The names of all rows, in order."""

    def rows(self) -> Iterator[Row]:
        """All rows by name."""

    def close(self) -> None:
        """Let go of the files."""


class FileLedger:
    """One file of lines; only the place of each line is held in memory. One run at a time may have it.

    Raises RenderError (output-unwritable) and UsageError (archive-busy).
    """

    def __init__(self, target: Path) -> None:
        self._path = target / STATE / LEDGER
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = _locked(self._path.with_name("lock"))
            if self._lock is None:
                raise UsageError.coded("archive-busy", name=target)
            _empty(self._path.with_name(PARTS))
            self._places = self._compacted()
            self._file = self._path.open("ab", buffering=0)
        except OSError as error:
            raise RenderError.coded("output-unwritable", name=self._path, reason=error.strerror or error) from error
        self._reading = self._path.open("rb")

    def find(self, name: str) -> Row | None:
        """See Ledger."""
        place = self._places.get(name)
        if place is None:
            return None
        self._reading.seek(place)
        try:
            return row_from_json(self._reading.readline())
        except ValueError:  # it was torn, as the disk was full
            return None

    def add(self, row: Row) -> None:
        """See Ledger. Raises RenderError (output-unwritable)."""
        line = row_to_json(row).encode("utf-8", "surrogatepass") + b"\n"
        try:
            place = self._file.seek(0, os.SEEK_END)
            self._file.write(line)
        except OSError as error:
            raise RenderError.coded("output-unwritable", name=self._path, reason=error.strerror or error) from error
        self._places[row.name] = place

    def forget(self, name: str) -> None:
        """See Ledger; the file itself loses the row when it is next written anew."""
        self.add(Row(name, "failed"))
        del self._places[name]

    def names(self) -> list[str]:
        """See Ledger."""
        return sorted(self._places)

    def rows(self) -> Iterator[Row]:
        """See Ledger."""
        for name in self.names():
            row = self.find(name)
            if row is not None:
                yield row

    def close(self) -> None:
        """See Ledger."""
        for file in (self._file, self._reading, self._lock):
            if file is not None:
                file.close()

    def _compacted(self) -> dict[str, int]:
        """Write the file anew without what is outdated, torn or empty; the place of each line by name."""
        places: dict[str, int] = {}
        if not self._path.exists():
            return places
        with self._path.open("rb") as old:
            place = 0
            for line in old:
                with suppress(ValueError):
                    row = row_from_json(line)
                    places[row.name] = place
                    if not row.digest and not row.outputs:  # it was forgotten, or nothing was ever made of it
                        del places[row.name]
                place += len(line)
            new = self._path.with_name(LEDGER + ".new")
            with new.open("wb") as file:
                for name in sorted(places):
                    old.seek(places[name])
                    line = old.readline()
                    places[name] = file.tell()
                    file.write(line if line.endswith(b"\n") else line + b"\n")
        new.replace(self._path)
        return places


def open_ledger(target: str) -> Ledger:
    """The ledger of a target. Raises RenderError (output-unwritable) and UsageError (archive-busy)."""
    if not is_url(target):
        return FileLedger(Path(target))
    from afgpub.archive.store_ledger import StoreLedger

    return StoreLedger(open_store(target))


def _locked(path: Path) -> IO[bytes] | None:
    """A lock that ends with the process that has it, however that ends; None where another one has it."""
    file = path.open("ab")
    try:
        import fcntl
    except ImportError:  # on Windows two runs at a time are the user's care
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _empty(folder: Path) -> None:
    """Make a folder and remove what a run that was killed has left in it."""
    folder.mkdir(exist_ok=True)
    for file in folder.iterdir():
        file.unlink(missing_ok=True)
