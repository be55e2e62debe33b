"""The lines of a PDF in logical order: what each character is, how it is set, where it stands, what it is part of.

The tags give the order of the blocks, the places on the page that of the characters; what a PDF says of letters is read
with the reader of the proof, which knows no heuristics.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple, TypeAlias

from afgpub.bidi import may_turn
from afgpub.direction import base_direction
from afgpub.language import direction_of
from afgpub.metadata import Direction
from afgpub.proof.lines import split_lines
from afgpub.proof.reading import Character, pages_of
from afgpub.proof.tags import Tagged, reading_order
from afgpub.readers.pdf.order import runs_of

_GAP = 0.17  # of the size


class Letter(NamedTuple):
    """What a code says, its face and size (pt), its pen's place (pt, from the page's lower left), its marked content.

    `artifact` is for what is no part of the text: running heads, numbers of pages.
    """

    text: str
    style: str
    x: float
    y: float
    mcid: int | None
    artifact: bool


Line: TypeAlias = tuple[Letter, ...]
_Order: TypeAlias = dict[tuple[int, int], Tagged]


def read_lines(pdf: Any) -> tuple[tuple[Line, ...], ...]:
    """The lines of every page of a pikepdf.Pdf: those of the text as the tags order them, then artifacts."""
    order = reading_order(pdf) or {}
    base = direction_of(str(pdf.Root.get("/Lang", "und")))
    return tuple(tuple(_lines(number, page, order, base)) for number, page in enumerate(pages_of(pdf)))


def _lines(number: int, page: Sequence[Character], order: _Order, base: Direction) -> Iterator[Line]:
    placed = [(_place(number, character, order), character) for character in page]
    placed.sort(key=lambda entry: entry[0])
    for (_, _, lang), entries in groupby(placed, key=lambda entry: (entry[0][0], *entry[0][2:])):
        block = [character for _, character in entries]
        text = "".join(character.text for character in block)
        direction = direction_of(lang) if lang and may_turn(text) else base_direction(text, base)
        if block[0].artifact:  # running heads and numbers of pages stand as the document runs, whatever a title says
            direction = base
        for line in split_lines(block):
            letters = tuple(_letters(sorted(line, key=lambda c: round(c.x, 2)), direction))
            if any(letter.text.strip() for letter in letters):
                yield letters


def _place(number: int, character: Character, order: _Order) -> tuple[bool, int, int, str]:
    """Text before artifacts, then the place in the order of reading; with it the block, and its language."""
    tagged = order.get((number, character.mcid)) if character.mcid is not None else None
    if character.artifact or tagged is None:
        return character.artifact, 0, 0, ""
    return False, tagged.place, tagged.block, tagged.lang


def _letters(line: Sequence[Character], base: Direction) -> Iterator[Letter]:
    """The letters of a line in logical order. The file has the string of a code as it is seen, from left to right."""
    spaced = list(_spaced(line))
    style = ""
    for run in runs_of([character.text for character in spaced], base):
        for place in run.places:
            found = spaced[place]
            if not (found.text.isspace() and style):  # a space of another size is a matter of the text layer
                style = f"{found.face.rstrip(',')} {found.size:.4g}"
            text = found.text[::-1] if run.turned else found.text
            yield Letter(text, style, found.x, found.y, found.mcid, found.artifact)


def _spaced(line: Sequence[Character]) -> Iterator[Character]:
    """The characters with a space in each gap that is one."""
    before: Character | None = None
    for character in line:
        far = before and character.x - before.x - before.width > _GAP * max(before.size, character.size)
        if before and far and not (before.text.isspace() or character.text.isspace()):
            yield before._replace(text=" ")
        yield character
        before = character
