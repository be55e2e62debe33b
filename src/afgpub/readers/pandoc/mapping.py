"""What is known while one tree of pandoc is mapped: places, marks, pictures, notes to give, depth."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from afgpub.document import NO_ATTRS, Attrs, Node, Span, Unit
from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.readers.pandoc.markers import Mark, Markers
from afgpub.readers.pandoc.places import Places

MAX_DEPTH = 100
_SHOWN = 120


@dataclass(slots=True)
class Mapping:
    """One mapping of one tree. It is made, used and thrown away by `map_document`.

    `linked` are the identifiers that a link leads to; no other is kept. `picture` gives the target for the picture of
    a name, or None where there is none. `keeps_classes` where an author wrote the classes, not a page's stylist;
    `is_physical` where left and right are meant as such; `is_counting` where the place is the count of paragraphs.
    """

    name: str
    unit: Unit = "line"
    markers: Markers | None = None
    places: Places | None = None
    linked: frozenset[str] = frozenset()
    picture: Callable[[str], str | None] = lambda target: target
    keeps_classes: bool = True
    is_physical: bool = False
    is_counting: bool = False
    messages: list[Message] = field(default_factory=list)
    place: int = 1
    first: int | None = None
    style: Attrs = NO_ATTRS
    paragraph: Mark | None = None
    table: Attrs = NO_ATTRS
    in_note: bool = False
    numbering: str = ""
    header: bool = False
    waiting: list[str] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)
    depth: int = 0
    forms: dict[str, tuple[int, int]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    notes: dict[str, Any] = field(default_factory=dict)

    def span(self, start: int | None = None, end: int | None = None) -> Span:
        """The lines or paragraphs `start` to `end`; by default the one being mapped."""
        start = start or self.place
        return Span(self.name, start, max(start, end or start), self.unit)

    def cover(self, nodes: Iterable[Node]) -> Span:
        """The span of all `nodes` together."""
        spans = [node.span for node in nodes if node.span]
        if not spans:
            return self.span()
        return self.span(min(span.start for span in spans), max(span.end for span in spans))

    def report(self, code: str, **details: object) -> None:
        """Add the message `code` of the table, for the place being mapped."""
        self.messages.append(message(code, self.span(), **details))

    def count_form(self, form: str) -> None:
        """Remember that `form` (small capitals, say) stands as plain words here."""
        count, place = self.forms.get(form, (0, self.place))
        self.forms[form] = count + 1, place

    def report_forms(self) -> None:
        """Say once of each form what became of it."""
        for form, (count, place) in self.forms.items():
            self.messages.append(message("form-dropped", self.span(place), form=form, count=count))

    def enter(self) -> None:
        """Count one level more. Raises SourceError (source-nesting) where there are more than MAX_DEPTH."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise SourceError.coded("source-nesting", self.span(), limit=MAX_DEPTH)

    def leave(self) -> None:
        """Count one level less."""
        self.depth -= 1

    def pieces(self, text: str) -> Iterable[str | Mark]:
        """A text and the marks in it; the place goes on to where the text stands."""
        if self.places and not self.in_note:
            self.move(self.places.line(text))
        return self.markers.split(text) if self.markers else (text,)

    def plain(self, text: str) -> str:
        """A text without its marks, which are obeyed."""
        if not self.markers:
            return text
        for piece in self.markers.split(text):
            if isinstance(piece, Mark):
                self.obey(piece)
        return self.markers.strip(text)

    def obey(self, mark: Mark) -> None:
        """Take over what a mark says."""
        if mark.paragraph is None:
            self.style = mark.attrs
            return
        self.style = NO_ATTRS
        self.seen.add(id(mark))
        self.numbering = mark.numbering
        self.header = self.header or mark.header
        self.move(mark.paragraph)
        self.paragraph = self.paragraph or mark
        if self.table == NO_ATTRS:
            self.table = mark.table

    def move(self, place: int | None) -> None:
        """Go on to `place` if it is known."""
        if place:
            self.place = place
            self.first = self.first or place


def shortened(text: str) -> str:
    """At most 120 characters of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
