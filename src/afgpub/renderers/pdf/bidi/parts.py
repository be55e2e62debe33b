"""The text boxes of a broken line, cut where the level changes, each part measured and laid out as it is drawn."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from afgpub.bidi import LRO, PDF, RLO
from afgpub.bidi.levels import Direction
from afgpub.renderers.pdf.bidi.flow import Flow, runs_against_nature
from afgpub.renderers.pdf.bidi.fragments import Leaf
from afgpub.renderers.pdf.bidi.joining import ZWJ, joins_back, joins_on
from afgpub.renderers.pdf.bidi.styles import turned


def join_over_breaks(flow: Flow, leaves: list[Leaf]) -> None:
    """Keep the forms of letters where a line ends within a word (CSS Text 3, 5.1)."""
    texts = [leaf for leaf in leaves if leaf.is_text and leaf.box.text]
    if not texts:
        return
    first, last = texts[0], texts[-1]
    if joins_on(flow.text[max(0, first.start - 8) : first.start]) and joins_back(first.box.text):
        first.box.text = ZWJ + first.box.text
        first.added_start = True
    if joins_on(last.box.text) and joins_back(flow.text[last.end : last.end + 8]):
        last.box.text += ZWJ
        last.added_end = True


def cut(context: Any, flow: Flow, leaf: Leaf, levels: bytes) -> list[Leaf]:
    """The text box of `leaf` in parts of one level each."""
    box = leaf.box
    text = box.text
    if leaf.added_start:
        levels = levels[:1] + levels
    if len(levels) < len(text):  # what WeasyPrint adds, a hyphen or a space without width
        levels += levels[-1:] * (len(text) - len(levels))
    runs = [(level, len(list(same))) for level, same in groupby(levels)]
    parts: list[Leaf] = []
    at = 0
    for level, length in runs:
        part = box if len(runs) == 1 else box.copy_with_text(text[at : at + length])
        start, end = leaf.start + at - leaf.added_start, leaf.start + at + length - leaf.added_start
        part.bidi_start = start
        part.joined_start = start in flow.joined or (leaf.added_start and at == 0)
        part.joined_end = end - 1 in flow.joined or (leaf.added_end and at + length == len(text))
        direction: Direction = "rtl" if level % 2 else "ltr"
        if (
            part is not box
            or box.style["direction"] != direction
            or (level % 2 and box.pango_layout.text != text)
            or flow.overridden
            or box.justification_spacing
        ):
            part.style = turned(box.style, direction)
            _lay_out(context, part, level, is_last=at + length == len(text), overridden=flow.overridden)
        parts.append(Leaf(part, leaf.path, start, end, True, (leaf.order[0], at), level))
        at += length
    return parts


def _lay_out(context: Any, box: Any, level: int, *, is_last: bool, overridden: bool) -> None:
    """Measure a part of a text box, and make the layout that draws it."""
    from weasyprint.text.line_break import create_layout, first_line_metrics

    from afgpub.renderers.pdf.lines.parts import whole  # which has lines put in order here

    text = box.text
    if overridden and runs_against_nature(text, level):
        text = f"{RLO if level % 2 else LRO}{text}{PDF}"
        box.joined_start = box.joined_end = True  # these are not of the text either
    former = box.pango_layout
    if not (box.justification_spacing or getattr(former, "added_hyphen", 0)):
        found = whole(text, box.style, former.max_width)
        if found is not None:
            box.pango_layout, box.width = found
            return
    layout = create_layout(text, box.style, context, None, box.justification_spacing)
    if box.justification_spacing:  # measured as it will be drawn: Pango takes the space of another face then
        layout.set_text(text, justify=True)
    line, _ = layout.get_first_line()
    _, _, _, width, _, _ = first_line_metrics(line, text, layout, None, False, box.style)
    layout.max_width = former.max_width  # read again where a line ends in an ellipsis
    if is_last and (hyphen := getattr(former, "added_hyphen", 0)):  # noted for the drawing of text
        layout.added_hyphen = hyphen + text.endswith(PDF)
    box.pango_layout = layout
    box.width = width


def _spaces(text: str) -> int:
    return text.count(" ") + text.count("\u00a0")


def justify(leaves: list[Leaf], former: float) -> float:
    """How much wider the line became by the cuts; in a justified one the spaces take that up."""
    wider: float = sum(leaf.box.margin_width() for leaf in leaves) - former
    justified = [leaf.box for leaf in leaves if leaf.is_text and leaf.box.justification_spacing]
    spaces = sum(_spaces(box.text) for box in justified)
    if not spaces:
        return wider
    for box in justified:
        box.justification_spacing -= wider / spaces
        box.pango_layout.justification_spacing = box.justification_spacing
        box.width -= wider / spaces * _spaces(box.text)
    return 0.0
