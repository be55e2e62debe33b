"""The Unicode Bidirectional Algorithm (UAX #9, as of Unicode 15): levels of a paragraph, and the order of a line.

One resolver for the tree, the check and the PDF, so that all of them agree on every machine. It works on strings of
one letter per character (see `classes`) with regular expressions, so that its time goes by runs and not by letters.
"""

from __future__ import annotations

from afgpub.bidi.classes import may_turn
from afgpub.bidi.controls import (
    ALM,
    CONTROLS,
    FSI,
    LRE,
    LRI,
    LRM,
    LRO,
    PDF,
    PDI,
    RLE,
    RLI,
    RLM,
    RLO,
    isolate_of,
    isolated,
    without_controls,
    without_isolates,
)
from afgpub.bidi.levels import first_strong, resolve
from afgpub.bidi.mirroring import mirror
from afgpub.bidi.order import for_line, reordered, visual

__all__ = [
    "ALM",
    "CONTROLS",
    "FSI",
    "LRE",
    "LRI",
    "LRM",
    "LRO",
    "PDF",
    "PDI",
    "RLE",
    "RLI",
    "RLM",
    "RLO",
    "first_strong",
    "for_line",
    "isolate_of",
    "isolated",
    "may_turn",
    "mirror",
    "reordered",
    "resolve",
    "visual",
    "without_controls",
    "without_isolates",
]
