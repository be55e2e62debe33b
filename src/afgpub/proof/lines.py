"""The lines of a PDF as they are seen, from left to right, in the order of reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter, itemgetter
from typing import TypeVar

from afgpub.frozen import dataclass
from afgpub.proof.reading import Character
from afgpub.proof.shown import Shown
from afgpub.proof.tags import Tagged
from afgpub.renderers.pdf.text.spelling import SILENT

_DROPPED = dict.fromkeys(map(ord, SILENT))
_MARK = attrgetter("mcid", "artifact")
_NEAR = 0.6  # of the size: a letter that stands higher or lower than that begins another line


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says from left to right, without spaces; `page` is counted from 1."""

    text: str
    page: int


def lines_of(
    pages: Iterable[tuple[int, Sequence[Character | Shown]]], order: dict[tuple[int, int], Tagged] | None
) -> Iterator[Line]:
    """The lines of numbered pages in the order of the tags, or of the file where there are none.

    Left out is what the tags do not hold (running heads, page numbers), and what the layout made (numbers of lists,
    contents).
    """
    found: list[tuple[int, int, int, Iterable[Character | Shown]]] = []
    for number, page in pages:
        if order is None:
            found.append((0, 0, number, (character for character in page if not character.artifact)))
            continue
        for (mcid, artifact), sequence in groupby(page, key=_MARK):
            tagged = order.get((number, mcid)) if mcid is not None and not artifact else None
            if tagged is not None and not tagged.generated:
                found.append((tagged.place, tagged.block, number, list(sequence)))
    if order is not None:
        found.sort(key=itemgetter(0))
    for (_, page), entries in groupby(found, key=itemgetter(1, 2)):
        for line in split_lines([character for entry in entries for character in entry[3]]):
            text = _seen(line)
            if text:
                yield Line(text, page + 1)


_Placed = TypeVar("_Placed", bound=Character | Shown)


def split_lines(characters: Sequence[_Placed]) -> Iterator[list[_Placed]]:
    """Part the characters of a block at each new base line; what is raised a little stays in its line."""
    line: list[_Placed] = []
    level = size = 0.0
    for character in characters:
        if line and abs(character.y - level) > _NEAR * max(size, character.size):
            yield line
            line = []
        if not line:
            level, size = character.y, character.size
        if character.size > size:
            level, size = character.y, character.size
        line.append(character)
    if line:
        yield line


def _seen(line: Sequence[Character | Shown]) -> str:
    text = line[0].text if len(line) == 1 else _in_order(line)
    return "".join((text if text.isascii() else text.translate(_DROPPED)).split())


def _in_order(line: Sequence[Character | Shown]) -> str:
    """What stands in a line from left to right; what stands in one place, in the order of the file."""
    ordered = sorted(line, key=lambda shown: shown.x)
    if all(round(before.last, 2) < round(after.x, 2) for before, after in pairwise(ordered)):
        return "".join([shown.text for shown in ordered])
    placed = [character for shown in line for character in shown.placed()]
    placed.sort(key=lambda character: round(character[0], 2))
    return "".join([text for _, text in placed])
