"""What is kept of a chapter: its bytes with marks, and what the book must know to fill them in, as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from afgpub.chapters.marking import Marked, entries_of, mark_number
from afgpub.chapters.preparing import Facts
from afgpub.chapters.said import pack_said
from afgpub.plugins import Messages
from afgpub.renderers.markup import Entry
from afgpub.renderers.markup.context import id_base
from afgpub.worker.packing import as_json

if TYPE_CHECKING:
    from afgpub.chapters.cut import Part
    from afgpub.chapters.pack import Pack

READING, REPAIRING, WRITING = range(3)
Ids = Sequence[tuple[int, str, str]]
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Piece(NamedTuple):
    """A chapter as it is kept. Numbers of marks are those in `frames`, its bytes.

    `decisions` are what the whole had decided when it was made, empty where nothing was asked; `ids` and `note_ids` are
    rows of a mark's number, the identifier that the author wrote, and what one begins with. What is JSON, to be read
    where it is wanted: `contents`, nested rows of an Entry; `messages`, by stage; `more`, what one format needs beside.
    """

    frames: Sequence[bytes]
    contents: bytes
    messages: Sequence[bytes]
    more: bytes
    token: str
    depths: Sequence[int] = ()
    ranks: Sequence[int] = ()
    backwards: int = 0
    decisions: str = ""
    ids: Ids = ()
    note_ids: Ids = ()
    notes: Sequence[str] = ()
    links: Sequence[str] = ()
    pictures: Sequence[str] = ()
    note_pictures: Sequence[str] = ()
    states: Mapping[str, str] = _NOTHING
    letters: Sequence[tuple[str, int, str]] = ()
    numerals: Sequence[tuple[int, str, int]] = ()
    missing: Mapping[str, int] = _NOTHING

    @property
    def facts(self) -> Facts:
        """What the whole book must know before any chapter is finished."""
        return Facts(self.depths, self.ranks, self.backwards, [id for id in self.notes if id])

    def kept(self) -> dict[str, Any]:
        """What every build reads, as far as there is anything."""
        return {name: value for name in self._fields[_FIRST_KEPT:] if (value := getattr(self, name))}


_FIRST_KEPT = 4


def make_piece(
    marked: Marked,
    facts: Facts,
    decisions: str,
    messages: tuple[Messages, Messages],
    more: dict[str, Any],
    frames: Sequence[bytes],
) -> Piece:
    """The piece of a chapter that has been marked up."""
    return Piece(
        frames,
        as_json([_row(entry) for entry in entries_of(marked)]),
        [pack_said(said) for said in (*messages, marked.messages)],
        as_json(more),
        marked.token,
        facts.depths,
        facts.ranks,
        facts.backwards,
        decisions,
        _ids(marked, marked.ids),
        _ids(marked, marked.note_ids),
        marked.notes,
        marked.links,
        marked.pictures,
        marked.note_pictures,
        marked.states,
        [(*place, "".join(sorted(letters))) for place, letters in marked.letters.items()],
        [(number, *place) for number, place in marked.numerals],
        marked.missing,
    )


def _ids(marked: Marked, numbers: Sequence[int]) -> Ids:
    return [(number, marked.wanted[number].own, id_base(marked.wanted[number].base)) for number in numbers]


def _row(entry: Entry) -> list[Any]:
    mark = mark_number(entry.id)  # which other texts of the chapter share
    name = entry.id if mark is None else mark
    return [entry.title, name, entry.lang, entry.dir, [*map(_row, entry.children)], entry.shown]


FIRST_MESSAGES = 2  # of what `pack_piece` makes


def pack_piece(piece: Piece) -> list[bytes]:
    """The piece as bytes: first, as JSON, what it has something of."""
    return [as_json(piece.kept()), piece.contents, *piece.messages, piece.more, *piece.frames]


def unpack_piece(frames: Sequence[bytes]) -> Piece:
    """What `pack_piece` made. Raises TypeError or ValueError for what it did not make."""
    row, contents, read, repaired, written, more, *rest = frames
    return Piece(rest, contents, (read, repaired, written), more, **json.loads(row))


def keep_piece(pack: Pack, part: Part, around: str, piece: Piece) -> None:
    """Keep the piece of a chapter that stands in such a frame."""
    pack.keep(part.name, [part.standing, around], pack_piece(piece))


def kept_piece(pack: Pack, name: str, around: str) -> Piece | None:
    """What was kept so, None where nothing was. Raises TypeError or ValueError for anything else."""
    kept = pack.value(name)
    return unpack_piece(pack.frames(name)) if kept and kept[1] == around else None
