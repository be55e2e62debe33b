"""A chapter through all stages: read, repaired, its languages named, directed, marked up, written in a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from afgpub.chapters.cut import Part
from afgpub.chapters.marking import Marked, mark_up_chapter, state_of, token_of
from afgpub.chapters.piece import Piece, make_piece
from afgpub.chapters.preparing import Frame, Repaired, finish_chapter, repair_chapter
from afgpub.chapters.whole import Whole
from afgpub.document import Section
from afgpub.frozen import dataclass
from afgpub.language.looks import Looks
from afgpub.language.naming import Survey, survey
from afgpub.normaliser.options import NormaliserOptions
from afgpub.renderers.markup import ImageStore
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


class Stages:
    """All stages for chapters of a book that is in `frame`; `surveys` are those of all its parts, if it is asked.

    `around` is what chapters go by of the frame.
    """

    def __init__(
        self, making: Making, folder: Path | None, frame: Frame, surveys: Callable[[], Iterable[Survey]]
    ) -> None:
        self.frame, self._making, self._folder = frame, making, folder
        attrs = frame.attrs
        self.around = f"{frame.root.role} {attrs.lang} {attrs.dir}"
        self.whole = Whole(attrs.lang or "", surveys)
        self._images = ImageStore(folder)
        self._repaired: dict[str, Repaired] = {}
        self._looks = Looks()

    def repair(self, part: Part) -> Repaired:
        """The chapter, read and normalised."""
        if part.key not in self._repaired:
            self._repaired[part.key] = repair_chapter(part.text, self.frame, self._making.normaliser, self._looks)
        return self._repaired[part.key]

    def forget(self) -> None:
        """Let the trees go: the surveys may hold on to the stages."""
        self._repaired.clear()
        self._looks = Looks()

    def survey(self, part: Part) -> Survey:
        """What the chapter tells of the languages in it."""
        return survey(self.frame.around(self.repair(part).section))

    def make(self, part: Part) -> Piece:
        """The chapter. Raises UncutError where it must be made with the whole."""
        repaired, numbers = self.repair(part), self._making.normaliser.heading_numbers
        section, decisions = self.whole.finish(
            lambda ask: finish_chapter(repaired.section, self.frame, ask, numbers, self._looks)
        )
        marked = self.mark_up(self.frame.around(section), token_of(part))
        return make_piece(marked, repaired.facts, decisions, repaired.messages, *self._making.write(marked))

    def mark_up(self, root: Section, token: str) -> Marked:
        """A root that holds a chapter as XHTML with marks."""
        return mark_up_chapter(root, token, self._making.theme, self._folder, self._making.calendar)

    def is_valid(self, piece: Piece) -> bool:
        """Whether its pictures, and what the whole has decided, are those by which a piece was made."""
        if piece.states and any(state_of(target, self._images) != state for target, state in piece.states.items()):
            return False
        return not piece.decisions or piece.decisions == self.whole.decisions()
