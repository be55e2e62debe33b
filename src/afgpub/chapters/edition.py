"""A book as it was put together last: each part as it was read and as it was filled in, in a file of its own.

A later build holds its source against it and takes over what is the same (`renewal`). The rest of what is kept, from
which any book can be put together, is read only where that does not do.
"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from afgpub.chapters.known import FILLED, LETTERS, SURVEY, Book, Filled, Known, Outside
from afgpub.chapters.pack import Pack, names_of
from afgpub.chapters.recutting import changed_parts
from afgpub.chapters.said import said_of
from afgpub.chapters.store import digest_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from afgpub.chapters.given import Given
    from afgpub.chapters.store import Store
    from afgpub.plugins import Messages

_BOOK, _ELSEWHERE = "book", "elsewhere"
_SOURCE = -1  # among the sizes of a base


class Edition:
    """The edition of a book that is made with these `settings`; `book` is None where none is kept.

    It is kept as a base, in which each kind of frame of all parts stands together, and the parts that have changed. The
    text that the base was read in is a file beside: it needs no check, since it is only held against another.
    """

    def __init__(self, store: Store, settings: str, given: Given) -> None:
        self._store, self._key = store, digest_of(b"edition", *map(str.encode, names_of(settings, given)))
        self.pack = Pack(store, self._key)
        known = self.pack.value(_BOOK)
        book = Book(*known) if known else None
        base = self.pack.value(f"base {book.base}") if book else None
        self.book = book if base else None
        keys, lines, rows, sizes = base or ([], [], [], [])
        self._keys: list[str] = keys
        self._lines: list[int] = lines
        self._rows: list[list[Any]] = rows
        self._ends = [[*accumulate(column, initial=0)] for column in sizes]
        self._others: dict[int, Known] = {}
        for number, key in book.others.items() if book and base else ():
            self._others[int(number)] = self._part(int(number), key)

    def changes(self, text: str | bytes) -> dict[int, bytes] | None:
        """The parts of `text`, by number, that are others than those that were read; None where there is no telling."""
        data = self._store.read(self._source(self.book.base)) if self.book else None
        if self.book is None or data is None or len(data) != self._ends[_SOURCE][-1]:
            return None
        view, ends = memoryview(data), self._ends[_SOURCE]

        def before(number: int) -> bytes | memoryview:
            if known := self._others.get(number):
                return self.pack.frame(f"source {self._name(number, known.key)}", 0)
            return view[ends[number] : ends[number + 1]]

        # one part after the other, since to take much memory at once costs more than to read what is in it
        if isinstance(text, bytes):
            return changed_parts(len(ends) - 1, lambda number: bytes(before(number)), text, self.book.top)
        changed = changed_parts(len(ends) - 1, lambda n: str(before(n), "utf-8", "replace"), text, self.book.top)
        if changed is None:
            return None
        return {number: part.encode("utf-8", "surrogatepass") for number, part in changed.items()}

    def lines(self) -> list[int]:
        """How many lines each part has."""
        found = [*self._lines]
        for number, known in self._others.items():
            found[number] = known.lines
        return found

    def messages(self, stage: int, source: str) -> Messages:
        """What was found in one stage of making all parts, in the text `source`."""
        packed = self._frames(stage)
        if not any(packed):
            return ()
        before = accumulate(self.lines()[:-1], initial=0)
        return tuple(said_of(packed, [number.__add__ for number in before], source))

    def filled(self) -> list[Filled]:
        """The chapters as they were filled in."""
        columns = [self._views(kind) for kind in range(FILLED, len(self._ends) + _SOURCE)]
        found = [*map(Filled, self._rows, map(list, zip(*columns, strict=True)))]
        for number, known in self._others.items():
            found[number] = known.filled
        return found[1:]

    def letters(self) -> list[bytes]:
        """Those of all parts."""
        return self._frames(LETTERS)

    def surveys(self) -> list[bytes]:
        """Those of all parts."""
        return self._frames(SURVEY)

    def part(self, number: int) -> Known:
        """What is known of the part that is there now."""
        return self._others.get(number) or self._of_base(number)

    def find(self, number: int, key: str) -> Known | None:
        """What is known of a part of that key if it was there before."""
        if self._keys[number] == key:
            return self._of_base(number)
        name = self._name(number, key)
        is_there = self.pack.value(name) is not None and self.pack.value(f"source {name}") is not None
        return self._part(number, key) if is_there else None

    def outside(self) -> Outside:
        """What was kept of the book apart from its chapters."""
        assert self.book  # noqa: S101
        name = f"outside {self.book.base}"
        return self.pack.value(name), self.pack.frames(name)

    def has_elsewhere(self, key: str) -> bool:
        """Whether a chapter of that key was kept with all others when the base was made."""
        return key.encode() in self.pack.frame(_ELSEWHERE, 0)

    def put(self, number: int, known: Known, data: bytes | None) -> None:
        """Have a part be this one, read in `data` where that has not been kept."""
        if data is not None:
            self.pack.keep(f"source {self._name(number, known.key)}", 0, [data])
            self.pack.keep(self._name(number, known.key), [known.lines, known.filled.row], known.frames)
        self._others[number] = known

    def save(self) -> None:
        """Write what is new."""
        assert self.book  # noqa: S101
        changed = {number: known.key for number, known in self._others.items() if known.key != self._keys[number]}
        for name in (f"outside {self.book.base}", _ELSEWHERE):
            self.pack.value(name)  # so that it stays in the file
        for key in changed.values():
            self.pack.value(f"chapter {key}")
        self.pack.keep(_BOOK, list(self.book._replace(others={str(n): key for n, key in changed.items()})))
        self.pack.save()

    def replace(self, book: Book, parts: Sequence[Known], data: Sequence[bytes], outside: Outside, keys: str) -> None:
        """Have all of it be this, of parts that were read in `data`; `keys` are those of all chapters that are kept."""
        columns = [*zip(*(known.frames for known in parts), strict=True)]
        facts = zip(*((known.key, known.lines, known.filled.row) for known in parts), strict=True)
        sizes = [[*map(len, column)] for column in (*columns, data)]
        frames = [b"".join(column) for column in columns]
        for name, value, kept in (
            (f"base {book.base}", [*map(list, facts), sizes], frames),
            (f"outside {book.base}", *outside),
            (_ELSEWHERE, 0, [keys.encode()]),
            (_BOOK, list(book), []),
        ):
            self.pack.keep(name, value, kept)
        self._store.replace(self._source(book.base), b"".join(data))
        self.pack.save()
        if self.book and self.book.base != book.base:
            self._store.remove(self._source(self.book.base))

    def _source(self, base: str) -> str:
        return digest_of(b"source", self._key.encode(), base.encode())

    def _name(self, number: int, key: str) -> str:
        assert self.book  # noqa: S101
        return f"part {number} {key} {self.book.base}"

    def _part(self, number: int, key: str) -> Known:
        name = self._name(number, key)
        lines, row = self.pack.value(name)
        return Known.of(key, lines, row, self.pack.frames(name))

    def _of_base(self, number: int) -> Known:
        assert self.book  # noqa: S101
        frames: list[bytes] = []
        for kind, ends in enumerate(self._ends[:_SOURCE]):
            data, start = self.pack.place(f"base {self.book.base}", kind)
            frames.append(data[start + ends[number] : start + ends[number + 1]])
        return Known.of(self._keys[number], self._lines[number], self._rows[number], frames)

    def _frames(self, kind: int) -> list[bytes]:
        found = self._column(kind)
        for number, known in self._others.items():
            found[number] = known.frames[kind]
        return found

    def _column(self, kind: int) -> list[bytes]:
        """One kind of frame of all parts of the base."""
        ends = self._ends[kind]
        return [bytes(view) for view in self._views(kind)] if ends[-1] else [b""] * (len(ends) - 1)

    def _views(self, kind: int) -> list[memoryview]:
        """The same, not copied."""
        assert self.book  # noqa: S101
        data, start = self.pack.place(f"base {self.book.base}", kind)
        whole = memoryview(data)[start:]
        return [whole[begin:end] for begin, end in pairwise(self._ends[kind])]
