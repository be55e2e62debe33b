"""The text of a line box before it is broken into lines, its levels, and where each box of it lies in that text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from afgpub.bidi import may_turn, resolve
from afgpub.bidi.levels import Direction
from afgpub.frozen import dataclass
from afgpub.renderers.pdf.bidi.joining import ZWJ, joins_back, joins_on
from afgpub.renderers.pdf.bidi.paragraphs import PARAGRAPH_END, Paragraphs, Piece
from afgpub.renderers.pdf.bidi.styles import controls, turned


@dataclass(frozen=True, slots=True)
class Flow:
    """The text of a line box as it is drawn, and the level of each of its characters."""

    text: str
    levels: bytes
    starts: tuple[int, ...]  # where its paragraphs start
    bases: tuple[Direction, ...]  # their directions
    gaps: Mapping[int, int]  # the level of isolates at a border of boxes: they are not drawn but part what is
    overridden: bool  # whether anything in it sets the direction of letters against their nature
    joined: frozenset[int]  # where a joiner was added that is not of the text
    has_leader: bool

    def base_at(self, index: int) -> Direction:
        """The direction of the paragraph that holds the character."""
        return self.bases[max(0, bisect_right(self.starts, index) - 1)]


def _inlines(box: Any) -> Iterator[Any]:
    """The text boxes and the inline boxes in the normal flow of a line."""
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        if isinstance(child, (boxes.TextBox, boxes.InlineBox)) and child.is_in_normal_flow():
            yield child
            if isinstance(child, boxes.InlineBox):
                yield from _inlines(child)


def _turns(line: Any) -> bool:
    """Whether anything in the line can run from right to left."""
    from weasyprint.formatting_structure import boxes

    if line.style["direction"] == "rtl":
        return True
    for box in _inlines(line):
        if isinstance(box, boxes.TextBox):
            if may_turn(box.text):
                return True
        elif box.style["direction"] == "rtl":
            return True
    return False


def _is_generated(box: Any) -> bool:
    """Whether the content of a box comes from the style sheet: it is made anew when the numbers of pages are known."""
    return "::" in (box.element_tag or "")


def resolve_line_box(line: Any) -> None:
    """Resolve the text of a line box that is not yet broken, and note in each of its boxes where its text starts.

    A line box that runs from left to right throughout is left as it is. Else its text boxes of one level get the
    style that draws them so, and joiners keep words whole where one box ends and the next begins.
    """
    line.bidi_flow = None
    line.bidi_may_change = _is_generated(line) or any(map(_is_generated, _inlines(line)))
    if not _turns(line):
        return
    parent = getattr(line.style, "parent_style", None)
    value = "normal" if parent is None else parent["unicode_bidi"]
    paragraphs = Paragraphs(value == "plaintext", line.style["direction"])
    paragraphs.enter(controls("bidi-override" if value.endswith("override") else "normal", paragraphs.direction))
    paragraphs.walk(line)
    paragraphs.end_paragraph()
    at = 0
    for piece in paragraphs.pieces:
        piece.levels = bytes(paragraphs.levels[at : at + len(piece.text)])
        piece.gap = paragraphs.gaps.get(at)
        at += len(piece.text)
    _join(paragraphs.pieces, overridden=paragraphs.overridden)
    line.bidi_flow = _flow(paragraphs)


def _flow(paragraphs: Paragraphs) -> Flow:
    text = "".join(piece.text for piece in paragraphs.pieces)
    gaps: dict[int, int] = {}
    joined: list[int] = []
    at = 0
    for piece in paragraphs.pieces:
        box = piece.box
        box.bidi_start = at
        if piece.gap is not None:
            gaps[at] = piece.gap
        at += len(piece.text)
        if not piece.is_text:
            continue
        joined += [box.bidi_start] if box.joined_start else []
        joined += [at - 1] if box.joined_end else []
        parities = {level % 2 for level in piece.levels}
        if len(parities) == 1:
            box.style = turned(box.style, "rtl" if parities.pop() else "ltr")
    return Flow(
        text,
        b"".join(piece.levels for piece in paragraphs.pieces),
        (0, *(found.end() for found in PARAGRAPH_END.finditer(text))),
        tuple(paragraphs.bases),
        gaps,
        paragraphs.overridden,
        frozenset(joined),
        any(piece.box.is_leader for piece in paragraphs.pieces),
    )


def runs_against_nature(text: str, level: int) -> bool:
    """Whether `text`, drawn alone, would not run throughout as its level says, so that it needs an override."""
    return any((own ^ level) % 2 for own in resolve(text, "rtl" if level % 2 else "ltr"))


def _join(pieces: list[Piece], *, overridden: bool) -> None:
    """Put joiners where letters join from one text box to the next, and mark the boxes that got one."""
    for before, after in pairwise(pieces):
        if (
            before.is_text
            and after.is_text
            and not after.is_apart
            and before.levels[-1:] == after.levels[:1]
            and joins_on(before.text)
            and joins_back(after.text)
            and not (overridden and any(runs_against_nature(piece.text, piece.levels[0]) for piece in (before, after)))
        ):
            before.text = before.box.text = before.text + ZWJ
            before.levels += before.levels[-1:]
            after.text = after.box.text = ZWJ + after.text
            after.levels = after.levels[:1] + after.levels
            before.box.joined_end = after.box.joined_start = True
