"""What is kept of one book, in one file of a store: entries of JSON and bytes under names.

A file is a row of segments, each with its sizes and a digest of itself. A build adds what it has made anew as one more
segment, in which an entry takes the place of an earlier one of its name; a file most of which nobody asks for is
written anew. What is torn, or was written by two at once, ends the file there: what stood behind it is made again.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from afgpub.chapters.store import Store
    from afgpub.source import Source

_HEAD = re.compile(rb"afgpub book 1 (\d{1,10}) (\d{1,10}) ([0-9a-f]{64})\n")
_LOOSE = 1 << 17  # bytes: a file holds so many, and a quarter of the others, that nobody has asked for

Entry = tuple[Any, "Sequence[bytes]"]


class Pack:
    """The entries of the file `name` of `store`; of a blind one nothing is found."""

    def __init__(self, store: Store, name: str, *, instead: Callable[[], str | None] = lambda: None) -> None:
        self._store, self._name = store, name
        data = store.read(name)
        self._is_other = data is None  # then it is written under its own name
        if data is None and (other := instead()):
            data = store.read(other)
        self._data = data or b""
        self._rows: dict[str, tuple[list[Any], int]] = {}
        self._used: set[str] = set()
        self._made: dict[str, Entry] = {}
        self._end = self._read()

    def _read(self) -> int:
        """Take up all segments that are whole; gives where the last of them ends."""
        data, place = self._data, 0
        while found := _HEAD.match(data, place):
            start = found.end()
            middle = start + int(found[1])
            end = middle + int(found[2])
            if sha256(memoryview(data)[start:end]).hexdigest().encode() != found[3]:
                break
            for name, row in json.loads(data[start:middle]).items():
                self._rows[name] = (row, middle)
            place = end
        return place

    def value(self, name: str) -> Any:
        """The JSON under `name`, None where there is nothing; what was asked for stays in the file."""
        if found := self._rows.get(name):
            self._used.add(name)
            return found[0][0]
        return self._made[name][0] if name in self._made else None

    def frames(self, name: str) -> Sequence[bytes]:
        """The bytes under `name`, of which there is something."""
        if name in self._made:
            return self._made[name][1]
        (_, place, *sizes), start = self._rows[name]
        frames: list[bytes] = []
        place += start
        for size in sizes:
            frames.append(self._data[place : place + size])
            place += size
        return frames

    def frame(self, name: str, number: int) -> bytes:
        """One of the `frames`."""
        if name in self._made:
            return self._made[name][1][number]
        row, start = self._rows[name]
        start += row[1] + sum(row[2 : 2 + number])
        return self._data[start : start + row[2 + number]]

    def keep(self, name: str, value: Any, frames: Sequence[bytes] = ()) -> None:
        """Have `name` mean this from now on; it is written by `save`."""
        self._rows.pop(name, None)
        self._made[name] = value, frames

    def save(self) -> None:
        """Write what was made; where nothing can be written nothing is said."""
        if not self._made:
            return
        sizes = {name: sum(row[2:]) for name, (row, _) in self._rows.items()}
        wanted = sum(sizes[name] for name in self._used if name in sizes)
        most = wanted // 4 + _LOOSE
        if self._is_other or self._end < len(self._data) or self._end - wanted > most:
            kept, spare = set(self._used), most // 2
            for name in reversed(self._rows):  # the newest of what was not asked for: changes are taken back
                if name not in kept and (spare := spare - sizes[name]) > 0:
                    kept.add(name)
            entries = {name: (self.value(name), self.frames(name)) for name in self._rows if name in kept}
            self._store.replace(self._name, _segment({**entries, **self._made}))
        else:
            self._store.append(self._name, _segment(self._made))


def pack_of(store: Store, settings: str, source: Source) -> Pack:
    """The pack of a book that is made with these `settings`, or of what it was before its opening was changed."""
    opening = source.data[: source.data.find(b"\n\n#") + 1]
    common = sha256(f"{settings} {source.name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    name = common + sha256(opening).hexdigest()[:32]
    return Pack(store, name, instead=lambda: store.latest(common))


def _segment(entries: dict[str, Entry]) -> bytes:
    rows: dict[str, list[Any]] = {}
    place, body = 0, list[bytes]()
    for name, (value, frames) in entries.items():
        rows[name] = [value, place, *map(len, frames)]
        place += sum(map(len, frames))
        body += frames
    index = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogatepass")
    content = b"".join((index, *body))
    head = b"afgpub book 1 %d %d %s\n" % (len(index), place, sha256(content).hexdigest().encode())
    return head + content
