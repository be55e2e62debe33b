"""A text parted at its empty lines: blocks that can only be paragraphs or headings, and what the parser must see.

A block that begins at the edge and opens nothing ends whatever stood before it (CommonMark 0.31.2, section 3), so it
is read alone, and the parser begins anew after it. Whatever leaves a doubt goes to the parser, together with the
blocks beside it that it could reach: the parser alone gives the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from afgpub.document import Span
from afgpub.frozen import dataclass
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.tables import CAPTION

_AHEAD = re.compile(r"(?:[ \t]*\n)*")
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
# How a line begins that may be more than words: indented, a fence, a quote, a list, a rule, a table, a link, a tag, …
_OPENING = r"[ \t`~>+=|:<{#[-]|[0-9]+[.)](?![^ \t\n])|\*(?!\*?[^\s*])|_(?!_?[^\s_])"
_WORDS = re.compile(rf"(?!{CAPTION.pattern}|{_OPENING}).+(?:\n(?!{_OPENING}).+)*\n?")
_HEADING = re.compile(r"(#{1,6})[ \t]++([^#\n]++)(?:\n|\Z)")
# A fence, a division or a tag: it may reach over empty lines, as far as the end.
_FAR = re.compile(r"^[ \t]*(?:`{3}|~{3}|:{3}|<)", re.MULTILINE)
# After a paragraph: the definition of a term, or indented so that it may hold one.
_TO_WHAT_STANDS_BEFORE = frozenset(":~ \t")


@dataclass(slots=True)
class Words:
    """A paragraph, or a heading if `level` is not 0: its text, with its phrases still to be read."""

    text: str
    span: Span
    level: int = 0


@dataclass(slots=True)
class Unparsed:
    """A part of the text for the parser, whose first line is line `first` of the source."""

    text: str
    first: int


Part: TypeAlias = Words | Unparsed


def part_text(text: str, first: int, reading: Reading) -> Iterator[Part]:
    """The parts of `text`, which begins at line `first` of the source, in their order."""
    place = len(_AHEAD.match(text)[0])  # type: ignore[index]
    line = first + text.count("\n", 0, place)
    begun = place, line  # where the part for the parser begins
    is_far = takes_attributes = False
    while place < len(text):
        gap = None if is_far else _GAP.search(text, place)
        end, following = gap.span() if gap else (len(text), len(text))
        block = text[place:end]
        words: list[Words] = []
        if not is_far and text[following : following + 1] not in _TO_WHAT_STANDS_BEFORE:
            words = _words(block, line, reading.name)
        next_line = line + text.count("\n", place, following)
        if words and not takes_attributes:
            if begun[0] < place:
                yield Unparsed(text[begun[0] : place], begun[1])
            yield from words
            begun = following, next_line
        else:
            is_far = is_far or _FAR.search(block) is not None
            # A line of attributes waits for the next block.
            takes_attributes = not words and (takes_attributes or "{" in block)
        place, line = following, next_line
    if begun[0] < place:
        yield Unparsed(text[begun[0] :], begun[1])


def _words(block: str, line: int, source: str) -> list[Words]:
    """The headings at the beginning of a block and the paragraph after them; nothing where there may be more to it."""
    found: list[Words] = []
    while block.startswith("#"):
        heading = _HEADING.match(block)
        if not heading or not (title := heading[2].strip()):
            return []
        found.append(Words(title, Span(source, line, line), len(heading[1])))
        block, line = block[heading.end() :], line + 1
    if block:
        text = block.rstrip(" \t\n")
        # Other white space at the ends is not the text's in every way of counting lines.
        if not _WORDS.fullmatch(block) or text != text.strip():
            return []
        last = line + text.count("\n") if "\n" in text else line
        found.append(Words(text, Span(source, line, last)))
    return found
