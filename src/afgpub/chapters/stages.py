"""A chapter through all stages: read, repaired, its languages named, directed, marked up, written in a format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from afgpub.chapters.cut import Part
from afgpub.chapters.marking import Marked, mark_up_chapter, state_of, token_of
from afgpub.chapters.piece import Piece, make_piece
from afgpub.chapters.preparing import Frame, Repaired, finish_chapter, read_chapter, repair_chapter
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

    def repair(self, parts: Sequence[Part]) -> list[Repaired]:
        """The chapters, read and normalised."""
        options = self._making.normaliser
        read = {part.key: read_chapter(part.text) for part in parts if part.key not in self._repaired}
        for key, one in read.items():
            self._repaired[key] = repair_chapter(one, self.frame, options, self._looks)
        return [self._repaired[part.key] for part in parts]

    def forget(self) -> None:
        """Let the trees go: the surveys may hold on to the stages."""
        self._repaired.clear()
        self._looks = Looks()

    def survey(self, part: Part) -> Survey:
        """What the chapter tells of the languages in it."""
        (repaired,) = self.repair([part])
        return survey(self.frame.around(repaired.section))

    def make(self, parts: Sequence[Part]) -> list[Piece]:
        """The chapters, stage by stage: that takes less than one by one, as a processor has at hand what it did last.

        Raises UncutError where one must be made with the whole.
        """
        repaired = self.repair(parts)
        finished = [self._finish(one.section) for one in repaired]
        rows = zip(finished, parts, strict=True)
        marked = [self.mark_up(self.frame.around(section), token_of(part)) for (section, _), part in rows]
        written = [self._making.write(one) for one in marked]
        return [
            make_piece(one, before.facts, decisions, before.messages, *data)
            for one, before, (_, decisions), data in zip(marked, repaired, finished, written, strict=True)
        ]

    def _finish(self, section: Section) -> tuple[Section, str]:
        numbers = self._making.normaliser.heading_numbers
        return self.whole.finish(lambda ask: finish_chapter(section, self.frame, ask, numbers, self._looks))

    def mark_up(self, root: Section, token: str) -> Marked:
        """A root that holds a chapter as XHTML with marks."""
        return mark_up_chapter(root, token, self._making.theme, self._folder, self._making.calendar)

    def is_valid(self, piece: Piece) -> bool:
        """Whether its pictures, and what the whole has decided, are those by which a piece was made."""
        if piece.states and any(state_of(target, self._images) != state for target, state in piece.states.items()):
            return False
        return not piece.decisions or piece.decisions == self.whole.decisions()
