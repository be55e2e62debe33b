"""What no rule may touch: addresses, paths, identifiers, handles, tags, and numbers with their separators.

A token is what stands between spaces, without the quotes, brackets and stops around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from afgpub.normaliser.text.changes import Change

_JOINER = "\u200c"
_DIGITS = "0-9\u06f0-\u06f9\u0660-\u0669"
# Anchored at the start of a token, so that a long one is looked through once.
_SPECIAL = re.compile(rf"(?<!\S)[^\sA-Za-z{_DIGITS}@#_/\\:.]*[A-Za-z{_DIGITS}@#_/\\:.]\S*")
_AROUND = "\"'`«»“”‘’„‚()[]{}<>،؛؟,;!?…*"
_ENDING = _AROUND + ".:"
_LATIN = re.compile(r"[A-Za-z]")
_ADDRESS = r"[@#_\\]|/|(?i:^www\.)|[A-Za-z]:"
_NUMBER = rf"[{_DIGITS}][.,:/٫٬'’\-–+%٪][{_DIGITS}]"
_MIXED = r"[A-Za-z]\d|\d[A-Za-z]|[A-Za-z]\.[A-Za-z]|[A-Za-z]-\d"
_PROTECTED = re.compile(f"{_ADDRESS}|{_NUMBER}|{_MIXED}")
_ANY = re.compile(rf"[A-Za-z{_DIGITS}@#_/\\]")  # without any of these nothing is protected


class Tokens(NamedTuple):
    """The protected stretches of a phrase, in order: where each starts and ends."""

    starts: list[int]
    ends: list[int]

    def touches(self, change: Change) -> bool:
        """Would a change be inside a protected token, take a part of one away, or join a word to one?

        A change at the edge of a token, as of the space before it, is outside.
        """
        start, end, new = change
        last = bisect_right(self.starts, max(start, end - 1)) - 1
        if new == _JOINER and (self.ends[last : last + 1] == [start] or self.starts[last + 1 : last + 2] == [end]):
            return True
        if last < 0:
            return False
        return self.starts[last] < start < self.ends[last] if start == end else self.ends[last] > start


def protected_tokens(text: str, *, foreign: bool) -> Tokens:
    """The tokens of `text` that no rule may touch; with `foreign`, words in Latin letters too."""
    starts: list[int] = []
    ends: list[int] = []
    if not _ANY.search(text):
        return Tokens(starts, ends)
    for found in _SPECIAL.finditer(text):
        token = found[0]
        start = found.start() + len(token) - len(token.lstrip(_AROUND))
        end = found.end() - len(token) + len(token.rstrip(_ENDING))
        if start < end and _is_protected(text[start:end], foreign):
            starts.append(start)
            ends.append(end)
    return Tokens(starts, ends)


def _is_protected(token: str, foreign: bool) -> bool:
    if foreign and _LATIN.search(token):
        return True
    return _PROTECTED.search(token) is not None
