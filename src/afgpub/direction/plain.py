"""Direction in strings that have no markup: titles in the outline of a PDF, lines of contents."""

from __future__ import annotations

from afgpub import bidi
from afgpub.metadata import Direction


def outline_text(shown: str, dir: Direction) -> str:
    """A title for viewers that know no markup and take the direction of a line from its first letter (UAX #9, P2).

    `shown` has its isolates as characters. They are kept only where the title would look other without them, and a
    mark (U+200E, U+200F) stands before it only where its first letter is of the other direction.
    """
    plain = bidi.without_isolates(shown)
    text = plain if bidi.visual(plain, dir) == bidi.visual(shown, dir) else shown
    if not bidi.may_turn(text) or bidi.first_strong(plain, dir) == dir:
        return text
    return (bidi.LRM if dir == "ltr" else bidi.RLM) + text
