"""The paragraphs of a line box that is not yet broken: its text with the controls that CSS sets around boxes."""

from __future__ import annotations

import re
from typing import Any

from afgpub.bidi import LRO, RLO, first_strong, resolve
from afgpub.bidi.levels import Direction
from afgpub.frozen import dataclass, field
from afgpub.renderers.pdf.bidi.styles import ISOLATING, controls, unicode_bidi_of

OBJECT = "\ufffc"  # stands for a box that is not text (CSS Writing Modes 4, 2.4)
SEGMENT = "\t"  # a leader parts what is before it from what is after it, as a tab does (UAX #9, L1)
PARAGRAPH_END = re.compile("[\n\r\x1c-\x1e\x85\u2029]")


@dataclass(slots=True)
class Piece:
    """What a line box holds that no other box within it holds: text, or a box that is not text."""

    box: Any
    text: str
    is_text: bool
    is_apart: bool  # whether letters do not join across its start
    levels: bytes = b""
    gap: int | None = None  # the level of the controls before it


@dataclass(slots=True)
class Paragraphs:
    """The text of a line box, gathered box by box and resolved paragraph by paragraph."""

    plaintext: bool
    direction: Direction
    pieces: list[Piece] = field(default_factory=list)
    parts: list[tuple[str, bool]] = field(default_factory=list)  # of this paragraph: text, and whether it is drawn
    open: list[tuple[str, str]] = field(default_factory=list)  # controls of the boxes around
    levels: bytearray = field(default_factory=bytearray)
    bases: list[Direction] = field(default_factory=list)
    gaps: dict[int, int] = field(default_factory=dict)
    overridden: bool = False
    apart: bool = False

    def enter(self, pair: tuple[str, str]) -> None:
        """Begin a box with these controls before and after it."""
        self.open.append(pair)
        self.parts.append((pair[0], False))
        self.overridden = self.overridden or LRO in pair[0] or RLO in pair[0]

    def leave(self) -> None:
        """End the box that was begun last."""
        self.parts.append((self.open.pop()[1], False))

    def add(self, box: Any, text: str, *, is_text: bool = False) -> None:
        """Add what is drawn; a separator in it ends a paragraph (CSS Writing Modes 4, 2.4.1)."""
        self.pieces.append(Piece(box, text, is_text, self.apart))
        self.apart = False
        self.overridden = self.overridden or LRO in text or RLO in text
        start = 0
        for found in PARAGRAPH_END.finditer(text):
            self.parts.append((text[start : found.end()], True))
            self.end_paragraph()
            self.parts.extend((opening, False) for opening, _ in self.open)
            start = found.end()
        self.parts.append((text[start:], True))

    def end_paragraph(self) -> None:
        """Resolve what was added since the last paragraph."""
        text = "".join(part for part, _ in self.parts)
        base = first_strong(text) if self.plaintext else self.direction
        self.bases.append(base)
        levels = resolve(text, base)
        at = 0
        for part, drawn in self.parts:
            own = levels[at : at + len(part)]
            at += len(part)
            if drawn:
                self.levels += own
            elif part:
                place = len(self.levels)
                self.gaps[place] = min(*own, self.gaps.get(place, 255))
        self.parts.clear()

    def walk(self, box: Any) -> None:
        """Add all that is in the normal flow of a line box or an inline box."""
        from weasyprint.formatting_structure import boxes

        for child in box.children:
            if not child.is_in_normal_flow():
                continue
            if isinstance(child, boxes.TextBox):
                self.add(child, child.text, is_text=True)
            elif child.is_leader:
                self.add(child, SEGMENT)
            elif isinstance(child, boxes.InlineBox):
                self._walk_inline(child)
            else:
                self.add(child, OBJECT)

    def _walk_inline(self, box: Any) -> None:
        value = unicode_bidi_of(box)
        apart = value in ISOLATING or _is_apart(box.style)
        self.apart = self.apart or apart
        self.enter(controls(value, box.style["direction"]))
        self.walk(box)
        self.leave()
        self.apart = self.apart or apart


def _is_apart(style: Any) -> bool:
    """Whether shaping stops at the edges of an inline box (CSS Text 3, 7.3)."""
    if style["vertical_align"] not in ("baseline", 0):
        return True
    for side in ("left", "right"):
        if style[f"border_{side}_width"]:
            return True
        if any(getattr(style[f"{edge}_{side}"], "value", 0) for edge in ("margin", "padding")):
            return True
    return False
