"""Boxes of a line from left to right: an inline box whose parts do not stand side by side is cut in fragments."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from afgpub.frozen import dataclass

Order = tuple[int, int]


@dataclass(slots=True)
class Leaf:
    """A box of a line that holds no other of that line: text of one level, an image, an inline block."""

    box: Any
    path: tuple[Any, ...]  # the inline boxes around it, outermost first
    start: int
    end: int
    is_text: bool
    order: Order  # its place in reading order
    level: int = 0
    number: int = 0  # the same as a count of the leaves
    added_start: bool = False  # whether a joiner was added to it where the line breaks within a word
    added_end: bool = False


@dataclass(frozen=True, slots=True)
class Outside:
    """A box of a line that is out of its flow: it keeps its place in reading order, and its position."""

    box: Any
    parent: Any
    order: Order


@dataclass(slots=True)
class _Fragment:
    """What stands side by side within one inline box."""

    origin: Any
    order: Order
    children: list[_Fragment | Leaf]
    box: Any = None


def place(line: Any, leaves: Sequence[Leaf], outside: Sequence[Outside], left: float) -> None:
    """Give `leaves`, in visual order, and the inline boxes around them their places from `left` on.

    In the tree the boxes stay in reading order.
    """
    top = _group(leaves, 0)
    of_box: dict[int, list[_Fragment]] = {}
    _list(top, of_box)
    for fragments in of_box.values():
        _make_boxes(fragments)
    _set_positions(top, left)
    _fill(line, top, [box for box in outside if box.parent is line])
    for fragments in of_box.values():
        first = min(fragments, key=_order)
        for fragment in fragments:
            own = [box for box in outside if box.parent is fragment.origin] if fragment is first else []
            _fill(fragment.box, fragment.children, own)


def _order(item: _Fragment | Leaf | Outside) -> Order:
    return item.order


def _group(leaves: Sequence[Leaf], depth: int) -> list[_Fragment | Leaf]:
    """The leaves, those side by side in one inline box of that depth put together."""
    items: list[_Fragment | Leaf] = []
    for origin, same in groupby(leaves, key=lambda leaf: leaf.path[depth] if len(leaf.path) > depth else None):
        if origin is None:
            items += same
            continue
        for part in _unmixed(list(same)):
            order = min(leaf.order for leaf in part)
            items.append(_Fragment(origin, order, _group(part, depth + 1)))
    return items


def _unmixed(leaves: list[Leaf]) -> Iterator[list[Leaf]]:
    """Leaves that stand side by side, in parts that also follow each other in reading order.

    What is read between two of them can stand elsewhere in the line; then the tree could not keep the order of reading.
    """
    numbers = sorted(leaf.number for leaf in leaves)
    breaks = [after for before, after in pairwise(numbers) if after > before + 1]
    for _, part in groupby(leaves, key=lambda leaf: bisect_right(breaks, leaf.number)):
        yield list(part)


def _list(items: Sequence[_Fragment | Leaf], of_box: dict[int, list[_Fragment]]) -> None:
    for item in items:
        if isinstance(item, _Fragment):
            of_box.setdefault(id(item.origin), []).append(item)
            _list(item.children, of_box)


def _make_boxes(fragments: list[_Fragment]) -> None:
    """One box for each fragment; the outer edges go to the leftmost and to the rightmost (CSS 2.2, 8.6)."""
    if len(fragments) == 1:
        fragments[0].box = fragments[0].origin
        return
    first = min(fragments, key=_order)
    for fragment in fragments:
        box = fragment.box = fragment.origin.copy()
        box.remove_decoration_sides = set(box.remove_decoration_sides)
        if box.style["box_decoration_break"] != "clone":
            if fragment is not fragments[0]:
                box._reset_spacing("left")
            if fragment is not fragments[-1]:
                box._reset_spacing("right")
        if fragment is not first:  # what is said once of an element is said by its first fragment
            box.bookmark_label = box.string_set = box.footnote = None


def _set_positions(items: Sequence[_Fragment | Leaf], x: float) -> float:
    """Set the items side by side from `x` on; where they end."""
    for item in items:
        box = item.box
        if isinstance(item, _Fragment):
            box.position_x = x
            x += box.margin_left + box.border_left_width + box.padding_left
            end = _set_positions(item.children, x)
            box.width = end - x
            x = end + box.padding_right + box.border_right_width + box.margin_right
        else:
            if item.is_text:
                box.position_x = x
            else:
                box.translate(dx=x - box.position_x, ignore_floats=True)
            x += box.margin_width()
    return x


def _fill(box: Any, items: Sequence[_Fragment | Leaf], own: Sequence[Outside]) -> None:
    box.children = [item.box for item in sorted([*items, *own], key=_order)]
