"""A doubtful line as a message that shows it in logical and in visual order, and the list that rules add theirs to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from afgpub.check.excerpts import Excerpt, cut_out
from afgpub.check.views import View
from afgpub.document import Span
from afgpub.frozen import dataclass
from afgpub.messages import Message, message
from afgpub.metadata import Direction

_MOST_TOLD = 10  # of one code in one line: a line that has more is wrong as a whole
_FRAGMENT = 12  # characters by which the line of a source is known


@dataclass(frozen=True, slots=True)
class Finding(Message):
    """One doubtful line.

    `logical` is the line as it is stored, `visual` as it is seen from left to right in a paragraph of direction `dir`,
    with the isolates of the tree; of a long line both are the words about the doubt.
    """

    logical: str = ""
    visual: str = ""
    dir: Direction | None = None

    @classmethod
    def about(cls, said: Message, line: Excerpt, dir: Direction) -> Finding:
        """`said` of a line in a paragraph of direction `dir`."""
        return cls(said.code, said.severity, said.text, said.span, said.hint, line.logical, line.visual, dir)


class Findings:
    """What the rules have found in one document; `lines` are those of its source, by which places are made exact."""

    def __init__(self, source: str = "", lines: Sequence[str] = ()) -> None:
        self.found: list[Finding] = []
        self._source = source
        self._lines = lines
        self._told: Counter[tuple[View, str]] = Counter()

    def add(self, code: str, view: View, place: int, **details: object) -> None:
        """The doubt `code` about character `place` of `view`."""
        self._told[view, code] += 1
        if self._told[view, code] > _MOST_TOLD:
            return
        said = message(code, self._narrowed(view, place), **details)
        self.found.append(Finding.about(said, cut_out(view.text, place, view.base), view.base))

    def _narrowed(self, view: View, place: int) -> Span | None:
        """The one line of the source, among those of the phrase, that has the characters before or after `place`."""
        span = view.span_at(place)
        if span is None or span.start == span.end or (span.source, span.unit) != (self._source, "line"):
            return span
        after = view.bare(place, place + _FRAGMENT)
        before = view.bare(max(0, place - _FRAGMENT), place + 1)
        for words in (before, after):
            for number in range(span.start, min(span.end, len(self._lines)) + 1):
                if words.strip() and words.strip() in self._lines[number - 1]:
                    return Span(span.source, number, number)
        return span
