"""Where the words of pandoc's tree stand in a text: found again, word by word, from the place of the one before."""

from __future__ import annotations

from bisect import bisect_right

from afgpub.frozen import dataclass, field

_NEAR = 300
_FAR = 20_000
_MISSES = 4
_SHORT = 3


@dataclass(slots=True)
class Places:
    """The lines of the words of one text. Words must be asked for in reading order."""

    text: str
    begin: int = 0
    _place: int = 0
    _misses: int = 0
    _lines: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._place = self.begin
        self._lines = [place for place, character in enumerate(self.text) if character == "\n"]

    def line(self, word: str) -> int | None:
        """The line of the next `word`, counted from 1, or None where it is not found near the word before.

        After some words that were not found the search reaches further, so that a skipped part costs no positions.
        """
        reach = _FAR if self._misses > _MISSES else _NEAR
        if len(word) < _SHORT:
            # A short word stands everywhere.
            reach = 4 * _SHORT
        found = self.text.find(word, self._place, self._place + reach + len(word))
        if found < 0:
            self._misses += len(word) >= _SHORT
            if self._misses > 2 * _MISSES:
                self._misses = 0
            return None
        self._misses = 0
        self._place = found + len(word)
        return bisect_right(self._lines, found - 1) + 1
