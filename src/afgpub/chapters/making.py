"""The chapters of a book one by one: what is kept of each, and how it is made where nothing is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from afgpub.chapters.marking import Marked, mark_up_chapter, state_of, token_of
from afgpub.chapters.opening import Opening
from afgpub.chapters.pack import Pack
from afgpub.chapters.parts import take_parts
from afgpub.chapters.piece import FIRST_FRAME, FIRST_MESSAGES, Piece, make_piece, pack_piece, unpack_piece
from afgpub.chapters.preparing import Repaired, finish_chapter, repair_chapter
from afgpub.chapters.said import said_of
from afgpub.chapters.store import digest_of
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
class Making:
    """What chapters are made by, apart from their texts."""

    normaliser: NormaliserOptions
    theme: Theme
    calendar: str
    write: Write


class Chapters:
    """The parts of a source, of which number 0 is the opening; `made` are the numbers of those that were not kept.

    Raises UncutError where it cannot be cut into chapters, and SourceError.
    """

    def __init__(self, source: Source, making: Making, pack: Pack) -> None:
        self.source, self.making, self._pack = source, making, pack
        self.parts, self.guesses = take_parts(source, pack)
        self.opening = Opening(self.parts[0], source.name, making.normaliser, pack)
        self._frame = self.opening.frame
        attrs = self._frame.attrs
        self.around = f"{self._frame.root.role} {attrs.lang} {attrs.dir}"
        self.whole = Whole(attrs.lang or "", self._surveys)
        self.made: set[int] = set()
        self._images = ImageStore(source.folder)
        self._repaired: dict[int, Repaired] = {}
        self._looks = Looks()

    def piece(self, number: int) -> Piece:
        """The chapter: what is kept of it if that holds, else made, through all stages at once."""
        if self.digest(number):
            piece = unpack_piece(self._pack.frames(self.parts[number].name))
            if self.is_valid(piece):
                return piece
        return self.make(number)

    def frame(self, number: int, frame: int) -> bytes:
        """A frame of a chapter, of which one is kept."""
        return self._pack.frame(self.parts[number].name, FIRST_FRAME + frame)

    def is_valid(self, piece: Piece) -> bool:
        """Whether its pictures, and what the whole has decided, are those by which a piece was made."""
        if piece.states and any(state_of(target, self._images) != state for target, state in piece.states.items()):
            return False
        return not piece.decisions or piece.decisions == self.whole.decisions()

    def mark_up(self, root: Section, token: str) -> Marked:
        """A root that holds a chapter as XHTML with marks."""
        return mark_up_chapter(root, token, self.making.theme, self.source.folder, self.making.calendar)

    def make(self, number: int) -> Piece:
        """The chapter made, and kept."""
        repaired, part, numbers = self.repair(number), self.parts[number], self.making.normaliser.heading_numbers
        section, decisions = self.whole.finish(
            lambda ask: finish_chapter(repaired.section, self._frame, ask, numbers, self._looks)
        )
        marked = self.mark_up(self._frame.around(section), token_of(part))
        self.made.add(number)
        piece = make_piece(marked, repaired.facts, decisions, repaired.messages, *self.making.write(marked))
        frames = pack_piece(piece)
        self._pack.keep(part.name, [part.standing, self.around, digest_of(*frames)[:32]], frames)
        return piece

    def digest(self, number: int) -> str:
        """A digest of the piece that is kept of a chapter, empty where none is."""
        kept = self._pack.value(self.parts[number].name)
        return str(kept[2]) if kept and kept[1] == self.around else ""

    def root(self) -> Section:
        """The book without its chapters."""
        return self.opening.finished(self.whole)[0]

    def repair(self, number: int) -> Repaired:
        """The chapter, read and normalised."""
        if number not in self._repaired:
            text, options = self.parts[number].text, self.making.normaliser
            self._repaired[number] = repair_chapter(text, self._frame, options, self._looks)
        return self._repaired[number]

    def said(self, stage: int, numbers: Iterable[int]) -> Messages:
        """What was found in a stage of each of the numbered pieces, of which all are kept."""
        parts = [self.parts[number] for number in numbers]
        rows = ((self._pack.frame(part.name, FIRST_MESSAGES + stage), part) for part in parts)
        return tuple(chain.from_iterable(said_of(said, part, self.source.name) for said, part in rows if said))

    def _surveys(self) -> Iterator[Survey]:
        """Those of all parts; what was never asked for is found out and kept."""
        for number, part in enumerate(self.parts):
            name = f"survey {self.around} {part.key}"
            row = self._pack.value(name)
            if row is None:
                section = self._frame.around(self.repair(number).section) if number else self.opening.repaired.section
                one = survey(section)
                row = [one.letters, one.persian]
                self._pack.keep(name, row)
            letters, persian = row
            yield Survey(tuple(map(tuple, letters)), tuple(persian))
