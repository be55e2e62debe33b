"""Keeping the edition of a book whose chapters are numbered and filled in, where a later one can be held against it."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.chapters.book import Gathered
from afgpub.chapters.edition import Edition
from afgpub.chapters.known import Book, Filled, Known, Outside, likeness_of, pack_values
from afgpub.chapters.making import Chapters
from afgpub.chapters.numbering import Values
from afgpub.chapters.pack import Pack
from afgpub.chapters.recutting import stand_together
from afgpub.chapters.store import digest_of
from afgpub.worker.packing import as_json, pack_messages


def settle(
    edition: Edition,
    chapters: Chapters,
    gathered: Gathered,
    pack: Pack,
    outside: Outside,
    filled: Sequence[tuple[Values, Filled]],
    *,
    by_more: bool,
) -> None:
    """Keep the edition; with `by_more` the others go by what a format keeps of a chapter beside, too.

    `filled` has each chapter, and what its marks stand for. Nothing is kept of books with pictures, which are looked at
    every time, or that are not cut as bytes.
    """
    standings = [part.standing for part in chapters.parts]
    known = [standing for standing in standings if standing is not None]
    if any(piece.states for piece in gathered.pieces) or chapters.guesses or len(known) < len(standings):
        return
    data = [bytes(part.data) for part in chapters.parts]
    if b"".join(data) != chapters.source.data or not stand_together(known, known[1].top):
        return
    decisions = next(filter(None, (piece.decisions for piece in gathered.pieces)), "")
    surveys = chapters.survey_rows() if decisions else [b""] * len(data)
    empty = Filled([], [b""] * len(filled[0][1].frames))  # that of the opening
    parts: list[Known] = []
    for number, (values, one) in enumerate([({}, empty), *filled]):
        piece, standing = gathered.pieces[number], known[number]
        likeness, letters = likeness_of(piece, standing, by_more=by_more), as_json(piece.letters)
        facts = letters, surveys[number], likeness, pack_values(values)
        parts.append(Known(chapters.parts[number].key, standing.lines, piece.messages, *facts, one))
    attrs, role = chapters.stages.frame.attrs, chapters.stages.frame.root.role
    base = digest_of(*(part.key.encode() for part in parts))
    around = role, attrs.lang or "", attrs.dir or ""
    book = Book(base, {}, known[1].top, *around, decisions, by_more, pack_messages(gathered.numbering.broken))
    keys = " ".join(name.partition(" ")[2] for name in pack.names() if name.startswith("chapter "))
    edition.replace(book, parts, data, outside, keys)
