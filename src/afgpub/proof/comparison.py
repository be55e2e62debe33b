"""Lines of a PDF against the text that they must say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from afgpub.frozen import dataclass, field
from afgpub.proof.expected import Block
from afgpub.proof.lines import Line

ZWNJ = "\u200c"
_AHEAD = 60  # blocks not yet begun among which the next line is looked for
_OPEN = 24  # blocks that are begun and not yet read to the end
_LIKE = 0.6  # of the characters alike: the line is meant to be this one
_SLACK = 6  # characters that a line may have lost or gained
_DOUBLE = 12  # characters from which an equal line is no coincidence
_RECENT = 100  # lines among which it is looked for


@dataclass(slots=True)
class Tally:
    """What was found so far."""

    right: int = 0
    extra: int = 0
    added: int = 0
    zwnj_right: int = 0
    lines: int = 0
    turned: list[Line] = field(default_factory=list)
    doubled: list[Line] = field(default_factory=list)
    forms: int = 0
    lost: list[tuple[int, int]] = field(default_factory=list)  # block and character


def compare(blocks: Sequence[Block], lines: Iterable[Line]) -> Tally:
    """Find every line in the blocks, in the order of reading wherever that is possible."""
    return _Reader(blocks).read(lines)


class _Reader:
    def __init__(self, blocks: Sequence[Block]) -> None:
        self._blocks = blocks
        self._ahead = list(range(len(blocks)))[::-1]  # not yet begun, the next at the end
        self._open: list[list[int]] = []  # block and place, the one read last at the end
        self._tally = Tally()
        self._said: list[Line] = []

    def read(self, lines: Iterable[Line]) -> Tally:
        for line in lines:
            self._tally.lines += 1
            if self._exactly(line.text):
                self._said.append(line)
            elif line.text[::2] == line.text[1::2] and self._exactly(line.text[::2]):
                self._tally.extra += len(line.text) // 2
                self._tally.doubled.append(line)  # drawn twice in the same place
            elif self._nearly(line):
                self._said.append(line)
            else:
                self._stray(line)
        for block, place in [*self._open, *((block, 0) for block in self._ahead)]:
            self._tally.lost += [(block, index) for index in range(place, len(self._blocks[block].characters))]
        return self._tally

    def _places(self) -> list[tuple[int, int]]:
        """Where the next line may begin, the likeliest first: where the last one ended, then blocks to come."""
        begun = [(block, place) for block, place in reversed(self._open)]
        return [*begun, *((block, 0) for block in reversed(self._ahead[-_AHEAD:]))]

    def _exactly(self, text: str) -> bool:
        for block, place in self._places():
            end = place + len(text)
            if self._blocks[block].says(text, place, end):
                self._accept(block, place, end)
                self._tally.right += len(text)
                self._tally.zwnj_right += text.count(ZWNJ)
                return True
        return False

    def _nearly(self, line: Line) -> bool:
        """Take the likeliest stretch for what the line is meant to say, and tell the difference."""
        have = Counter(line.text)
        best = (0.0, 0, 0, 0)
        for block, place in self._places():
            characters = self._blocks[block].characters
            for start in range(place, min(place + _SLACK, max(len(characters), 1))):
                want = Counter(characters[start : start + len(line.text)])
                like = (have & want).total() / max(want.total(), len(line.text), 1)
                if like > best[0] + 0.001:
                    best = like, block, start, place
        like, block, start, place = best
        if like < _LIKE:
            return False
        end = self._end_of(line.text, block, start)
        self._tally.lost += [(block, index) for index in range(place, start)]
        self._differences(line, block, start, end)
        self._accept(block, start, end)
        return True

    def _end_of(self, text: str, block: int, start: int) -> int:
        """Where a line with faults ends: where most of it is explained, and least is left over."""
        characters, have = self._blocks[block].characters, Counter(text)
        longest = min(start + len(text) + _SLACK, len(characters))
        ends = range(max(start + 1, min(start + len(text) - _SLACK, longest)), longest + 1)
        return max(ends, key=lambda end: 2 * (have & Counter(characters[start:end])).total() - (end - start))

    def _differences(self, line: Line, block: int, start: int, end: int) -> None:
        from difflib import SequenceMatcher  # dear to load, and most PDFs need none

        found, tally = self._blocks[block], self._tally
        order = found.seen(start, end)
        want = "".join(found.characters[index] for index in order)
        have, wanted = Counter(line.text), Counter(want)
        common = have & wanted
        tally.right += common.total()
        tally.zwnj_right += common[ZWNJ]
        tally.added += (have - wanted).total()
        tally.forms += sum(count for character, count in (have - wanted).items() if is_presentation_form(character))
        matched: set[int] = set()
        for first, _, size in SequenceMatcher(None, want, line.text, autojunk=False).get_matching_blocks():
            matched.update(range(first, first + size))
        if len(matched) < common.total():
            tally.turned.append(line)
        missing = wanted - have
        for place, index in enumerate(order):
            if place not in matched and missing[want[place]]:
                missing[want[place]] -= 1
                tally.lost.append((block, index))

    def _accept(self, block: int, start: int, end: int) -> None:
        opened = next((entry for entry in self._open if entry[0] == block), None)
        if opened is None:
            self._ahead.remove(block)
            opened = [block, 0]
        else:
            self._open.remove(opened)
        opened[1] = end
        if end < len(self._blocks[block].characters):
            self._open.append(opened)
        while len(self._open) > _OPEN:
            oldest, place = self._open.pop(0)
            self._tally.lost += [(oldest, n) for n in range(place, len(self._blocks[oldest].characters))]

    def _stray(self, line: Line) -> None:
        """A line that is nowhere in the text, or was there before on the page."""
        self._tally.extra += len(line.text)
        self._tally.forms += sum(map(is_presentation_form, line.text))
        if len(line.text) >= _DOUBLE and line in self._said[-_RECENT:]:
            self._tally.doubled.append(line)


def is_presentation_form(character: str) -> bool:
    """Is it one of the shapes that Arabic letters had in old encodings (Arabic Presentation Forms A and B)?"""
    return "\ufb50" <= character <= "\ufdff" or "\ufe70" <= character <= "\ufefe"
