"""What stands before the first chapter of a book: kept like a chapter, and made where its elements are needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any

from afgpub.chapters.cut import Part
from afgpub.chapters.marking import Marked, token_of
from afgpub.chapters.pack import Pack
from afgpub.chapters.piece import Piece, make_piece, pack_piece, unpack_piece
from afgpub.chapters.preparing import Frame, Repaired, finish_opening, repair_opening
from afgpub.chapters.whole import Whole
from afgpub.document import Attrs, Section
from afgpub.normaliser.options import NormaliserOptions

MarkUp = Callable[[Section, str], Marked]  # of a root, with the beginning of its marks


class Opening:
    """The opening of the source `name`; `piece` is what is kept of it, if anything is.

    Raises UncutError where a book cannot be taken apart behind it.
    """

    def __init__(self, part: Part, name: str, options: NormaliserOptions, pack: Pack) -> None:
        self.part, self._name, self._options, self._pack = part, name, options, pack
        self._kept: Any = pack.value(part.name)
        self.piece = unpack_piece(pack.frames(part.name)) if self._kept else None
        self.frame = Frame(self._stub() if self._kept else self.repaired.section)

    def _stub(self) -> Section:
        role, lang, dir = self._kept[1]
        return Section(role=role, attrs=Attrs(lang=lang, dir=dir))

    @cached_property
    def repaired(self) -> Repaired:
        """The opening, read and normalised."""
        return repair_opening(self._name, self.part.text, self._options)

    def finished(self, whole: Whole) -> tuple[Section, str]:
        """The root of the book without its chapters, and the decisions that it has gone by."""
        return whole.finish(lambda ask: finish_opening(self.repaired.section, ask, self._options.heading_numbers))

    def settle(
        self, whole: Whole, mark_up: MarkUp, is_valid: Callable[[Piece], bool]
    ) -> tuple[Piece, Callable[[], Marked]]:
        """The piece that is kept of it, made where that is not `is_valid`, and how to come by its elements."""
        made: list[Marked] = []

        def marked() -> Marked:
            if not made:
                made.append(mark_up(self.finished(whole)[0], token_of(self.part)))
            return made[0]

        piece = self.piece
        if piece is None or not is_valid(piece):
            section, decisions = self.finished(whole)
            made.append(mark_up(section, token_of(self.part)))
            piece = make_piece(made[0], self.repaired.facts, decisions, self.repaired.messages, {}, [])
            attrs = self.frame.attrs
            around = self.frame.root.role, attrs.lang, attrs.dir
            self._pack.keep(self.part.name, [self.part.standing, around], pack_piece(piece))
            self.piece = piece
        return piece, marked
