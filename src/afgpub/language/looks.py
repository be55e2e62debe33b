"""What is seen at a glance of the texts of one conversion: each is looked at once, whatever stage asks."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.language.arabic import MOST_VOTES
from afgpub.language.glance import Persian, english_letters, look_at_persian, speak_for_persian
from afgpub.language.persian import count_words, persian_by, persian_signs


class Looks:
    """The memory of `english_letters` and `look_at_persian` for the lines of one document."""

    def __init__(self) -> None:
        self._english: dict[str, int] = {}
        self._persian: dict[str, Persian | None] = {}

    def english_letters(self, text: str) -> int:
        """How many letters a text has that is surely English, else 0."""
        if text not in self._english:
            self._english[text] = english_letters(text)
        return self._english[text]

    def persian(self, text: str) -> Persian | None:
        """What a text says that is in the Arabic script and surely in no other language than Persian, else None."""
        if text.isascii():
            return None
        if text not in self._persian:
            self._persian[text] = look_at_persian(text)
        return self._persian[text]

    def persian_of(self, lines: Sequence[str]) -> str | None:
        """The Persian, `fa` or `fa-AF`, in which a text of these lines surely is as a whole, else None.

        Of what little is in doubt, every character may be a Latin letter, and every word may speak against Persian.
        """
        known = list(filter(None, map(self.persian, lines)))
        others = [text for text in lines if not self.persian(text)]
        if 2 * sum([persian.letters for persian in known]) <= sum(map(len, lines)):
            return None
        doubtful = [text for text in others if not text.isascii()]
        against = sum([persian.against for persian in known]) + MOST_VOTES * sum(map(count_words, doubtful))
        own, shared = sum([persian.own for persian in known]), sum([persian.shared for persian in known])
        if not speak_for_persian(own, shared, against):
            return None
        signs = [*(persian.signs for persian in known), *map(persian_signs, others)]
        dari, iranian, words = map(sum, zip(*signs, strict=True))
        return persian_by((dari, iranian, words))
