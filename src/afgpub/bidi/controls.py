"""The characters that steer direction (UAX #9, 2.1 to 2.6), by the names that they have there."""

from __future__ import annotations

from typing import Literal

LRE, RLE, PDF, LRO, RLO = "\u202a\u202b\u202c\u202d\u202e"
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
LRM, RLM, ALM = "\u200e\u200f\u061c"
CONTROLS = frozenset((LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI, LRM, RLM, ALM))


def isolated(text: str, dir: Literal["ltr", "rtl"]) -> str:
    """`text` inside an isolate of its own direction."""
    return f"{LRI if dir == 'ltr' else RLI}{text}{PDI}"
