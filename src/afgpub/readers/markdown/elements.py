"""The tokens of markdown-it folded into a tree of elements with the lines where each begins and ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from afgpub.frozen import dataclass, field

if TYPE_CHECKING:
    from markdown_it.token import Token

MAX_DEPTH = 100
_BREAK = re.compile("\n")


class NestingError(Exception):
    """Blocks or phrases stand deeper than MAX_DEPTH in each other, at line `line`."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True, eq=False)
class Element:
    """A token with what stands inside it; `start` and `end` are lines of the source counted from 1."""

    kind: str
    token: Token
    start: int
    end: int
    children: list[Element] = field(default_factory=list)


def fold_blocks(tokens: Sequence[Token], first: int) -> list[Element]:
    """The elements of block tokens; `first` is the line of the source where the parsed text begins."""
    top: list[Element] = []
    open_elements: list[Element] = []
    for token in tokens:
        if token.nesting < 0:
            closed = open_elements.pop()
            if closed.children and closed.kind not in ("heading", "division"):
                closed.end = max(closed.start, closed.children[-1].end)
            if closed.kind == "dd" and closed.children:
                # The parser gives the second term's definition the line of the term.
                closed.start = closed.children[0].start
            continue
        parent = open_elements[-1] if open_elements else None
        start, end = (parent.start, parent.end) if parent else (first, first)
        if token.map:
            start, end = token.map[0] + first, max(token.map[1] - 1, token.map[0]) + first
        element = Element(token.type.removesuffix("_open"), token, start, end)
        (parent.children if parent else top).append(element)
        if token.nesting > 0:
            open_elements.append(element)
    return top


def fold_inlines(tokens: Sequence[Token], source: str, first: int) -> list[Element]:
    """The elements of the inline tokens of `source`, whose first line is line `first`.

    An element ends where the next token begins, since inline tokens follow each other without a gap.
    """
    breaks = [found.start() for found in _BREAK.finditer(source)]
    top: list[Element] = []
    open_elements: list[Element] = []
    lines = [first + bisect_left(breaks, token.meta.get("position", 0)) for token in tokens]
    lines.append(first + len(breaks))
    for index, token in enumerate(tokens):
        if token.nesting < 0:
            if open_elements:
                open_elements.pop().end = lines[index + 1]
            continue
        element = Element(token.type.removesuffix("_open"), token, lines[index], lines[index + 1])
        (open_elements[-1].children if open_elements else top).append(element)
        if token.nesting > 0:
            open_elements.append(element)
            if len(open_elements) > MAX_DEPTH:
                raise NestingError(lines[index])
    return top
