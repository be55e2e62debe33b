"""Paragraphs that begin with a bullet, or with numbers that count on, made lists."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from afgpub.document import Inlines, List, ListItem, Paragraph, Span
from afgpub.frozen import dataclass, replace
from afgpub.readers.pdf.notes import Worded
from afgpub.readers.pdf.wording import plain

_BULLET = re.compile(r"[•▪●○◦‣⁃➢✓■□–] +(?=\S)")
_NUMBER = re.compile(r"\(?(\d{1,3})[.)] +(?=\S)")
_INSIDE, _FAR_INSIDE = 5.0, 60.0  # points: how far words are indented that belong to an item
_LONGEST = 8  # characters of a marker


@dataclass(frozen=True, slots=True)
class _Marker:
    number: int  # 0 for a bullet
    length: int


Making = Callable[[Worded, int], Inlines]


def make_lists(paragraphs: Sequence[Worded], make: Making) -> Iterator[Paragraph | List]:
    """The paragraphs as nodes, those of lists in lists; `make` gives the inline nodes without the first letters."""
    markers = [_marker(worded) for worded in paragraphs]
    indents = [worded.block.indent for worded in paragraphs]
    place = 0
    while place < len(paragraphs):
        end = _end_of_list(markers, indents, place)
        if end == place:
            yield Paragraph(make(paragraphs[place], 0), span=paragraphs[place].span)
            place += 1
            continue
        items: list[ListItem] = []
        for worded, marker in zip(paragraphs[place:end], markers[place:end], strict=True):
            paragraph = Paragraph(make(worded, marker.length if marker else 0), span=worded.span)
            if marker is None:
                items[-1] = replace(items[-1], children=(*items[-1].children, paragraph))
            else:
                items.append(ListItem((paragraph,), span=worded.span))
        first, span = markers[place], paragraphs[place].span
        number = first.number if first else 0
        whole = Span(span.source, span.start, paragraphs[end - 1].span.end, span.unit)
        yield List(tuple(items), ordered=bool(number), start=number or 1, span=whole)
        place = end


def _marker(worded: Worded) -> _Marker | None:
    text = plain(worded.letters[:_LONGEST])
    if len(text) != len(worded.letters[:_LONGEST]):
        return None
    if found := _BULLET.match(text):
        return _Marker(0, found.end())
    if found := _NUMBER.match(text):
        number = int("".join(str(unicodedata.digit(digit)) for digit in found[1]))
        return _Marker(number, found.end()) if number else None
    return None


def _end_of_list(markers: Sequence[_Marker | None], indents: Sequence[float], place: int) -> int:
    """Where the list ends that begins at `place`; `place` itself where there is none. One number alone is none.

    A paragraph that is indented as the words after the markers are belongs to its item.
    """
    first = markers[place]
    if first is None:
        return place
    end, count = place + 1, 1
    for later in range(place + 1, len(markers)):
        marker = markers[later]
        if marker is None:
            if not _INSIDE < indents[later] - indents[place] < _FAR_INSIDE:
                break
        elif marker.number == (first.number + count if first.number else 0):
            end, count = later + 1, count + 1
        else:
            break
    if first.number and count == 1:
        return place
    while end < len(markers) and markers[end] is None and _INSIDE < indents[end] - indents[place] < _FAR_INSIDE:
        end += 1
    return end
