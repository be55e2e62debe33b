"""A book put together of its chapters: what is kept of a chapter is used again, and all others are made."""

from __future__ import annotations

from collections.abc import Callable

from afgpub.chapters.making import Chapters
from afgpub.chapters.marking import Marked
from afgpub.chapters.numbering import Numbering
from afgpub.chapters.piece import READING, REPAIRING, WRITING, Piece
from afgpub.chapters.preparing import refuse_what_reaches_over
from afgpub.chapters.said import by_line
from afgpub.document import Section
from afgpub.frozen import dataclass
from afgpub.plugins import Messages
from afgpub.renderers.markup import ImageStore


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of a book, made or kept, the first of which is its opening; and what was found in writing them.

    `root` makes the book without its chapters, `opening` the elements of the opening, of which `key` is a digest.
    """

    key: str
    root: Callable[[], Section]
    opening: Callable[[], Marked]
    pieces: tuple[Piece, ...]
    numbering: Numbering
    written: Messages

    @property
    def chapters(self) -> tuple[Piece, ...]:
        """The pieces without the opening."""
        return self.pieces[1:]


def gather(chapters: Chapters) -> Gathered:
    """All pieces: those that are kept, and the others, which are made. Raises UncutError."""
    opening = chapters.opening
    stages = chapters.stages
    first, elements = opening.settle(stages.whole, stages.mark_up, stages.is_valid)
    pieces = (first, *chapters.pieces())
    refuse_what_reaches_over([piece.facts for piece in pieces])
    attrs = opening.frame.attrs
    images = ImageStore(chapters.source.folder)
    numbering = Numbering(pieces, chapters.making.theme, images, attrs.lang or "und", attrs.dir or "ltr")
    written = chapters.said(WRITING, range(len(pieces)))
    return Gathered(
        opening.part.key,
        chapters.root,
        elements,
        pieces,
        numbering,
        (*written, *numbering.broken),
    )


def prepared_messages(chapters: Chapters) -> Messages:
    """What was found before the book was written, as the whole has it. All pieces are kept by now."""
    read, repaired = (chapters.said(stage, range(len(chapters.parts))) for stage in (READING, REPAIRING))
    return (*chapters.guesses, *by_line(read), *by_line(repaired))
