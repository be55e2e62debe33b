"""A change of some characters of a phrase, and the edits that tell of the changes that were made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from afgpub.document import Span
from afgpub.frozen import dataclass
from afgpub.messages import Message, message

_CONTEXT = 24
_MOST_SAID = 80
_INVISIBLE = frozenset("\u00ad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


class Change(NamedTuple):
    """Characters `start` to `end` (not included) of a phrase become `new`."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Edit(Message):
    """One edit of a text: the `rule` that made it, and the words `before` and `after` it.

    `count` is above 1 where a document has more edits than are worth telling one by one: the edits of one rule in one
    phrase come as one then, and `before` and `after` are those of the first.
    """

    rule: str = ""
    before: str = ""
    after: str = ""
    count: int = 1


def make_edit(code: str, rule: str, span: Span | None, before: str, after: str, count: int = 1) -> Edit:
    """The edit as a message of the table, with what cannot be seen written as U+XXXX."""
    more = f" and {count - 1} more" if count > 1 else ""
    said = message(code, span, rule=rule, before=_said(before), after=_said(after), more=more)
    return Edit(said.code, said.severity, said.text, said.span, said.hint, rule, before, after, count)


def _said(words: str) -> str:
    return visible(words if len(words) <= _MOST_SAID else words[: _MOST_SAID - 1] + "…")


def visible(text: str) -> str:
    """`text` with controls and invisible characters written as `<U+200C>`."""
    if text.isprintable() and not _INVISIBLE & set(text):
        return text
    return "".join(c if c == " " or (c.isprintable() and c not in _INVISIBLE) else f"<U+{ord(c):04X}>" for c in text)


def apply_changes(text: str, changes: Sequence[Change], first: int = 0, last: int | None = None) -> str:
    """`text[first:last]` with `changes` made: they are in order, do not overlap, and lie between first and last."""
    pieces: list[str] = []
    place = first
    for start, end, new in changes:
        pieces += (text[place:start], new)
        place = end
    pieces.append(text[place:last])
    return "".join(pieces)


def in_words(text: str, changes: Sequence[Change], bounds: Sequence[int] = ()) -> Iterator[tuple[int, str, str]]:
    """The place, the words before and the words after of each change; changes of the same words come as one.

    No words reach over one of `bounds`, where another node of the tree begins.
    """
    group: list[Change] = []
    start = end = 0
    bounds = bounds or (0, len(text))
    for change in changes:
        leaf = min(bisect_right(bounds, change.start), len(bounds) - 1)
        left = _word_start(text, change.start, bounds[leaf - 1])
        right = _word_end(text, change.end, bounds[leaf])
        if group and left <= end and left >= start and bounds[leaf - 1] <= start:
            group.append(change)
            end = max(end, right)
            continue
        if group:
            yield _told(text, start, end, group)
        group, start, end = [change], left, right
    if group:
        yield _told(text, start, end, group)


def _told(text: str, start: int, end: int, group: list[Change]) -> tuple[int, str, str]:
    return start, text[start:end], apply_changes(text, group, start, end)


def _word_start(text: str, place: int, bound: int) -> int:
    least = max(bound, place - _CONTEXT)
    while place > least and not text[place - 1].isspace():
        place -= 1
    return place


def _word_end(text: str, place: int, bound: int) -> int:
    most = min(bound, place + _CONTEXT)
    while place < most and not text[place].isspace():
        place += 1
    return place
