"""What is kept of one book, in one file of a store: entries of JSON and bytes under names.

A file is a row of segments, each with its sizes and a checksum. A build adds what it has made anew as one more
segment, in which an entry takes the place of an earlier one of its name; a file most of which nobody asks for is
written anew. What is torn, or was written by two at once, ends the file there: what stood behind it is made again.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any
from zlib import crc32

from afgpub.worker.packing import as_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from afgpub.chapters.given import Given
    from afgpub.chapters.store import Store

_HEAD = re.compile(rb"afgpub book 2 (\d{1,10}) (\d{1,10}) (\d{1,10})\n")
_SIZES = 2  # from where on they stand in the row of an entry, after its value and its place
_SPARE = 1 << 17  # bytes: a file holds so many, and an eighth of the others, that nobody has asked for

Entry = tuple[Any, "Sequence[bytes]"]


class Pack:
    """The entries of the file `name` of `store`, or of `beside` where it has none; of a blind one nothing is found."""

    def __init__(
        self, store: Store, name: str, *, instead: Callable[[], str | None] = lambda: None, beside: Pack | None = None
    ) -> None:
        self._store, self._name, self._beside = store, name, beside
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
            index, size, checksum = map(int, found.groups())
            start = found.end()
            middle = start + index
            end = middle + size
            if crc32(memoryview(data)[start:end]) != checksum or end > len(data):
                break
            for name, row in json.loads(data[start:middle]).items():
                self._rows[name] = row, middle
            place = end
        return place

    def value(self, name: str) -> Any:
        """The JSON under `name`, None where there is nothing; what was asked for stays in the file."""
        if found := self._rows.get(name):
            self._used.add(name)
            return found[0][0]
        if name in self._made:
            return self._made[name][0]
        if self._beside and (value := self._beside.value(name)) is not None:
            self.keep(name, value, self._beside.frames(name))
            return value
        return None

    def frames(self, name: str) -> Sequence[bytes]:
        """The bytes under `name`, of which there is something."""
        if name in self._made:
            return self._made[name][1]
        row, start = self._rows[name]
        self._used.add(name)
        ends = [*accumulate(row[_SIZES:], initial=start + row[1])]
        return [self._data[place:end] for place, end in pairwise(ends)]

    def place(self, name: str, number: int) -> tuple[bytes, int]:
        """All of the file, and where in it one of the frames of an entry begins."""
        row, start = self._rows[name]
        self._used.add(name)
        if number >= len(row) - _SIZES:
            raise IndexError(number)
        return self._data, start + row[1] + sum(row[_SIZES : _SIZES + number])

    def frame(self, name: str, number: int) -> bytes:
        """One of the `frames`."""
        if name in self._made:
            return self._made[name][1][number]
        data, start = self.place(name, number)
        return data[start : start + self._rows[name][0][_SIZES + number]]

    def names(self) -> set[str]:
        """The names of all entries."""
        return self._rows.keys() | self._made.keys()

    def keep(self, name: str, value: Any, frames: Sequence[bytes] = ()) -> None:
        """Have `name` mean this from now on; it is written by `save`, unless that is what it means in the file."""
        found = self._rows.get(name)
        if found and found[0][0] == value and self.frames(name) == frames:
            self._used.add(name)
            return
        self._rows.pop(name, None)
        self._made[name] = value, frames

    def save(self) -> None:
        """Write what was made; where nothing can be written nothing is said."""
        if not self._made:
            return
        sizes = {name: sum(row[_SIZES:]) for name, (row, _) in self._rows.items()}
        wanted = sum(sizes[name] for name in self._used if name in sizes)
        most = wanted // 8 + _SPARE
        if self._is_other or self._end < len(self._data) or self._end - wanted > most:
            kept, spare = set(self._used), most // 2
            for name in reversed(self._rows):  # the newest of what was not asked for: changes are taken back
                if name not in kept and (spare := spare - sizes[name]) > 0:
                    kept.add(name)
            entries = {name: (self.value(name), self.frames(name)) for name in self._rows if name in kept}
            self._store.replace(self._name, _segment({**entries, **self._made}))
        else:
            self._store.append(self._name, _segment(self._made))


def pack_of(store: Store, settings: str, given: Given, beside: Pack | None = None) -> Pack:
    """The pack of a book that is made with these `settings`, or of what it was before its opening was changed."""
    common, opening = names_of(settings, given)
    return Pack(store, common + opening, instead=lambda: store.latest(common), beside=beside)


def names_of(settings: str, given: Given) -> tuple[str, str]:
    """Digests of what books of this name are made with, and of the opening of this one."""
    common = sha256(f"{settings} {given.name}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    return common, sha256(given.opening).hexdigest()[:32]


def _segment(entries: dict[str, Entry]) -> bytes:
    rows: dict[str, list[Any]] = {}
    place, body = 0, list[bytes]()
    for name, (value, frames) in entries.items():
        rows[name] = [value, place, *map(len, frames)]
        place += sum(map(len, frames))
        body += frames
    index = as_json(rows)
    content = b"".join((index, *body))
    return b"afgpub book 2 %d %d %d\n%s" % (len(index), place, crc32(content), content)
