"""What one operator shows, told as one: most of a page is a few hundred strings, and thousands of characters."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from afgpub.proof.fonts import Font


class Shown(NamedTuple):
    """Characters of which each stands further to the right than the one before, or at the same place.

    Places, size and marks are those of `Character`: `x` of the first one, `last` of the last one. `source` is of what
    they were read, None where it is one that stands for others.
    """

    text: str
    x: float
    last: float
    y: float
    size: float
    mcid: int | None
    artifact: bool
    source: tuple[Any, Font, float, float] | None

    def saying(self, text: str) -> Shown:
        """One character in the place of the first, which says something else."""
        return self._replace(text=text, last=self.x, source=None)

    def placed(self) -> list[tuple[float, str]]:
        """Each character with its place."""
        if self.source is None:
            return [(self.x, self.text)]
        strings, font, scale, start = self.source
        found, along = [], 0.0
        for item in strings:
            if isinstance(item, float | int | Decimal):
                along -= float(item) * scale
                continue
            for _, text, width in font.codes(bytes(item)):
                found.append((start + along, text))
                along += width * scale
        return found


def shown_whole(strings: Any, font: Font, scale: float) -> tuple[str, float, float, float] | None:
    """What strings with numbers between say, and how far along the first and the last character and the end are.

    None where one stands before another that is shown earlier.
    """
    said, along, room = [], 0.0, 0.0
    first, last = None, 0.0
    for item in strings:
        if isinstance(item, float | int | Decimal):
            back = float(item)
            if first is not None and back and back >= room:
                return None
            room -= back
            along -= back * scale
            continue
        piece = font.piece(bytes(item))
        if piece is None:
            return None
        text, width, room = piece
        if first is None:
            first = along
        last = along + (width - room) * scale
        along += width * scale
        said.append(text)
    return "".join(said), first or 0.0, last, along
