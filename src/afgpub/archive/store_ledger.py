"""The ledger of a store whose files cannot be added to: segments of lines, of which the last line of a name counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from afgpub.archive.ledger import FileLedger
from afgpub.archive.row import Row, row_to_json
from afgpub.archive.stores import LEDGER, STATE, Store

SEGMENTS = f"{STATE}/ledger"
SECONDS = 5.0  # at most so many are lost when the process is killed
_BYTES = 1024 * 1024


class StoreLedger:
    """A FileLedger in a temporary folder, whose new lines go to the store every few seconds.

    Two runs at a time are the user's care: stores have no locks. Raises RenderError (output-unwritable).
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._folder = TemporaryDirectory(prefix="afgpub-")
        file = Path(self._folder.name) / STATE / LEDGER
        file.parent.mkdir()
        segments = sorted(store.names(SEGMENTS))
        with file.open("wb") as whole:
            for name in segments:
                whole.write(store.read(name) or b"")
        self._rows = FileLedger(Path(self._folder.name))
        self._count = int(Path(segments[-1]).stem) if segments else 0
        self._unsent: list[bytes] = []
        self._size = 0
        self._sent = monotonic()
        if len(segments) > 1:
            self._send(file.read_bytes())
            for name in segments:  # were it killed before this, the last line of a name would still be the one
                store.remove(name)

    def find(self, name: str) -> Row | None:
        """See Ledger."""
        return self._rows.find(name)

    def add(self, row: Row) -> None:
        """See Ledger. Raises RenderError (output-unwritable)."""
        self._rows.add(row)
        self._keep(row)

    def forget(self, name: str) -> None:
        """See Ledger."""
        self._rows.forget(name)
        self._keep(Row(name, "failed"))

    def names(self) -> list[str]:
        """See Ledger."""
        return self._rows.names()

    def rows(self) -> Iterator[Row]:
        """See Ledger."""
        return self._rows.rows()

    def close(self) -> None:
        """See Ledger. Raises RenderError (output-unwritable)."""
        try:
            if self._unsent:
                self._send(b"".join(self._unsent))
        finally:
            self._rows.close()
            self._folder.cleanup()

    def _keep(self, row: Row) -> None:
        self._unsent.append(row_to_json(row).encode("utf-8", "surrogatepass") + b"\n")
        self._size += len(self._unsent[-1])
        if monotonic() - self._sent > SECONDS or self._size > _BYTES:
            self._send(b"".join(self._unsent))
            self._unsent, self._size = [], 0

    def _send(self, lines: bytes) -> None:
        self._count += 1
        self._store.write({f"{SEGMENTS}/{self._count:09}.jsonl": lines})
        self._sent = monotonic()
