"""The reader of plain text: paragraphs between empty lines, headings where a line is drawn under them, nothing guessed.

Lines of a paragraph are joined, as mail and typewritten text break them; where lines are so long that no one broke
them by hand, each is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from afgpub.document import Document, Paragraph, Section, Span, Text, ThematicBreak
from afgpub.plugins import Messages, Reader
from afgpub.source import Source

LONGEST_BROKEN = 120  # characters; hand-broken lines have some eighty
_RULE = re.compile(r"([=*_~#-])(?:[ \t]*\1){2,}")


def read_text(source: Source) -> tuple[Document, Messages]:
    """Read plain text in any encoding of `Source.decode`. Raises SourceError as that does."""
    from afgpub.readers.markdown.sections import Heading, Item, nest_sections

    text, messages = source.decode()
    items: list[Item] = []
    for start, lines in _blocks(text):
        rank = _heading_rank(lines)
        if rank:
            span = Span(source.name, start, start + 1)
            items.append(Heading(rank, (Text(lines[0], span=span),), span))
            start, lines = start + 2, lines[2:]
        items.extend(_paragraphs(source.name, start, lines))
    whole = Span(source.name, 1, text.rstrip("\n").count("\n") + 1)
    return Document(Section(children=nest_sections(items), role="article", span=whole), source=source.name), messages


def _blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The lines between empty lines, without the space around them, and the number of the first."""
    lines: list[str] = []
    number = 0
    for number, written in enumerate(text.split("\n"), 1):
        line = written.strip()
        if line and written[0] == "\f" and lines:
            # A new page of a listing begins a paragraph.
            yield number - len(lines), lines
            lines = []
        if line:
            lines.append(line)
        elif lines:
            yield number - len(lines), lines
            lines = []
    if lines:
        yield number - len(lines) + 1, lines


def _heading_rank(lines: list[str]) -> int:
    """1 where `=` is drawn under the first line from end to end, 2 where `-` is, else 0."""
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]) or _RULE.fullmatch(lines[0]):
        return 0
    is_under = abs(len(lines[1]) - len(lines[0])) <= max(3, len(lines[0]) // 4)
    return {"=": 1, "-": 2}.get(lines[1][0], 0) if is_under else 0


def _paragraphs(name: str, start: int, lines: list[str]) -> Iterator[Paragraph | ThematicBreak]:
    if not lines:
        return
    if len(lines) == 1 and _RULE.fullmatch(lines[0]):
        yield ThematicBreak(span=Span(name, start, start))
        return
    if max(map(len, lines)) > LONGEST_BROKEN:
        for number, line in enumerate(lines, start):
            span = Span(name, number, number)
            yield Paragraph((Text(line, span=span),), span=span)
        return
    span = Span(name, start, start + len(lines) - 1)
    yield Paragraph((Text(" ".join(lines), span=span),), span=span)


READER = Reader("text", (".txt", ".text"), read_text)
