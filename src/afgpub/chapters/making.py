"""The chapters of a book one by one: what is kept of each, and how it is made where nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from afgpub.chapters.opening import Opening
from afgpub.chapters.pack import Pack
from afgpub.chapters.parts import take_parts
from afgpub.chapters.piece import FIRST_MESSAGES, Piece, keep_piece, kept_piece
from afgpub.chapters.said import said_of
from afgpub.chapters.stages import Making, Stages
from afgpub.chapters.whole import pack_survey, unpack_survey
from afgpub.document import Section
from afgpub.language.naming import Survey, survey
from afgpub.plugins import Messages
from afgpub.source import Source

_AT_ONCE = 50  # chapters whose trees are there together


class Chapters:
    """The parts of a source, of which number 0 is the opening; `made` are the numbers of those that were not kept.

    Raises UncutError where it cannot be cut into chapters, and SourceError.
    """

    def __init__(self, source: Source, making: Making, pack: Pack) -> None:
        self.source, self.making, self._pack = source, making, pack
        self.parts, self.guesses = take_parts(source, pack)
        self.opening = Opening(self.parts[0], source.name, making.normaliser, pack)
        self.stages = Stages(making, source.folder, self.opening.frame, self._surveys)
        self.made: set[int] = set()

    def pieces(self) -> list[Piece]:
        """The chapters: what is kept of each if that holds, else made."""
        around, found = self.stages.around, dict[int, Piece]()
        for number, part in enumerate(self.parts[1:], 1):
            known = kept_piece(self._pack, part.name, around)
            if known and self.stages.is_valid(known):
                found[number] = known
        numbers = [number for number in range(1, len(self.parts)) if number not in found]
        for first in range(0, len(numbers), _AT_ONCE):
            batch = numbers[first : first + _AT_ONCE]
            for number, piece in zip(batch, self.stages.make([self.parts[number] for number in batch]), strict=True):
                keep_piece(self._pack, self.parts[number], around, piece)
                found[number] = piece
        self.made.update(numbers)
        return [found[number] for number in range(1, len(self.parts))]

    def root(self) -> Section:
        """The book without its chapters."""
        return self.opening.finished(self.stages.whole)[0]

    def said(self, stage: int, numbers: Iterable[int]) -> Messages:
        """What was found in a stage of each of the numbered pieces, of which all are kept."""
        parts = [self.parts[number] for number in numbers]
        packed = [self._pack.frame(part.name, FIRST_MESSAGES + stage) for part in parts]
        return tuple(said_of(packed, [part.line for part in parts], self.source.name))

    def survey_rows(self) -> list[bytes]:
        """What all parts tell of their languages, as JSON; what was never asked for is found out and kept."""
        return [self._survey_row(number) for number in range(len(self.parts))]

    def _survey_row(self, number: int) -> bytes:
        part = self.parts[number]
        name = f"survey {self.stages.around} {part.key}"
        if self._pack.value(name) is None:
            opening = self.stages.frame.around(self.opening.repaired.section)
            self._pack.keep(name, 1, [pack_survey(self.stages.survey(part) if number else survey(opening))])
        return self._pack.frame(name, 0)

    def _surveys(self) -> Iterator[Survey]:
        return map(unpack_survey, self.survey_rows())
