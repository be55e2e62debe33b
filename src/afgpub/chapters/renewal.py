"""A book of which only words of some chapters are others than in its last edition: they are made, the rest taken over.

All numbers are as they were where a changed chapter has the headings, identifiers, notes and links of the one that was
in its place, and no letter comes in or goes that no other chapter has.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple, cast

from afgpub.chapters.cut import Part, Segment
from afgpub.chapters.edition import Edition
from afgpub.chapters.given import Given
from afgpub.chapters.known import Book, Filled, Known, Outside, likeness_of, unpack_values
from afgpub.chapters.numbering import Values, marks_in
from afgpub.chapters.pack import Pack
from afgpub.chapters.piece import READING, REPAIRING, WRITING, Piece, keep_piece, kept_piece
from afgpub.chapters.preparing import Frame
from afgpub.chapters.recutting import standing_of
from afgpub.chapters.said import by_line
from afgpub.chapters.stages import Making, Stages
from afgpub.chapters.whole import pack_survey, unpack_survey
from afgpub.document import Attrs, Section
from afgpub.frozen import dataclass
from afgpub.language.naming import Survey
from afgpub.metadata import Direction
from afgpub.plugins import Messages, Rendering
from afgpub.worker.packing import as_json, unpack_messages

_StagesOf = Callable[[Frame, Callable[[], Iterator[Survey]]], Stages]


class _UnlikeError(Exception):
    """More has changed than words."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a format puts a book together: fills in a chapter that was as this row says, and joins all of them."""

    fill: Callable[[Sequence[object], Piece, Values], Filled]
    join: Callable[[Outside, Sequence[Filled], Messages], Rendering]


class Renewed(NamedTuple):
    """A rendering of a book of so many chapters, of which so many were made; what was found before is told."""

    rendering: Rendering
    tell: Callable[[], Messages]
    chapters: int
    made: int


def renew(
    edition: Edition, given: Given, making: Making, form: Form, open_pack: Callable[[], Pack]
) -> Renewed | set[int]:
    """The book put together of its edition, or where that does not do the numbers of chapters that are made by now.

    `open_pack` has all chapters that are kept.

    Raises UncutError where a chapter must be made with the whole.
    """
    book = edition.book
    changed = edition.changes(given.text)
    if book is None or changed is None or 0 in changed:
        return set()
    changes = _Changes(edition, book, changed, partial(Stages, making, given.folder))
    try:
        changes.put(form, open_pack)
    except _UnlikeError:
        return changes.made
    finally:
        changes.forget()
    written = (*edition.messages(WRITING, given.name), *unpack_messages(book.broken))
    filled = edition.filled()
    rendering = form.join(edition.outside(), filled, written)
    return Renewed(rendering, partial(_prepared, edition, given.name), len(filled), len(changes.made))


def _prepared(edition: Edition, source: str) -> Messages:
    read, repaired = (edition.messages(stage, source) for stage in (READING, REPAIRING))
    return (*by_line(read), *by_line(repaired))


class _Changes:
    """The chapters that take the place of those of the same numbers in an edition."""

    def __init__(self, edition: Edition, book: Book, changes: Mapping[int, bytes], stages: _StagesOf) -> None:
        self._edition, self._book = edition, book
        root = Section(role=book.role, attrs=Attrs(lang=book.lang, dir=cast("Direction", book.dir)))
        self._stages = stages(Frame(root), self._surveys)
        self._changed = {n: Part(data, [Segment(1, 1)], is_front=False) for n, data in changes.items()}
        self.made: set[int] = set()

    def put(self, form: Form, open_pack: Callable[[], Pack]) -> None:
        """Put all of them into the edition. Raises _UnlikeError, and UncutError."""
        found: dict[int, tuple[Known, bytes | None]] = {}
        for number, part in self._changed.items():
            before, known = self._edition.part(number), self._edition.find(number, part.key)
            data = None if known else bytes(part.data)
            if known is None:
                known = self._known(part, before, self._piece(number, part, open_pack), form)
            if not self._can_stand(number, known, before):
                raise _UnlikeError
            found[number] = known, data
        if found and self._book.decisions and self._book.decisions != self._stages.whole.decisions():
            raise _UnlikeError
        for number, (known, data) in found.items():
            self._edition.put(number, known, data)
        if found:
            self._edition.save()

    def forget(self) -> None:
        """Let go what was needed to make them."""
        self._stages.forget()

    def _piece(self, number: int, part: Part, open_pack: Callable[[], Pack]) -> Piece:
        """The chapter, kept or made."""
        part.standing = standing_of(part.data)
        if part.standing is None:
            raise _UnlikeError
        piece = kept_piece(self._edition.pack, part.name, self._stages.around)
        if piece is None and self._edition.has_elsewhere(part.key):
            piece = kept_piece(open_pack(), part.name, self._stages.around)
        if piece and self._stages.is_valid(piece):
            return piece
        self.made.add(number)
        (piece,) = self._stages.make([part])
        keep_piece(self._edition.pack, part, self._stages.around, piece)
        return piece

    def _known(self, part: Part, before: Known, piece: Piece, form: Form) -> Known:
        """What is known of a chapter that takes the place of another. Raises _UnlikeError."""
        assert part.standing  # noqa: S101 - it has a piece
        likeness = likeness_of(piece, part.standing, by_more=self._book.goes_by_more)
        values = unpack_values(before.values)
        if not all(values.keys() >= set(marks_in(frame, piece.token)) for frame in piece.frames):
            raise _UnlikeError
        survey = pack_survey(self._stages.survey(part)) if before.survey else b""
        facts = as_json(piece.letters), survey, likeness, before.values
        filled = form.fill(before.filled.row, piece, values)
        return Known(part.key, part.standing.lines, piece.messages, *facts, filled)

    def _can_stand(self, number: int, known: Known, before: Known) -> bool:
        """Whether all but the words is as it was `before`, and letters that come in or go are in other chapters."""
        if known.likeness != before.likeness or known.values != before.values:
            return False
        if known.letters == before.letters:
            return True
        one, other = (
            {(script, mask): set(letters) for script, mask, letters in json.loads(part.letters)}
            for part in (before, known)
        )
        wanted = {place: one.get(place, set()) ^ other.get(place, set()) for place in one.keys() | other.keys()}
        for rest, packed in enumerate(self._edition.letters()):
            if rest not in self._changed:
                for script, mask, letters in json.loads(packed):
                    wanted.get((script, mask), set()).difference_update(letters)
            if not any(wanted.values()):
                return True
        return False

    def _surveys(self) -> Iterator[Survey]:
        """Those of all parts. Raises _UnlikeError where nobody has asked for them before."""
        for number, packed in enumerate(self._edition.surveys()):
            if not packed:
                raise _UnlikeError
            changed = self._changed.get(number)
            yield self._stages.survey(changed) if changed else unpack_survey(packed)
