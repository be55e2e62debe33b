"""A piece of a text that is read alone, and which lines of the text its lines are."""

from __future__ import annotations

from bisect import bisect_right

from afgpub.document import Span
from afgpub.frozen import dataclass, replace


class UncutError(Exception):
    """A text is not taken apart into chapters; the text of the error says why."""


@dataclass(frozen=True, slots=True)
class Segment:
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

    def place(self, span: Span, source: str) -> Span:
        """Where `span` of this piece is in the text `source`."""
        return replace(span, source=source, start=self._line(span.start), end=self._line(span.end))

    def _line(self, own: int) -> int:
        index = bisect_right(self.segments, own, key=lambda segment: segment.own) - 1
        segment = self.segments[max(index, 0)]
        return own - segment.own + segment.first
