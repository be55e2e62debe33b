"""A book taken chapter by chapter: what is kept of a chapter is used again, and all others are made."""

from __future__ import annotations

import json
from collections.abc import Callable

from afgpub.chapters.cut import Cut
from afgpub.chapters.cutting import cut_chapters
from afgpub.chapters.marking import Marked, mark_up_chapter, state_of, token_of
from afgpub.chapters.numbering import Numbering
from afgpub.chapters.piece import READING, REPAIRING, WRITING, Piece, make_piece, pack_piece, unpack_piece
from afgpub.chapters.preparing import (
    Frame,
    Repaired,
    finish_chapter,
    finish_opening,
    refuse_what_reaches_over,
    repair_chapter,
    repair_opening,
)
from afgpub.chapters.store import Store, digest_of
from afgpub.document import Section
from afgpub.frozen import dataclass, replace
from afgpub.language.naming import Survey, joined, usual_languages
from afgpub.language.persian import PERSIAN, persian_by
from afgpub.normaliser.options import NormaliserOptions
from afgpub.plugins import Messages
from afgpub.renderers.markup import ImageStore
from afgpub.source import Source
from afgpub.theme import Theme

# What a format makes of a chapter that has been marked up: what it needs beside, and bytes with marks.
Write = Callable[[Marked], tuple[dict[str, object], list[bytes]]]


@dataclass(frozen=True, slots=True)
class Gathered:
    """The pieces of a book, made or kept, with its root without them, the opening, and what was found."""

    root: Section
    opening: Marked
    pieces: tuple[Piece, ...]
    numbering: Numbering
    prepared: Messages
    written: Messages
    made: int


class Book:
    """A source that has been cut into chapters. Raises UncutError where it cannot be, and SourceError."""

    def __init__(self, source: Source, options: NormaliserOptions) -> None:
        self._source, self._options = source, options
        text, self._guesses = source.decode()
        cuts = cut_chapters(text)
        self._front, *self._cuts = cuts
        self._opening = repair_opening(source.name, cuts[0].text, options)
        self._frame = Frame(self._opening.section)
        self._repaired: dict[int, Repaired] = {}

    @property
    def root(self) -> Section:
        """The root of the book, without its chapters."""
        return self._opening.section

    def gather(self, store: Store, settings: str, theme: Theme, calendar: str, write: Write) -> Gathered:
        """All pieces: those that `store` has, and the others made by `write` and kept."""
        attrs = self._frame.attrs
        around = json.dumps([settings, self.root.role, attrs.lang, attrs.dir]).encode()
        front, *keys = [
            digest_of(around, cut.text.encode("utf-8", "surrogatepass")) for cut in (self._front, *self._cuts)
        ]
        found = [unpack_piece(frames) if (frames := store.find(key)) else None for key in keys]
        facts = [piece.facts if piece else self._repair(n).facts for n, piece in enumerate(found)]
        whole = joined([self._opening.facts.survey, *(one.survey for one in facts)])
        refuse_what_reaches_over([self._opening.facts, *facts])
        decisions = _decisions(whole, attrs.lang or "")
        images = ImageStore(self._source.folder)
        pieces: list[Piece] = []
        made = 0
        for number, (piece, key) in enumerate(zip(found, keys, strict=True)):
            if piece is None or piece.decisions != decisions or not _has_its_pictures(piece, images):
                made += 1
                repaired = self._repair(number)
                section = finish_chapter(repaired.section, self._frame, whole, self._options.heading_numbers)
                root, token = self._frame.around(section), token_of(self._cuts[number].text, key)
                marked = mark_up_chapter(root, token, theme, self._source.folder, calendar)
                piece = make_piece(marked, repaired.facts, decisions, repaired.messages, *write(marked))
                store.keep(key, pack_piece(piece))
            pieces.append(piece)
        root = finish_opening(self.root, whole, self._options.heading_numbers)
        opening = mark_up_chapter(root, token_of(self._front.text, front), theme, self._source.folder, calendar)
        first = make_piece(opening, self._opening.facts, "", self._opening.messages, {}, ())
        numbering = Numbering(
            [first, *pieces], theme, ImageStore(self._source.folder), root.attrs.lang or "und", root.attrs.dir or "ltr"
        )
        said = [self._said(first, pieces, stage) for stage in (READING, REPAIRING, WRITING)]
        prepared = (*self._guesses, *_by_line(said[READING]), *_by_line(said[REPAIRING]))
        return Gathered(root, opening, tuple(pieces), numbering, prepared, (*said[WRITING], *numbering.broken), made)

    def _repair(self, number: int) -> Repaired:
        if number not in self._repaired:
            self._repaired[number] = repair_chapter(self._cuts[number].text, self._frame, self._options)
        return self._repaired[number]

    def _said(self, opening: Piece, pieces: list[Piece], stage: int) -> Messages:
        rows = zip(pieces, self._cuts, strict=True)
        moved = (said for piece, cut in rows if piece.messages[stage] for said in self._moved(piece.said(stage), cut))
        return (*opening.said(stage), *moved)

    def _moved(self, messages: Messages, cut: Cut) -> Messages:
        name = self._source.name
        return tuple(replace(said, span=cut.place(said.span, name)) if said.span else said for said in messages)


def _by_line(messages: Messages) -> Messages:
    return tuple(sorted(messages, key=lambda said: said.span.start if said.span else 0))


def _has_its_pictures(piece: Piece, images: ImageStore) -> bool:
    return all(state_of(target, images) == state for target, state in piece.states.items())


def _decisions(whole: Survey, lang: str) -> str:
    """What a chapter is finished by, as far as other chapters have a say in it."""
    persian = lang if lang in PERSIAN else persian_by(whole.persian)
    return json.dumps([persian, sorted(usual_languages(whole.letters, persian).items())])
