"""A book taken chapter by chapter: what is kept of a chapter is used again, and all others are made."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from afgpub.chapters.marking import Marked, mark_up_chapter, state_of, token_of
from afgpub.chapters.numbering import Numbering
from afgpub.chapters.opening import MarkUp, Opening
from afgpub.chapters.pack import Pack
from afgpub.chapters.parts import take_parts
from afgpub.chapters.piece import READING, REPAIRING, WRITING, Piece, make_piece, pack_piece, unpack_piece
from afgpub.chapters.preparing import Repaired, finish_chapter, refuse_what_reaches_over, repair_chapter
from afgpub.chapters.said import said_of
from afgpub.chapters.whole import Whole
from afgpub.document import Section
from afgpub.frozen import dataclass
from afgpub.language.looks import Looks
from afgpub.language.naming import Survey, survey
from afgpub.normaliser.options import NormaliserOptions
from afgpub.plugins import Messages
from afgpub.renderers.markup import ImageStore
from afgpub.source import Source
from afgpub.theme import Theme

# What a format makes of a chapter that has been marked up: what it needs beside, and bytes with marks.
Write = Callable[[Marked], tuple[dict[str, object], list[bytes]]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of a book, made or kept, the first of which is its opening; and what was found.

    `root` makes the book without its chapters, `opening` the elements of the opening, of which `key` is a digest.
    """

    key: str
    root: Callable[[], Section]
    opening: Callable[[], Marked]
    pieces: tuple[Piece, ...]
    numbering: Numbering
    prepared: Messages
    written: Messages
    made: int

    @property
    def chapters(self) -> tuple[Piece, ...]:
        """The pieces without the opening."""
        return self.pieces[1:]


class Book:
    """A source that has been cut into chapters. Raises UncutError where it cannot be, and SourceError."""

    def __init__(self, source: Source, options: NormaliserOptions, pack: Pack) -> None:
        self._source, self._options, self._pack = source, options, pack
        self._parts, self._guesses = take_parts(source, pack)
        self._opening = Opening(self._parts[0], source.name, options, pack)
        self._frame = self._opening.frame
        attrs = self._frame.attrs
        self._around = f"{self._frame.root.role} {attrs.lang} {attrs.dir}"
        self._whole = Whole(attrs.lang or "", self._surveys)
        self._repaired: dict[int, Repaired] = {}
        self._looks = Looks()

    def gather(self, theme: Theme, calendar: str, write: Write) -> Gathered:
        """All pieces: those that are kept, and the others made by `write` and kept."""
        images = ImageStore(self._source.folder)

        def is_valid(piece: Piece) -> bool:
            if piece.states and any(state_of(target, images) != state for target, state in piece.states.items()):
                return False
            return not piece.decisions or piece.decisions == self._whole.decisions()

        def mark_up(root: Section, token: str) -> Marked:
            return mark_up_chapter(root, token, theme, self._source.folder, calendar)

        chapters = range(1, len(self._parts))
        found = {number: self._kept(number) for number in chapters}
        facts = [piece.facts if piece else self._repair(number).facts for number, piece in found.items()]
        refuse_what_reaches_over([self._opening.facts, *facts])
        first, opening = self._opening.settle(self._whole, mark_up, is_valid)
        made = [number for number, piece in found.items() if piece is None or not is_valid(piece)]
        found |= {number: self._make(number, mark_up, write) for number in made}
        pieces = (first, *(piece for piece in found.values() if piece))
        attrs = self._frame.attrs
        numbering = Numbering(pieces, theme, ImageStore(self._source.folder), attrs.lang or "und", attrs.dir or "ltr")
        read, repaired, written = (self._said(pieces, stage) for stage in (READING, REPAIRING, WRITING))
        return Gathered(
            self._parts[0].key,
            lambda: self._opening.finished(self._whole)[0],
            opening,
            pieces,
            numbering,
            (*self._guesses, *_by_line(read), *_by_line(repaired)),
            (*written, *numbering.broken),
            len(made),
        )

    def _kept(self, number: int) -> Piece | None:
        name = self._parts[number].name
        kept = self._pack.value(name)
        return unpack_piece(kept[2], self._pack.frames(name)) if kept and kept[1] == self._around else None

    def _make(self, number: int, mark_up: MarkUp, write: Write) -> Piece:
        repaired, part = self._repair(number), self._parts[number]
        section, decisions = self._whole.finish(
            lambda ask: finish_chapter(repaired.section, self._frame, ask, self._options.heading_numbers, self._looks)
        )
        marked = mark_up(self._frame.around(section), token_of(part.text, part.key))
        piece = make_piece(marked, repaired.facts, decisions, repaired.messages, *write(marked))
        row, frames = pack_piece(piece)
        self._pack.keep(part.name, [part.standing, self._around, row], frames)
        return piece

    def _repair(self, number: int) -> Repaired:
        if number not in self._repaired:
            self._repaired[number] = repair_chapter(self._parts[number].text, self._frame, self._options, self._looks)
        return self._repaired[number]

    def _surveys(self) -> Iterator[Survey]:
        """Those of all parts; what was never asked for is found out and kept."""
        for number in range(len(self._parts)):
            name = f"survey {self._around} {self._parts[number].key}"
            row = self._pack.value(name)
            if row is None:
                section = self._frame.around(self._repair(number).section) if number else self._opening.repaired.section
                one = survey(section)
                row = [one.letters, one.persian]
                self._pack.keep(name, row)
            letters, persian = row
            yield Survey(tuple(map(tuple, letters)), tuple(persian))

    def _said(self, pieces: Sequence[Piece], stage: int) -> Messages:
        rows = zip(pieces, self._parts, strict=True)
        said = (
            said_of(piece.messages[stage], part, self._source.name) for piece, part in rows if piece.messages[stage]
        )
        return tuple(chain.from_iterable(said))


def _by_line(messages: Messages) -> Messages:
    return tuple(sorted(messages, key=lambda said: said.span.start if said.span else 0))
