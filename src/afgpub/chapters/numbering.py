"""What only the whole book can say of its chapters: identifiers, numbers of notes and pictures, where links lead."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, cast

from afgpub.chapters.marking import LINK, NUMBER, NUMERAL, START
from afgpub.chapters.piece import Piece
from afgpub.faces import Place
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.renderers.markup import Entry, ImageStore
from afgpub.renderers.markup.context import Context
from afgpub.theme import Theme

_OURS = re.compile(r"(note|call)-([1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Numbers:
    """What stands for the marks of one piece.

    `links` are targets as the shared XHTML has them, None for a broken one.
    """

    first_note: int
    ids: dict[int, str]
    links: tuple[str | None, ...]
    pictures: tuple[str, ...]


@dataclass(slots=True)
class Numbering:
    """The numbers of all pieces of a book, the first of which is its opening."""

    pieces: Sequence[Piece]
    theme: Theme
    images: ImageStore
    lang: str
    dir: Direction
    numbers: list[Numbers] = field(default_factory=list)
    notes: int = 0
    notes_id: str = ""
    broken: list[Message] = field(default_factory=list)

    def __post_init__(self) -> None:
        context = Context(self.theme, self.images, self.lang, self.dir)
        self._context = context
        firsts: list[int] = []
        ids: list[dict[int, str]] = []
        for piece in self.pieces:
            firsts.append(self.notes)
            ids.append({number: self._new_id(own, base) for number, own, base in piece.ids})
            for own in piece.notes:
                self.notes += 1
                if own:
                    context.ids.setdefault(own, f"note-{self.notes}")
        self.notes_id = context.new_id("notes") if self.notes else ""
        for piece, found in zip(self.pieces, ids, strict=True):
            found.update({number: self._new_id(own, base) for number, own, base in piece.note_ids})
        for rows in ([piece.pictures for piece in self.pieces], [piece.note_pictures for piece in self.pieces]):
            for target in (target for row in rows for target in row):
                self.images.add(target)
        for piece, first, found in zip(self.pieces, firsts, ids, strict=True):
            names = tuple(self._picture(target) for target in piece.states)
            self.numbers.append(Numbers(first, found, tuple(map(self._link, piece.links)), names))

    _context: Context = field(init=False)

    def numeral(self, number: int) -> str:
        """The number of a note as it is printed."""
        return self._context.numeral(number)

    def letters(self) -> dict[Place, set[str]]:
        """The letters of all chapters, the numbers of their notes among them."""
        found: dict[Place, set[str]] = {}
        for piece, numbers in zip(self.pieces, self.numbers, strict=True):
            for script, mask, letters in piece.letters:
                found.setdefault((script, mask), set()).update(letters)
            for note, script, mask in piece.numerals:
                found.setdefault((script, mask), set()).update(self.numeral(numbers.first_note + note))
        return found

    def contents(self) -> tuple[Entry, ...]:
        """The contents of the book, without its notes."""
        rows = zip(self.pieces, self.numbers, strict=True)
        return tuple(_entry(row, numbers) for piece, numbers in rows for row in json.loads(piece.contents))

    def _new_id(self, own: str, base: str) -> str:
        new = self._context.new_id_like(base)
        if own:
            self._context.ids.setdefault(own, new)
        return new

    def _picture(self, target: str) -> str:
        file = self.images.files.get(target)
        return file.name if file else ""

    def _link(self, target: str) -> str | None:
        from urllib.parse import unquote

        name = unquote(target)
        if name in self._context.ids:
            return f"#{self._context.ids[name]}"
        ours = _OURS.fullmatch(name)
        if name in self._context.taken or (ours and int(ours[2]) <= self.notes):
            return f"#{target}"
        self.broken.append(message("link-broken", target=name))
        return None


def _entry(row: Sequence[Any], numbers: Numbers) -> Entry:
    title, id, lang, dir, children, shown = row
    name = numbers.ids[id] if isinstance(id, int) else id
    return Entry(title, name, lang, cast("Direction", dir), tuple(_entry(c, numbers) for c in children), shown)


_ATTRIBUTE = re.compile((r' (?:href|start)="(zq[0-9a-f]{16}[%s]\d+z)"' % (LINK + START)).encode())


def whole_attributes(data: bytes, token: str) -> bytes:
    """`data` with each mark that is all of an attribute, which may be left out, in the place of the attribute."""
    begin = token.encode()
    if begin + LINK.encode() not in data and begin + START.encode() not in data:
        return data
    return _ATTRIBUTE.sub(lambda found: found[1] if found[1].startswith(begin) else found[0], data)


Values = Mapping[bytes, bytes]  # what stands for the marks of a chapter: for the letter of the kind and the number


def mark_name(kind: str, number: int) -> bytes:
    """A mark without what it has in common with others of its chapter."""
    return f"{kind}{number}".encode()


def marks_in(frame: bytes, token: str) -> list[bytes]:
    """The marks of a frame in their order: the letter of the kind and the number."""
    return [data.partition(b"z")[0] for data in frame.split(token.encode())[1:]]


def fill(frame: bytes, token: str, values: Values) -> bytes:
    """A frame with each of its marks filled in. Raises KeyError for one of which nothing is known."""
    head, *rest = frame.split(token.encode())
    filled = [head]
    for data in rest:
        mark, _, after = data.partition(b"z")
        filled += values[mark], after
    return b"".join(filled)


def with_numbers(known: dict[bytes, bytes], piece: Piece, numbering: Numbering, first_note: int) -> Values:
    """What the marks of a chapter stand for, as the others are `known` and as notes are numbered from the first."""
    for note in range(1, len(piece.notes) + 1):
        known[mark_name(NUMBER, note)] = b"%d" % (first_note + note)
        known[mark_name(NUMERAL, note)] = numbering.numeral(first_note + note).encode()
    return known
