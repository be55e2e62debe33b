"""A tree of sections as a flat list and back: most repairs look at what follows what, not at what holds what.

In the list a Section without children stands for a heading; the blocks after it are its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

from afgpub.document import Block, Blocks, Section
from afgpub.frozen import replace


def is_heading(block: Block) -> TypeGuard[Section]:
    """Whether a block of the flat list is a heading."""
    return isinstance(block, Section) and bool(block.title) and not block.children


def flatten(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks in reading order, each titled section as its heading followed by what it holds.

    A section after which its parent goes on with other blocks stays whole: headings alone cannot say where it ends.
    """
    blocks = tuple(blocks)
    last_other = max((n for n, block in enumerate(blocks) if not _is_titled(block)), default=-1)
    for number, block in enumerate(blocks):
        if _is_titled(block) and number > last_other:
            yield replace(block, children=())
            yield from flatten(block.children)
        else:
            yield block


def _is_titled(block: Block) -> TypeGuard[Section]:
    return isinstance(block, Section) and bool(block.title)


def nest(flat: Iterable[Block]) -> Blocks:
    """The tree again: a heading holds all that follows, up to the next heading of its own or a higher rank."""
    open_sections: list[tuple[Section, list[Block]]] = []
    top: list[Block] = []

    def close(level: int) -> None:
        while open_sections and open_sections[-1][0].level >= level:
            heading, inside = open_sections.pop()
            place = open_sections[-1][1] if open_sections else top
            place.append(replace(heading, children=tuple(inside)))

    for block in flat:
        if is_heading(block):
            close(block.level)
            open_sections.append((block, []))
        else:
            (open_sections[-1][1] if open_sections else top).append(block)
    close(0)
    return tuple(top)
