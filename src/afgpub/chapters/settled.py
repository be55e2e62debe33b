"""What was settled when a book was last put together, and whether it holds after some of its chapters were changed.

It holds where a changed chapter has the headings, identifiers, notes and links of the one that was in its place, and no
letter comes in or goes that no other chapter has: then all numbers are as they were.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from afgpub.chapters.making import Chapters
from afgpub.chapters.numbering import marks_in
from afgpub.chapters.pack import Pack
from afgpub.chapters.piece import WRITING, Piece, pack_piece, unpack_piece
from afgpub.frozen import dataclass
from afgpub.messages import Message
from afgpub.plugins import Messages
from afgpub.worker.packing import as_json, pack_messages, unpack_messages

_NAME = "settled"
_OWN = ("token", "letters")  # of a kept piece: what the others do not go by, or share
_BETWEEN, _AFTER = b"\x01", b"\x02"  # in no value: XML has no such characters

Values = Mapping[tuple[int, int], Sequence[bytes]]  # by numbers of a piece and its frame: what its marks stand for


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of a book: `outside` is the name of all that is kept of it but its chapters."""

    outside: str
    values: Values
    written: Messages


def settle(
    chapters: Chapters, pack: Pack, outside: str, pieces: Sequence[Piece], values: Values, broken: Sequence[Message]
) -> None:
    """Keep what is settled; `broken` was found by nobody but the whole. Books with pictures are settled every time."""
    if any(piece.states for piece in pieces):
        return
    told = [number for number, piece in enumerate(pieces) if piece.messages[WRITING]]
    decisions = next(filter(None, (piece.decisions for piece in pieces)), "")
    letters: dict[str, Counter[str]] = {}
    for piece in pieces:
        _count(letters, piece, 1)
    _keep(chapters, pack, [outside, decisions, told, pack_messages(broken), letters], values)


def _keep(chapters: Chapters, pack: Pack, row: list[Any], values: Values) -> None:
    keys = [part.key for part in chapters.parts]
    digests = [chapters.digest(number) for number in range(1, len(keys))]
    places = sorted(values)
    frames = [_BETWEEN.join(values[place]) for place in places]
    whole = [keys, digests, *row, [[*place, len(values[place])] for place in places]]
    pack.keep(_NAME, 1, [as_json(whole), _AFTER.join(frames)])


def _count(letters: dict[str, Counter[str]], piece: Piece, step: int) -> None:
    for script, mask, found in piece.letters:
        counts = letters.setdefault(f"{script} {mask}", Counter())
        for letter in found:
            counts[letter] += step


def still_settled(chapters: Chapters, pack: Pack, *, by_more: bool) -> Settled | None:
    """What was settled, if it holds; with `by_more` the others go by what a format keeps of a chapter beside, too."""
    if pack.value(_NAME) is None:
        return None
    row, filled = pack.frames(_NAME)
    keys, digests, outside, decisions, told, broken, letters, places = json.loads(row)
    if len(keys) != len(chapters.parts) or keys[0] != chapters.parts[0].key or pack.value(outside) is None:
        return None
    frames = filled.split(_AFTER)
    values = {(n, f): data.split(_BETWEEN) if count else [] for (n, f, count), data in zip(places, frames, strict=True)}
    changed = [number for number, part in enumerate(chapters.parts) if part.key != keys[number]]
    if any(chapters.digest(n) != digest for n, digest in enumerate(digests, 1) if keys[n] == chapters.parts[n].key):
        return None  # it was made anew under other decisions
    for number in changed:
        name = f"chapter {keys[number]}"
        before, after = pack.value(name), chapters.piece(number)
        if before is None or before[1] != chapters.around:
            return None
        known = unpack_piece(pack.frames(name))
        if not _is_alike(known, after, by_more=by_more) or not _changes_no_letters(letters, known, after):
            return None
        if not _refill(values, number, known, after):
            return None
        told = sorted({*told, number} if after.messages[WRITING] else {*told} - {number})
    if decisions and decisions != chapters.whole.decisions():
        return None
    if changed:
        _keep(chapters, pack, [outside, decisions, told, broken, letters], values)
    return Settled(outside, values, (*chapters.said(WRITING, told), *unpack_messages(broken)))


def _is_alike(before: Piece, after: Piece, *, by_more: bool) -> bool:
    if before.contents != after.contents or (by_more and before.more != after.more):
        return False
    rows = [json.loads(pack_piece(piece)[0]) for piece in (before, after)]
    for row in rows:
        for name in _OWN:
            row.pop(name, None)
    return bool(rows[0] == rows[1])


def _changes_no_letters(letters: dict[str, Any], before: Piece, after: Piece) -> bool:
    """Count the letters of `after` for those of `before`; gives whether the same ones are there in each place."""
    counts: dict[str, Counter[str]] = {place: Counter(found) for place, found in letters.items()}
    had = {place: {letter for letter, count in found.items() if count} for place, found in counts.items()}
    _count(counts, before, -1)
    _count(counts, after, 1)
    letters.update(counts)
    has = {place: {letter for letter, count in found.items() if count} for place, found in counts.items()}
    return had == has


def _refill(values: dict[tuple[int, int], list[bytes]], number: int, before: Piece, after: Piece) -> bool:
    """Put the values of the marks of `after` in the place of those of `before`; gives whether all are known."""
    known: dict[bytes, bytes] = {}
    for frame, data in enumerate(before.frames):
        if (number, frame) in values:
            known.update(zip(marks_in(data, before.token), values[number, frame], strict=True))
    for frame, data in enumerate(after.frames):
        marks = marks_in(data, after.token)
        if not known.keys() >= set(marks):
            return False
        if (number, frame) in values:
            values[number, frame] = [known[mark] for mark in marks]
    return True
