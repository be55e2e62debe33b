"""The pictures of a file as figures, each before the paragraph that stands below it."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import Figure, Image, Paragraph, Span
from afgpub.readers.pdf.notes import Worded
from afgpub.readers.pdf.pictures import Picture


def make_figures(pictures: Sequence[Picture], paragraphs: Sequence[Worded], name: str) -> dict[int, list[Figure]]:
    """Figures by the number of the paragraph before which they stand; those after all have the number after the last.

    `name` is that of the source.
    """
    found: dict[int, list[Figure]] = {}
    for picture in pictures:
        span = Span(name, picture.page, picture.page, "page")
        image = Paragraph((Image(picture.target, span=span),), span=span)
        found.setdefault(_place(picture, paragraphs), []).append(Figure((image,), span=span))
    return found


def _place(picture: Picture, paragraphs: Sequence[Worded]) -> int:
    """The number of the first paragraph below a picture in its column, else of the first of a later page."""
    for number, worded in enumerate(paragraphs):
        line = worded.block.lines[0]
        if line.page > picture.page:
            return number
        beside = line.column_left < picture.right and line.column_right > picture.left
        if line.page == picture.page and beside and line.piece.y < picture.top:
            return number
    return len(paragraphs)
