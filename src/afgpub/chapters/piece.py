"""What is kept of a chapter: its bytes with marks, and what the book must know to fill them in, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from afgpub.chapters.marking import Marked, entries_of
from afgpub.chapters.preparing import Facts
from afgpub.frozen import dataclass
from afgpub.language.naming import Survey
from afgpub.plugins import Messages
from afgpub.renderers.markup import Entry
from afgpub.worker.packing import as_json, pack_messages, unpack_messages

READING, REPAIRING, WRITING = range(3)
Ids = tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A chapter as it is kept. Numbers of marks are those in `frames`, its bytes.

    `decisions` is a digest of what the whole had decided when it was made; `ids` and `note_ids` are rows of a mark's
    number, the identifier that the author wrote, and what one is made of; `contents` are nested rows of an Entry;
    `messages` are packed, by stage; `more` is what one format needs beside.
    """

    facts: Facts
    decisions: str
    token: str
    ids: Ids
    note_ids: Ids
    notes: tuple[str, ...]
    links: tuple[str, ...]
    pictures: tuple[str, ...]
    note_pictures: tuple[str, ...]
    states: dict[str, str]
    letters: tuple[tuple[str, int, str], ...]
    numerals: tuple[tuple[int, str, int], ...]
    missing: dict[str, int]
    contents: tuple[Any, ...]
    messages: tuple[Any, Any, Any]
    more: dict[str, Any]
    frames: tuple[bytes, ...] = ()

    def said(self, stage: int) -> Messages:
        """What was found in READING, REPAIRING or WRITING; lines are counted from the first of the chapter."""
        return unpack_messages(self.messages[stage])


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
        facts,
        decisions,
        marked.token,
        _ids(marked, marked.ids),
        _ids(marked, marked.note_ids),
        tuple(marked.notes),
        tuple(marked.links),
        tuple(marked.pictures),
        tuple(marked.note_pictures),
        marked.states,
        tuple((*place, "".join(sorted(letters))) for place, letters in marked.letters.items()),
        tuple((number, *place) for number, place in marked.numerals),
        marked.missing,
        tuple(_row(entry) for entry in entries_of(marked)),
        (pack_messages(messages[READING]), pack_messages(messages[REPAIRING]), pack_messages(marked.messages)),
        more,
        tuple(frames),
    )


def _ids(marked: Marked, numbers: Sequence[int]) -> Ids:
    return tuple((number, marked.wanted[number].own, marked.wanted[number].base) for number in numbers)


def _row(entry: Entry) -> tuple[Any, ...]:
    return entry.title, entry.id, entry.lang, entry.dir, tuple(map(_row, entry.children)), entry.shown


def pack_piece(piece: Piece) -> list[bytes]:
    """The piece as frames."""
    facts = piece.facts
    head = [
        [facts.survey.letters, facts.survey.persian, facts.depths, facts.ranks, facts.backwards, facts.notes],
        piece.decisions,
        piece.token,
        piece.ids,
        piece.note_ids,
        piece.notes,
        piece.links,
        piece.pictures,
        piece.note_pictures,
        piece.states,
        piece.letters,
        piece.numerals,
        piece.missing,
        piece.contents,
        piece.messages,
        piece.more,
    ]
    return [as_json(head), *piece.frames]


def unpack_piece(frames: Sequence[bytes]) -> Piece | None:
    """What `pack_piece` made, or None for what is none."""
    try:
        facts, decisions, token, *rows, states, letters, numerals, missing, contents, said, more = json.loads(frames[0])
        found, persian, depths, ranks, backwards, notes = facts
        survey = Survey(tuple(map(tuple, found)), tuple(persian))
        ids, note_ids, own, links, pictures, note_pictures = (tuple(map(_tuple, row)) for row in rows)
        return Piece(
            Facts(survey, tuple(depths), tuple(ranks), backwards, tuple(notes)),
            decisions,
            token,
            ids,
            note_ids,
            own,
            links,
            pictures,
            note_pictures,
            states,
            tuple(map(tuple, letters)),
            tuple(map(tuple, numerals)),
            missing,
            tuple(contents),
            said,
            more,
            tuple(frames[1:]),
        )
    except (ValueError, TypeError, IndexError):
        return None


def _tuple(item: Any) -> Any:
    return tuple(item) if isinstance(item, list) else item
