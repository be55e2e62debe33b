"""Headings: bold taken off where it covers the whole line, ranks set so that none is skipped.

The title is rank 1 and the sections begin at 2. What stands deeper than its neighbour above stays deeper, with two
exceptions, both from pages that once were PDF, where the rank was guessed from the size of the letters: an opening
section called Introduction holds none of the sections after it, and neither does a lone opening section whose
heading is plain when those of the next rank are all bold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from afgpub.document import Block, Section, Strong
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.normaliser.digits import ascii_digits
from afgpub.normaliser.outline import is_heading
from afgpub.normaliser.words import OPENINGS, fold
from afgpub.walk import plain_text

FIRST_RANK = 2
LAST_RANK = 6
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")


def repair_headings(blocks: tuple[Block, ...]) -> tuple[tuple[Block, ...], tuple[Message, ...]]:
    """The flat list with every heading mended, and a message for each change."""
    positions = [n for n, block in enumerate(blocks) if is_heading(block)]
    headings = [block for block in blocks if is_heading(block)]
    ranks = _ranks(headings)
    messages: list[Message] = []
    mended = list(blocks)
    for position, heading, rank in zip(positions, headings, ranks, strict=True):
        text = plain_text(heading.title)
        if _is_bold(heading):
            messages.append(message("heading-emphasis", heading.span, text=text))
            heading = _plain(heading)
        if rank != heading.level and heading.level <= LAST_RANK:
            messages.append(message("heading-rank", heading.span, old=heading.level, new=rank, text=text))
        heading = replace(heading, level=rank) if rank != heading.level else heading
        mended[position] = heading
    return tuple(mended), tuple(messages)


def without_emphasis(heading: Section) -> tuple[Section, tuple[Message, ...]]:
    """A single heading (the title, say) without bold over the whole of it."""
    if not _is_bold(heading):
        return heading, ()
    return _plain(heading), (message("heading-emphasis", heading.span, text=plain_text(heading.title)),)


def _is_bold(heading: Section) -> bool:
    return len(heading.title) == 1 and isinstance(heading.title[0], Strong)


def _plain(heading: Section) -> Section:
    while len(heading.title) == 1 and isinstance(only := heading.title[0], Strong):
        heading = replace(heading, title=only.children)
    return heading


def _ranks(headings: list[Section]) -> list[int]:
    return ranks_of(_counted(headings) or _lifted([heading.level for heading in headings], headings))


def ranks_of(levels: Iterable[int]) -> list[int]:
    """The ranks of headings with these levels, from FIRST_RANK without a gap."""
    open_levels: list[int] = []
    ranks = []
    for level in levels:
        while open_levels and open_levels[-1] >= level:
            open_levels.pop()
        open_levels.append(level)
        ranks.append(min(FIRST_RANK + len(open_levels) - 1, LAST_RANK))
    return ranks


def _counted(headings: list[Section]) -> list[int]:
    """The levels by their numbers (`2.1` is below `2`), where every heading has one and some have a point."""
    return levels_by_number([number_depth(heading) for heading in headings])


def number_depth(heading: Section) -> int:
    """How many parts the number of a heading has (`2.1` has 2); 0 where it has none."""
    found = _NUMBERED.match(ascii_digits(plain_text(heading.title).strip()))
    return found[1].count(".") + 1 if found else 0


def levels_by_number(depths: list[int]) -> list[int]:
    """The depths of all numbers as levels, if every heading has one and some have a point; else nothing."""
    return depths if all(depths) and len(set(depths)) > 1 else []


def _lifted(levels: list[int], headings: list[Section]) -> list[int]:
    """The levels with those below a lone opening section raised to its own."""
    below = levels[1:]
    if not below or min(below) <= levels[0]:
        return levels
    first, top = headings[0], min(below)
    opening = fold(plain_text(first.title).strip(" :.")) in OPENINGS
    bold_below = all(_is_bold(h) for h, level in zip(headings[1:], below, strict=True) if level == top)
    if not opening and (_is_bold(first) or not bold_below or below.count(top) < 2):
        return levels
    return [levels[0], *(level - top + levels[0] for level in below)]
