"""One line, after it is broken: its text boxes are cut where the level changes, and all its boxes put in order."""

from __future__ import annotations

from typing import Any

from afgpub.bidi import for_line, reordered
from afgpub.renderers.pdf.bidi.flow import Flow
from afgpub.renderers.pdf.bidi.fragments import Leaf, Outside, place
from afgpub.renderers.pdf.bidi.parts import cut, join_over_breaks, justify


def order_line(context: Any, line: Any, containing_block: Any) -> None:
    """Put the boxes of a laid out line where the Unicode algorithm wants them (UAX #9, L1, L2 and L4).

    The order of children in the tree stays that of reading.
    """
    from weasyprint.formatting_structure import boxes

    flow: Flow | None = line.bidi_flow
    if flow is None:
        return
    if len(line.children) == 1 and isinstance(line.children[0], boxes.LineBox):  # ::first-line
        order_line(context, line.children[0], containing_block)
        return
    children = [child for child in line.children if child.is_in_normal_flow()]
    if not children:
        return
    width = sum(child.margin_width() for child in children)
    gathered: list[Leaf] = []
    outside: list[Outside] = []
    _gather(line, (), gathered, outside)
    former = sum(leaf.box.margin_width() for leaf in gathered)
    placed = [leaf for leaf in gathered if leaf.end > leaf.start]
    start = min((leaf.start for leaf in placed), default=0)
    end = max((leaf.end for leaf in placed), default=0)
    base = flow.base_at(start)
    levels = for_line(flow.text, flow.levels, start, end, base)
    last = 0 if base == "ltr" else 1
    leaves: list[Leaf] = []
    join_over_breaks(flow, gathered)
    for leaf in gathered:
        own = levels[leaf.start - start : leaf.end - start] or bytes((last,))
        last = leaf.level = own[-1]
        leaves += cut(context, flow, leaf, own) if leaf.is_text and leaf.end > leaf.start else [leaf]
    for number, leaf in enumerate(leaves):
        leaf.number = number
    # a line is as wide as what is in it, and the floats and the indent before it
    left = line.position_x + line.width - width
    wider = justify(leaves, former)
    if flow.has_leader and not context.excluded_shapes:
        left = containing_block.content_box_x()
    elif line.style["direction"] == "rtl":
        left -= line.text_indent + wider
    place(line, _in_order(leaves, flow), outside, left)
    if base != line.style["direction"]:
        _align_otherwise(line, containing_block, base)


def _in_order(leaves: list[Leaf], flow: Flow) -> list[Leaf]:
    """The leaves from left to right (L2). Isolates stand between them with a level of their own, but are not drawn."""
    levels = bytearray()
    items: list[Leaf | None] = []
    for leaf in leaves:
        if leaf.start in flow.gaps and leaf.box.bidi_start is not None:
            levels.append(flow.gaps[leaf.start])
            items.append(None)
        levels.append(leaf.level)
        items.append(leaf)
    return [item for index in reordered(bytes(levels)) if (item := items[index])]


def _gather(parent: Any, path: tuple[Any, ...], leaves: list[Leaf], outside: list[Outside]) -> None:
    """What is in the flow of a line, and what is out of it, in reading order."""
    from weasyprint.formatting_structure import boxes

    for child in parent.children:
        order = (len(leaves), 0)
        start = child.bidi_start or 0
        if not child.is_in_normal_flow():
            outside.append(Outside(child, parent, (len(leaves), -1)))
        elif isinstance(child, boxes.TextBox):
            child.is_raised = any(box.style["vertical_align"] not in ("baseline", 0) for box in path)
            leaves.append(Leaf(child, path, start, start + len(child.text), True, order))
        elif isinstance(child, boxes.InlineBox) and not child.is_leader and _has_flow(child):
            _gather(child, (*path, child), leaves, outside)
        else:
            leaves.append(Leaf(child, path, start, start + (child.bidi_start is not None), False, order))


def _has_flow(box: Any) -> bool:
    """Whether an inline box holds anything but boxes out of the flow."""
    from weasyprint.formatting_structure import boxes

    return any(
        child.is_in_normal_flow() and (not isinstance(child, boxes.InlineBox) or child.is_leader or _has_flow(child))
        for child in box.children
    )


def _align_otherwise(line: Any, containing_block: Any, base: str) -> None:
    """A paragraph whose direction is not that of its block (unicode-bidi: plaintext) starts on its own side."""
    align = line.style["text_align_last"]
    align = line.style["text_align_all"] if align == "auto" else align
    slack = containing_block.width - line.width
    if slack <= 0 or align not in ("start", "end", "justify"):
        return
    line.translate(slack if (base == "rtl") == (align != "end") else -slack)
