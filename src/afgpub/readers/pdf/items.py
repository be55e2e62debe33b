"""Paragraphs with their letters to what a section holds: headings, paragraphs, lists and figures, in order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import groupby

from afgpub.document import Figure, Inlines
from afgpub.readers.markdown.sections import Heading, Item
from afgpub.readers.pdf.headings import rank_headings
from afgpub.readers.pdf.inlines import make_inlines
from afgpub.readers.pdf.lists import make_lists
from afgpub.readers.pdf.notes import Worded, with_notes
from afgpub.readers.pdf.paragraphs import is_bold
from afgpub.readers.pdf.wording import plain


def make_items(paragraphs: Sequence[Worded], figures: Mapping[int, Sequence[Figure]], size: float) -> list[Item]:
    """The items of a text whose letters are `size` points large; `figures` stand before paragraphs of their numbers."""
    blocks = [worded.block for worded in paragraphs]
    ranks = rank_headings(blocks, [plain(worded.letters) for worded in paragraphs], size)
    places = sorted(figures)
    groups = groupby(range(len(paragraphs)), key=lambda number: (bool(ranks[number]), bisect_right(places, number)))
    found: list[Item] = []
    for (is_heading, _), numbers in groups:
        group = list(numbers)
        found += figures.get(group[0], ())
        if is_heading:
            found += [_heading(paragraphs[number], ranks[number]) for number in group]
        else:
            found += make_lists([paragraphs[number] for number in group], _inlines)
    return [*found, *figures.get(len(paragraphs), ())]


def _heading(worded: Worded, rank: int) -> Heading:
    bold = all(map(is_bold, worded.block.lines))
    return Heading(rank, make_inlines(with_notes(worded), worded.span, plain_bold=bold), worded.span)


def _inlines(worded: Worded, taken: int) -> Inlines:
    """The nodes of a paragraph without its first letters."""
    return make_inlines(with_notes(worded)[taken:], worded.span)
