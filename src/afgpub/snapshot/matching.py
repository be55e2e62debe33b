"""Which lines of a text are new and which are gone, in a time that no text can make quadratic.

Lines that stand once in either text hold the two together (patience diff); only short stretches between them are
matched line by line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TypeAlias

Place: TypeAlias = tuple[int, str | None, str | None]
_MOST = 40_000  # pairs of lines in a stretch; in a larger one lines are only looked at side by side


def changed_lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Place]:
    """Each line that differs: its number as it was (from 1), itself as it was and as it is, None where it was not."""
    i = j = 0
    for row, column in (*_anchors(before, after), (len(before), len(after))):
        start = 0
        while i + start < row and j + start < column and before[i + start] == after[j + start]:
            start += 1
        end = 0
        while row - end > i + start and column - end > j + start and before[row - 1 - end] == after[column - 1 - end]:
            end += 1
        yield from _stretch(i + start, before[i + start : row - end], after[j + start : column - end])
        i, j = row + 1, column + 1


def _stretch(first: int, old: Sequence[str], new: Sequence[str]) -> Iterator[Place]:
    if len(old) * len(new) > _MOST:
        pairs: Iterator[tuple[str | None, str | None]] = zip_longest(old, new)
        yield from (
            (first + min(number, len(old)) + 1, *pair) for number, pair in enumerate(pairs) if pair[0] != pair[1]
        )
        return
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            rows = zip_longest(old[i:j], new[k:m])
            yield from ((first + min(i + n, len(old)) + 1, a, b) for n, (a, b) in enumerate(rows))


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """The longest row of pairs of a line that stands once in both texts, in the order of both."""
    once, also = Counter(before), Counter(after)
    columns = {line: column for column, line in enumerate(after) if also[line] == 1}
    pairs = [(row, columns[line]) for row, line in enumerate(before) if once[line] == 1 and line in columns]
    ends: list[int] = []  # the least column in which a row of that length ends, and which pair that is
    at: list[int] = []
    previous: list[int] = []
    for number, (_, column) in enumerate(pairs):
        length = bisect_left(ends, column)
        previous.append(at[length - 1] if length else -1)
        ends[length : length + 1] = [column]
        at[length : length + 1] = [number]
    found = []
    number = at[-1] if at else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]
