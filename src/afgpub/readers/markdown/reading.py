"""What is known while one text is read: its name, its parser, its notes, and what there is to say about it."""

from __future__ import annotations

from collections.abc import Callable

from afgpub.document import Blocks, Span
from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.readers.markdown.elements import MAX_DEPTH, Element, NestingError
from afgpub.readers.markdown.parser import Parser


@dataclass(slots=True)
class Reading:
    """One reading of one text. It is made, used and thrown away by `read_article`."""

    name: str
    parser: Parser
    read_blocks: Callable[[list[Element], Reading], Blocks]
    messages: list[Message] = field(default_factory=list)
    notes: dict[str, Element] = field(default_factory=dict)
    called: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)
    references: set[str] = field(default_factory=set)
    depth: int = 0

    def span(self, start: int, end: int) -> Span:
        """Lines `start` to `end` of the source."""
        return Span(self.name, start, end if end > start else start)

    def report(self, code: str, line: int, **details: object) -> None:
        """Add the message `code` of the table, for `line`."""
        self.messages.append(message(code, self.span(line, line), **details))

    def enter(self, line: int) -> None:
        """Count one level more; raises NestingError where there are more than MAX_DEPTH."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise NestingError(line)

    def leave(self) -> None:
        """Count one level less."""
        self.depth -= 1

    def nesting_error(self, line: int) -> Exception:
        """What stops the conversion of a text that is nested too deep."""
        return SourceError.coded("source-nesting", self.span(line, line), limit=MAX_DEPTH)
