"""The characters that steer direction (UAX #9, 2.1 to 2.6), by the names that they have there."""

from __future__ import annotations

from typing import Literal

LRE, RLE, PDF, LRO, RLO = "\u202a\u202b\u202c\u202d\u202e"
LRI, RLI, FSI, PDI = "\u2066\u2067\u2068\u2069"
LRM, RLM, ALM = "\u200e\u200f\u061c"
CONTROLS = frozenset((LRE, RLE, PDF, LRO, RLO, LRI, RLI, FSI, PDI, LRM, RLM, ALM))


_ISOLATES = dict.fromkeys(map(ord, (LRI, RLI, FSI, PDI)))
_ALL = dict.fromkeys(map(ord, CONTROLS))


def isolate_of(dir: Literal["ltr", "rtl"]) -> str:
    """The character that begins an isolate of a direction."""
    return LRI if dir == "ltr" else RLI


def isolated(text: str, dir: Literal["ltr", "rtl"]) -> str:
    """`text` inside an isolate of its own direction."""
    return f"{isolate_of(dir)}{text}{PDI}"


def without_isolates(text: str) -> str:
    """`text` without the characters that begin and end isolates."""
    return text.translate(_ISOLATES)


def without_controls(text: str) -> str:
    """`text` without any of the characters that steer direction."""
    return text.translate(_ALL)
