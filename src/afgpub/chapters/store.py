"""A folder of what was made before: entries under the digest of all that they were made from.

An entry is written beside and then renamed, so that parallel runs and a run that is killed leave whole ones or none.
It holds JSON and bytes and never code, and it bears a digest of itself: one that is broken is not there.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 1024 * 1024 * 1024  # of a whole folder, when it is pruned
_FRESH = 600  # seconds in which a file that was begun may still be written
_DAY = 86_400  # seconds: how exactly it is known when an entry was used
_MAGIC = b"afgpub chapter 1\n"
_DIGEST = 32
_SUFFIX = ".part"


class Store:
    """The entries of a folder, which is made when the first one is kept; a `blind` one finds none."""

    def __init__(self, folder: Path, *, blind: bool = False) -> None:
        self._folder, self._blind = str(folder), blind
        self._written = 0
        self._now = time.time()

    def find(self, key: str) -> list[bytes] | None:
        """The frames of an entry, or None where there is none that is whole."""
        data = self.read(key)
        return None if data is None else _unpacked(data)

    def keep(self, key: str, frames: Sequence[bytes]) -> None:
        """Keep an entry; where the folder cannot be written to, nothing is kept and nothing is said."""
        self.replace(key, _packed(frames))

    def read(self, key: str) -> bytes | None:
        """The file of that key as it is, or None."""
        if self._blind:
            return None
        path = self._path(key)
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - some of them for a book
                data = file.read()
                used = os.fstat(file.fileno()).st_mtime
            if used < self._now - _DAY:
                os.utime(path)  # what was used last is pruned last
        except OSError:
            return None
        return data

    def append(self, key: str, data: bytes) -> None:
        """Put `data` at the end of a file, in one piece, where it can be written to."""
        with suppress(OSError), open(self._path(key), "ab", buffering=0) as file:  # noqa: PTH123
            file.write(data)

    def latest(self, beginning: str) -> str | None:
        """The key with this beginning, of two letters or more, whose file was written last."""
        found: list[tuple[int, str]] = []
        with suppress(OSError):
            files = list(os.scandir(f"{self._folder}/{beginning[:2]}"))
            wanted = (file for file in files if file.name.startswith(beginning[2:]))
            whole = (file for file in wanted if not file.name.endswith(_SUFFIX))
            found = [(file.stat().st_mtime_ns, beginning[:2] + file.name) for file in whole]
        return max(found)[1] if found else None

    def replace(self, key: str, data: bytes) -> None:
        """Have the file of that key be `data`, where it can be written."""
        path = self._path(key)
        part = f"{path}-{os.getpid()}-{time.monotonic_ns()}{_SUFFIX}"
        with suppress(OSError):
            os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
            try:
                with open(part, "xb") as file:  # noqa: PTH123
                    file.write(data)
                os.replace(part, path)  # noqa: PTH105
                self._written += 1
            except BaseException:
                with suppress(OSError):
                    os.unlink(part)  # noqa: PTH108
                raise

    def remove(self, key: str) -> None:
        """Take out the file of that key, where there is one and it can be."""
        with suppress(OSError):
            os.unlink(self._path(key))  # noqa: PTH108

    def prune(self, most: int = MOST_BYTES) -> None:
        """Take out the entries that were used longest ago until `most` bytes are left; also what a killed run left.

        Nothing is looked at where nothing was kept since the store was opened.
        """
        if not self._written:
            return
        entries, total, now = list[tuple[float, int, str]](), 0, self._now
        for file in self._files():
            with suppress(OSError):
                status = file.stat()
                if not file.name.endswith(_SUFFIX):
                    entries.append((status.st_mtime, status.st_size, file.path))
                    total += status.st_size
                elif now - status.st_mtime > _FRESH:
                    os.unlink(file.path)  # noqa: PTH108
        for _, size, path in sorted(entries):
            if total <= most:
                return
            with suppress(OSError):
                os.unlink(path)  # noqa: PTH108
                total -= size

    def _files(self) -> Iterator[os.DirEntry[str]]:
        with suppress(OSError):
            for folder in list(os.scandir(self._folder)):
                if len(folder.name) == 2 and folder.is_dir(follow_symlinks=False):
                    yield from list(os.scandir(folder.path))

    def _path(self, key: str) -> str:
        return f"{self._folder}/{key[:2]}/{key[2:]}"


def digest_of(*parts: bytes) -> str:
    """A key: the digest of `parts`, each with its length, so that no two rows of them have the same."""
    content = hashlib.sha256()
    for part in parts:
        content.update(b"%d\0" % len(part))
        content.update(part)
    return content.hexdigest()


def _packed(frames: Sequence[bytes]) -> bytes:
    head = _MAGIC + b" ".join(b"%d" % len(frame) for frame in frames) + b"\n"
    body = b"".join((head, *frames))
    return hashlib.sha256(body).digest() + body


def _unpacked(data: bytes) -> list[bytes] | None:
    body = memoryview(data)[_DIGEST:]
    if not data.startswith(_MAGIC, _DIGEST) or hashlib.sha256(body).digest() != data[:_DIGEST]:
        return None
    start = _DIGEST + len(_MAGIC)
    end = data.index(b"\n", start)
    sizes = [int(size) for size in data[start:end].split()]
    frames, place = list[bytes](), end + 1
    for size in sizes:
        frames.append(data[place : place + size])
        place += size
    return frames if place == len(data) else None
