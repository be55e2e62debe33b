"""Invisible markers in the text that goes to pandoc: which paragraph this is, and how the next words are set.

pandoc keeps every character and drops much of what Word and OpenDocument say about direction and language. So each
paragraph and each change inside one is given a marker of private-use characters that the text itself has none of,
and the marker is taken out again when pandoc's answer is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from afgpub.document import NO_ATTRS, Attrs
from afgpub.frozen import dataclass, field

# Planes 15 and 16 are for private use (Unicode 16, section 23.5): two signs and ten digits are taken from them.
_PLACES = range(0x10FF00, 0xF0000, -16)


@dataclass(frozen=True, slots=True)
class Mark:
    """What a marker says: the `paragraph` that begins, or None where only the words that follow are set otherwise.

    A paragraph has the number 0 where it is not counted (in a note). `table` is said of the table that it stands in,
    `header` of its cell, `numbering` of the list, as the name of a counter style (CSS Counter Styles 3).
    """

    attrs: Attrs = NO_ATTRS
    paragraph: int | None = None
    table: Attrs = NO_ATTRS
    numbering: str = ""
    header: bool = False


@dataclass(slots=True)
class Markers:
    """The markers of one document, by number."""

    first: int
    marks: list[Mark] = field(default_factory=list)

    def add(self, mark: Mark) -> str:
        """The characters that stand for `mark`."""
        self.marks.append(mark)
        digits = "".join(chr(self.first + 2 + int(digit)) for digit in str(len(self.marks) - 1))
        return f"{chr(self.first)}{digits}{chr(self.first + 1)}"

    def split(self, text: str) -> Iterator[str | Mark]:
        """The words of `text` and the marks among them, in order."""
        place = 0
        for match in self._pattern().finditer(text):
            if match.start() > place:
                yield text[place : match.start()]
            place = match.end()
            number = int("".join(str(ord(digit) - self.first - 2) for digit in match[1]))
            if number < len(self.marks):
                yield self.marks[number]
        if place < len(text):
            yield text[place:]

    def strip(self, text: str) -> str:
        """`text` without its markers."""
        return self._pattern().sub("", text)

    def _pattern(self) -> re.Pattern[str]:
        digits = f"[{chr(self.first + 2)}-{chr(self.first + 11)}]{{1,9}}"
        return re.compile(f"{chr(self.first)}({digits}){chr(self.first + 1)}")


def choose_markers(text: str) -> Markers:
    """Markers of characters that `text` has none of."""
    used = {ord(character) >> 4 for character in set(text) if character >= "\U000f0000"}
    return Markers(next((place for place in _PLACES if place >> 4 not in used), _PLACES[0]))
