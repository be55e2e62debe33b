"""Verse: lines, stanzas parted by an empty line, and couplets whose two halves share a line.

A line falls into the two halves of a couplet at ` || `, at ` *** `, at a tatweel of two or more letters between
spaces, at a tab, or at four spaces and more. Each line is read by itself: no markup runs over its end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from afgpub.document import NO_ATTRS, Attrs, Couplet, Line, Span, Stanza, Verse
from afgpub.readers.markdown.inlines import read_inlines
from afgpub.readers.markdown.reading import Reading

_HALVES = re.compile(r"[ \t]+(?:\|\||\*\*\*|\u0640{2,})[ \t]+|\t[ \t]*| {4,}")


def make_verse(text: str, first: int, reading: Reading, *, couplets: bool = False) -> Verse:
    """The verse that the lines of `text` make; with `couplets`, lines that follow each other pair up."""
    lines = list(enumerate(map(str.strip, text.split("\n")), first))
    return Verse(_stanzas(lines, reading, couplets), span=reading.span(first, lines[-1][0]))


def is_line_block(text: str) -> bool:
    """Whether each line of a paragraph begins with a bar, or with a space to go on with the one before."""
    if not text.startswith("| "):
        return False
    lines = text.split("\n")
    return all(re.match(r"\|(?: |$)|[ \t]+\S", line) and not re.search(r"\S.*\|$", line) for line in lines)


def make_line_block(text: str, first: int, reading: Reading, attrs: Attrs = NO_ATTRS) -> Verse:
    """Verse written as pandoc's line block, each line after a bar."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), first):
        if line.startswith("|"):
            lines.append((number, line[1:].strip()))
        else:
            lines[-1] = lines[-1][0], f"{lines[-1][1]} {line.strip()}"
    span = reading.span(first, first + text.count("\n"))
    return Verse(_stanzas(lines, reading, couplets=False), attrs=attrs, span=span)


def _stanzas(lines: Sequence[tuple[int, str]], reading: Reading, couplets: bool) -> tuple[Stanza, ...]:
    """Lines with their numbers made into stanzas, which an empty line parts."""
    rows = (list(row) for filled, row in groupby(lines, key=lambda line: bool(line[1])) if filled)
    return tuple(_stanza(row, reading, couplets) for row in rows)


def _stanza(row: Sequence[tuple[int, str]], reading: Reading, couplets: bool) -> Stanza:
    lines: list[Line | Couplet] = []
    for number, text in row:
        halves = _HALVES.split(text)
        # An odd number of parts is no row of couplets: the line stays whole.
        texts = halves if len(halves) % 2 == 0 else [text]
        made = [Line(read_inlines(part.strip(), number, reading), span=reading.span(number, number)) for part in texts]
        if len(made) > 1:
            lines.extend(_couplet(made[place : place + 2], reading) for place in range(0, len(made), 2))
        elif couplets and len(halves) == 1 and lines and isinstance(lines[-1], Line):
            lines[-1] = _couplet([lines[-1], *made], reading)
        else:
            lines.extend(made)
    return Stanza(tuple(lines), span=reading.span(row[0][0], row[-1][0]))


def _couplet(lines: Sequence[Line], reading: Reading) -> Couplet:
    spans = [span for line in lines if isinstance(span := line.span, Span)]
    return Couplet(tuple(lines), span=reading.span(spans[0].start, spans[-1].end))
