"""The letters of a paragraph in the order of reading, with spaces where the page shows them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from afgpub import bidi
from afgpub.language import letters_by_direction
from afgpub.metadata import Direction
from afgpub.normaliser.text import forms
from afgpub.readers.pdf.characters import HYPHEN, Character
from afgpub.readers.pdf.hyphenation import Words, joint
from afgpub.readers.pdf.lines import Piece
from afgpub.readers.pdf.order import runs_of
from afgpub.readers.pdf.paragraphs import Block

_GAP = 0.17  # of the size: a gap that wide is a space
_MARKER = re.compile(r"\d{1,3}[.)] ")
_LONGEST_MARKER = 6
_LONGEST_WORD = 200  # characters
_CELL = 2.5  # of the size: a gap that wide parts what does not belong together, as cells of a table


class Letter(NamedTuple):
    """Text with its look; `shift` is 1 where it is raised, -1 where it is lowered."""

    text: str
    bold: bool = False
    italic: bool = False
    shift: int = 0
    link: str = ""


def letters_of(block: Block, words: Words, *, mirrored: bool = False) -> list[Letter]:
    """All letters of a paragraph; lines are joined as `hyphenation.joint` says.

    With `mirrored` the file has the shapes of brackets, not the brackets that were typed.
    """
    found: list[Letter] = []
    for line in block.lines:
        letters = line_letters(line.piece, block.direction, mirrored, column=block.column)
        if found and letters:
            drop, between = joint(_tail(found), letters, words)
            if drop:
                found[-1] = found[-1]._replace(text=found[-1].text[:-drop])
            if between:
                found.append(_space(found[-1], letters[0]))
        found += letters
    return [letter._replace(text=letter.text.replace(HYPHEN, "-")) for letter in found if letter.text]


def line_letters(
    piece: Piece, direction: Direction, mirrored: bool = False, *, column: Direction | None = None
) -> list[Letter]:
    """The letters of a line in logical order; with `mirrored` the file holds shapes of brackets, not what was typed.

    Parts with wide gaps between them, and the marker of a list, stand in the order of the column.
    """
    column = column or direction
    parts = list(_parts(piece))
    if column != direction:
        parts = _with_marker_apart(parts, column)
        column = direction if _all_run(parts, direction) else column
    found: list[Letter] = []
    for part in parts if column == "ltr" else reversed(parts):
        texts = [letter.text for letter in part]
        found.append(Letter(" "))
        for run in runs_of(texts, direction if any(map(str.isalpha, "".join(texts))) else column):
            for place in run.places:
                letter = part[place]
                if mirrored and run.turned and (other := bidi.mirror(letter.text)):
                    letter = letter._replace(text=other)
                found.append(letter)
    return _trimmed(found)


def _parts(piece: Piece) -> Iterator[list[Letter]]:
    """The characters from left to right, with a space for each gap that is one, in parts with wide gaps between."""
    part: list[Letter] = []
    before: Character | None = None
    for number, character in enumerate(piece.characters):
        if before and character.text != " ":
            gap = (character.x - before.right) / max(character.size, before.size)
            if gap > _CELL:
                yield part
                part = []
            elif gap > _GAP and part[-1].text != " ":
                part.append(Letter(" "))
        part.append(_letter(character, 1 if number in piece.raised else -1 if number in piece.lowered else 0))
        before = character if character.text != " " or before is None else before
    yield part


def _all_run(parts: Sequence[Sequence[Letter]], direction: Direction) -> bool:
    """Whether all parts have letters, and most of them in each run in that direction."""
    for part in parts:
        left, right = letters_by_direction("".join(letter.text for letter in part))
        if left == right or (right > left) != (direction == "rtl"):
            return False
    return True


def _with_marker_apart(parts: list[list[Letter]], column: Direction) -> list[list[Letter]]:
    """The parts, with a number and its point at the side where the column begins as a part of their own."""
    if column == "rtl":
        found = _MARKER.match("".join(letter.text for letter in parts[-1][: -_LONGEST_MARKER - 1 : -1]))
        return [*parts[:-1], parts[-1][: -found.end()], parts[-1][-found.end() :]] if found else parts
    found = _MARKER.match("".join(letter.text for letter in parts[0][:_LONGEST_MARKER]))
    return [parts[0][: found.end()], parts[0][found.end() :], *parts[1:]] if found else parts


def _letter(character: Character, shift: int) -> Letter:
    text = character.text
    if not text.isascii() and any("\ufb50" <= letter <= "\ufefc" for letter in text):
        text = "".join(forms.letters_of(letter) for letter in text)
    return Letter(text, character.face.bold, character.face.italic, shift, character.link)


def _trimmed(letters: list[Letter]) -> list[Letter]:
    """Without spaces at the ends, and with one where there are several."""
    found: list[Letter] = []
    for letter in letters:
        if letter.text == " " and (not found or found[-1].text == " "):
            continue
        found.append(letter)
    if found and found[-1].text == " ":
        found.pop()
    return found


def _tail(letters: Sequence[Letter]) -> list[Letter]:
    """The last word of what has been read, letter by letter."""
    start = len(letters)
    while start and letters[start - 1].text != " " and len(letters) - start < _LONGEST_WORD:
        start -= 1
    return list(letters[start:])


def _space(before: Letter, after: Letter) -> Letter:
    return Letter(
        " ",
        before.bold and after.bold,
        before.italic and after.italic,
        0,
        before.link if before.link == after.link else "",
    )


def smoothed(letters: Sequence[Letter]) -> list[Letter]:
    """The letters with the look of spaces and marks taken from both sides, where a face had no such mark."""
    found = list(letters)
    for (place, letter), (_, following) in pairwise(enumerate(found)):
        if place and not any(c.isalnum() for c in letter.text):
            before = found[place - 1]
            bold, italic = before.bold and following.bold, before.italic and following.italic
            if letter.text == " ":
                link = before.link if before.link == following.link else ""
                found[place] = letter._replace(
                    bold=bold, italic=italic, shift=min(before.shift, following.shift, key=abs), link=link
                )
            else:
                found[place] = letter._replace(bold=letter.bold or bold, italic=letter.italic or italic)
    return found


def plain(letters: Iterable[Letter]) -> str:
    """What letters say."""
    return "".join(letter.text for letter in letters)
