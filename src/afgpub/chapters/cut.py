"""A piece of a text that is read alone, and which lines of the text its lines are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from afgpub.frozen import dataclass

LOWEST = 7  # a rank below all headings


class UncutError(Exception):
    """A text is not taken apart into chapters; the text of the error says why."""


class Segment(NamedTuple):
    """From line `own` of a piece on, its lines are those of the text from line `first` on."""

    own: int
    first: int


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a text with its segments, the first of which begins at its line 1."""

    text: str
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, text: str, first: int) -> Cut:
        """A piece that is one segment."""
        return cls(text, (Segment(1, first),))

    @property
    def first(self) -> int:
        """The line of the text at which the piece begins."""
        return self.segments[0].first


class Standing(NamedTuple):
    """How a part of a text stands among the others: it decodes as UTF-8, and nothing in it is open at its end.

    `top` is the rank of the heading that it begins with, 0 without one, `next` the highest of the others; `attributes`
    says that it ends with some for what follows; `labels` are of notes defined at its end, `calls` what it calls.
    """

    lines: int
    top: int = 0
    next: int = LOWEST
    attributes: bool = False
    labels: Sequence[str] = ()
    calls: Sequence[str] = ()


class Part:
    """A chapter, or what stands before the first, in UTF-8; `key` is a digest of it, `name` that of what is kept of it.

    `standing` says how it stands among the others, None where that cannot be told of it alone.
    """

    __slots__ = ("_segments", "data", "key", "name", "standing")

    def __init__(self, data: bytes | memoryview, segments: Sequence[Segment], *, is_front: bool) -> None:
        self.data, self._segments = data, segments
        self.key = sha256(data).hexdigest()[:32]
        self.name = f"opening {self.key}" if is_front else f"chapter {self.key}"
        self.standing: Standing | None = None

    @property
    def token(self) -> str:
        """The beginning of all marks in it."""
        return f"zq{self.key[:16]}"

    @property
    def text(self) -> str:
        """What is read."""
        return bytes(self.data).decode("utf-8", "surrogatepass")

    def line(self, own: int) -> int:
        """Which line of the whole text line `own` of this part is."""
        segment = self._segments[0]
        if len(self._segments) > 1:
            index = bisect_right(self._segments, own, key=lambda segment: segment.own) - 1
            segment = self._segments[max(index, 0)]
        return own - segment.own + segment.first
