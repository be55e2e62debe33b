"""Dates in the running text made into Day nodes; what they hold is not changed."""

from __future__ import annotations

from bisect import bisect_right
from operator import is_
from typing import TypeVar, cast

from afgpub.document import (
    Code,
    CodeBlock,
    Day,
    Inline,
    Link,
    Node,
    Section,
    Span,
    Superscript,
    Text,
)
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.normaliser.dates.found import Found
from afgpub.normaliser.dates.grammar import scan
from afgpub.normaliser.dates.tokens import LEAST_DIGITS
from afgpub.normaliser.digits import DigitCounts
from afgpub.walk import holders, plain_text

NodeType = TypeVar("NodeType", bound=Node)


def mark_dates(
    root: Section, lang: str | None = None, digits: DigitCounts | None = None
) -> tuple[Section, tuple[Message, ...]]:
    """The tree with every date of its text as a Day, and a message for each that is unclear or no day at all.

    `lang` is the language of the text. Code, addresses and spans of days (`10.–12. Juni 2024`) are left as they are;
    so is a date whose reading is not certain. Doing it twice changes nothing more. `digits` keeps what is counted.
    """
    messages: list[Message] = []
    counts = DigitCounts() if digits is None else digits
    return _marked(root, root.attrs.lang or lang, root.span, counts, messages), tuple(messages)


def _marked(
    node: NodeType, lang: str | None, span: Span | None, counts: DigitCounts, messages: list[Message]
) -> NodeType:
    if isinstance(node, Link) and _is_address(node):
        return node
    lang, span = node.attrs.lang or lang, node.span or span
    updates: dict[str, object] = {}
    for name in holders(type(node)):
        before = cast("tuple[Node, ...]", getattr(node, name))
        changed: list[Node] = []
        digits = 0  # of texts that may stand side by side: few are no date
        for place, child in enumerate(before):
            if isinstance(child, Text):
                digits += counts[child.value]
                continue
            if isinstance(child, Code | CodeBlock):
                continue
            if isinstance(child, Superscript | Day):
                digits += counts[plain_text(child)]
            marked = child if isinstance(child, Day) else _marked(child, lang, span, counts, messages)
            if marked is not child:
                changed = changed or list(before)
                changed[place] = marked
        row = tuple(changed) or before
        if digits >= LEAST_DIGITS:
            row = _marked_row(row, lang, span, messages)
        if row is not before and not (len(row) == len(before) and all(map(is_, row, before))):
            updates[name] = row
    return replace(node, **updates) if updates else node  # type: ignore[arg-type]


def _is_address(link: Link) -> bool:
    text = plain_text(link)
    return "://" in text or text.startswith("www.") or text == link.target.removeprefix("mailto:")


def _is_text(node: Node) -> bool:
    """A Text, the raised ending of an ordinal (10<sup>th</sup>), or a Day, which is read with its neighbours again."""
    match node:
        case Text() | Day() | Superscript((Text(),)):
            return True
        case _:
            return False


def _marked_row(
    row: tuple[Node, ...], lang: str | None, span: Span | None, messages: list[Message]
) -> tuple[Node, ...]:
    marked: list[Node] = []
    pending: list[Inline] = []
    for node in row:
        if _is_text(node):
            pending.append(cast("Inline", node))
            continue
        marked += _marked_texts(pending, lang, span, messages)
        marked.append(node)
        pending = []
    return (*marked, *_marked_texts(pending, lang, span, messages))


def _marked_texts(nodes: list[Inline], lang: str | None, span: Span | None, messages: list[Message]) -> list[Inline]:
    """Texts that stand side by side, with the days among them."""
    if not nodes:
        return nodes
    text = plain_text(nodes)
    dates = list(scan(text, lang))
    if not dates:
        return nodes
    pieces = _Pieces(nodes)
    marked: list[Inline] = []
    for found in dates:
        if pieces.has_day(found) or (found.verdict == "certain" and not (found.sure and pieces.can_cut(found))):
            continue
        if found.verdict != "certain":
            _tell(found, text, span, messages)
            continue
        marked += pieces.up_to(found.start)
        marked.append(Day(tuple(pieces.up_to(found.end)), found.iso, found.calendar, span=span))
    return [*marked, *pieces.up_to(len(text))] if marked else nodes


def _tell(found: Found, text: str, span: Span | None, messages: list[Message]) -> None:
    written = text[found.start : found.end]
    if found.verdict == "impossible":
        messages.append(message("date-impossible", span, text=written))
    else:
        messages.append(message("date-ambiguous", span, text=written, iso=found.iso))


class _Pieces:
    """A row of texts that is cut from left to right at places counted over all of them."""

    def __init__(self, nodes: list[Inline]) -> None:
        self._nodes = nodes
        self._starts: list[int] = []
        place = 0
        for node in nodes:
            self._starts.append(place)
            place += len(plain_text(node))
        self._next = 0
        self._place = 0

    def can_cut(self, found: Found) -> bool:
        """Whether neither end of a date lies inside a raised ending."""
        covered = self._covered(found)
        return isinstance(covered[0], Text) and isinstance(covered[-1], Text)

    def has_day(self, found: Found) -> bool:
        """Whether any of it is marked already."""
        return any(isinstance(node, Day) for node in self._covered(found))

    def _covered(self, found: Found) -> list[Inline]:
        first, last = (bisect_right(self._starts, place) for place in (found.start, found.end - 1))
        return self._nodes[first - 1 : last]

    def up_to(self, end: int) -> list[Inline]:
        """The nodes from the last cut to `end`, the outer ones cut."""
        taken: list[Inline] = []
        while self._next < len(self._nodes) and self._place < end:
            node, start = self._nodes[self._next], self._starts[self._next]
            length = len(plain_text(node))
            if isinstance(node, Text) and (self._place > start or end < start + length):
                stop = min(end, start + length)
                taken.append(replace(node, value=node.value[self._place - start : stop - start]))
                self._place = stop
            else:
                taken.append(node)
                self._place = start + length
            if self._place >= start + length:
                self._next += 1
        return taken
