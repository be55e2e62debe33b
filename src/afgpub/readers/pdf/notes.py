"""Notes at the foot of a page, put back where they are called.

A note begins with its number, or its sign, and is set smaller than the text; its call is the same mark, raised. What
has no partner stays where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from afgpub.document import NO_ATTRS, Attrs, Note, NoteReference, Paragraph, Span
from afgpub.document import Block as Node
from afgpub.frozen import dataclass, field
from afgpub.language import letters_by_direction
from afgpub.metadata import Direction
from afgpub.readers.pdf.columns import Line
from afgpub.readers.pdf.inlines import make_inlines
from afgpub.readers.pdf.paragraphs import Block, opens_note
from afgpub.readers.pdf.wording import Letter, plain

_MARK = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3}|[a-z])\]?[.)]?", re.I)
_SMALLER = 0.93  # of the size of text
_ARROWS = frozenset("↩↑\ufe0e\ufe0f ")
_LONGEST_MARK = 6
_MOST_CALLS = 500  # with one mark


@dataclass(slots=True)
class Worded:
    """A paragraph and its letters, and the notes called in it by the place of the call."""

    block: Block
    letters: list[Letter]
    span: Span
    notes: dict[int, tuple[int, Note | NoteReference]] = field(default_factory=dict)


def parted(lines: Sequence[Line], size: float, direction: Direction) -> tuple[list[Line], list[Line]]:
    """The lines of the text, and those of notes: small ones at the end of a column, from one that begins as a note."""
    text: list[Line] = []
    notes: list[Line] = []
    place = 0
    while place < len(lines):
        end = place
        while end < len(lines) and lines[end].column == lines[place].column:
            end += 1
        column = lines[place:end]
        first = _first_note(column, size, direction)
        text += column[:first]
        notes += column[first:]
        place = end
    return text, notes


def _first_note(column: Sequence[Line], size: float, direction: Direction) -> int:
    """Where the notes at the end of a column begin: small lines, or the last ones from one that begins raised."""
    first = len(column)
    while first and column[first - 1].piece.size <= _SMALLER * size:
        first -= 1
    while first < len(column) and not _opens(column[first], direction):
        first += 1
    raised = [n for n, line in enumerate(column) if n >= len(column) // 2 and _opens_raised(line, direction)]
    return min([first, *raised])


def _opens_raised(line: Line, direction: Direction) -> bool:
    """Whether a line begins with a raised number; one that is in the midst of a line stands behind a word."""
    left, right = letters_by_direction(line.piece.text)
    way = direction if left == right else "rtl" if right > left else "ltr"
    return (0 if way == "ltr" else len(line.piece.characters) - 1) in line.piece.raised and _opens(line, way)


def _opens(line: Line, direction: Direction) -> bool:
    return opens_note(line, direction) or opens_note(line, "rtl" if direction == "ltr" else "ltr")


def mark_of(text: str) -> str:
    """The number or sign of a note with its digits in ASCII; empty where `text` is no such mark."""
    found = _MARK.fullmatch(text.strip())
    return "".join(str(unicodedata.digit(c, 0)) if c.isdigit() else c for c in found[1]) if found else ""


def put_back(text: Sequence[Worded], notes: Sequence[Worded], size: float) -> list[Worded]:
    """Give each paragraph the notes that it calls; back comes what nobody calls, in the order of reading.

    `notes` stand at feet of pages; in `text` too there may be some, at its end: small paragraphs with the mark of a
    call before them.
    """
    calls: dict[str, list[tuple[int, Worded, int, int]]] = {}
    for number, worded in enumerate(text):
        for start, end, mark in _calls(worded.letters):
            same = calls.setdefault(mark, [])
            if len(same) < _MOST_CALLS:
                same.append((number, worded, start, end))
    bodies: list[tuple[list[Node], Worded, int, int]] = []
    left: list[Worded] = []
    last: Worded | None = None
    for note in notes:
        mark, taken = _opening(note.letters)
        waiting = [call for call in calls.get(mark, ()) if call[1].span.start <= note.span.start]
        here = [call for call in waiting if call[1].span.end >= note.span.start]
        if waiting:
            last_page = waiting[-1][1].span.start
            called = here[0] if here else next(call for call in waiting if call[1].span.start == last_page)
            calls[mark].remove(called)
            bodies.append(([_paragraph(note, taken)], *called[1:]))
            last = note
        elif not mark and last and abs(note.block.size - last.block.size) < 0.3:
            bodies[-1][0].append(_paragraph(note, 0))
        else:
            left.append(note)
            last = None
    kept: list[Worded] = []
    for number, worded in enumerate(text):
        mark, taken = _opening(worded.letters) if worded.block.size <= _SMALLER * size else ("", 0)
        waiting = [call for call in calls.get(mark, ()) if call[0] < number]
        if waiting:
            calls[mark].remove(waiting[0])
            bodies.append(([_paragraph(worded, taken)], *waiting[0][1:]))
        else:
            kept.append(worded)
    for number, (body, worded, start, end) in enumerate(bodies, 1):
        mark = mark_of(plain(worded.letters[start:end]))
        again = [call for call in calls.get(mark, ()) if call[1].span.start == worded.span.start]
        attrs = Attrs(id=f"note-{number}") if again else NO_ATTRS
        worded.notes[start] = end, Note(tuple(body), attrs=attrs, span=body[0].span)
        for call in again:
            calls[mark].remove(call)
            call[1].notes[call[2]] = call[3], NoteReference(f"note-{number}", span=call[1].span)
    return _in_place(kept, left)


def _in_place(text: Sequence[Worded], notes: Sequence[Worded]) -> list[Worded]:
    """Paragraphs with those of notes that nobody calls after the text of their page."""
    found = list(text)
    starts = [worded.span.start for worded in text]
    for note in reversed(notes):
        found.insert(bisect_right(starts, note.span.start), note)
    return found


def with_notes(worded: Worded) -> list[Letter | Note | NoteReference]:
    """The letters of a paragraph with its notes in the places of their calls."""
    found: list[Letter | Note | NoteReference] = []
    place = 0
    for start, (end, note) in sorted(worded.notes.items()):
        found += [*worded.letters[place:start], note]
        place = end
    return [*found, *worded.letters[place:]]


def _paragraph(note: Worded, taken: int) -> Paragraph:
    letters = note.letters[taken:]
    while letters and letters[0].text in (" ", ".", ")"):
        letters = letters[1:]
    while letters and letters[-1].text in _ARROWS:
        letters = letters[:-1]
    return Paragraph(make_inlines(letters, note.span), span=note.span)


def _opening(letters: Sequence[Letter]) -> tuple[str, int]:
    """The mark with which a note begins and how many letters it takes."""
    raised = _raised(letters, 0)
    if raised:
        return mark_of(plain(letters[:raised])), raised
    end = 0
    while end < min(len(letters), _LONGEST_MARK) and letters[end].text != " ":
        end += 1
    return mark_of(plain(letters[:end])), end


def _raised(letters: Sequence[Letter], place: int) -> int:
    while place < len(letters) and letters[place].shift > 0:
        place += 1
    return place


def _calls(letters: Sequence[Letter]) -> Iterable[tuple[int, int, str]]:
    """Where notes are called: first letter, the one after the last, and the mark."""
    place = 0
    while place < len(letters):
        end = _raised(letters, place)
        if end > place > 0 and (mark := mark_of(plain(letters[place:end]))):
            yield place, end, mark
        place = end + 1
