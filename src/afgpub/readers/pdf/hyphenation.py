"""Words that were parted at the end of a line, joined again; compounds keep their hyphen.

The text itself says which it is where it has the word elsewhere, in one form or the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeAlias

from afgpub.readers.pdf.characters import HYPHEN

if TYPE_CHECKING:
    from afgpub.readers.pdf.wording import Letter

Words: TypeAlias = frozenset[str]
_PREFIXES = frozenset("all anti cross half non quasi self well".split())
_SOFT = "\u00ad"
HYPHENS = ("-", "\u2010", _SOFT, HYPHEN)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_FIRST = re.compile(r"[^\W\d_]+(?P<more>-)?")
_ADDRESS = re.compile(r"[(\[]?(?:https?://|www\.)\S*[/?=&_%-]")
_LAST = re.compile(r"(?:[^\W\d_]+-)*[^\W\d_]+\Z")


def words_of(lines: Iterable[str]) -> Words:
    """All words of the lines in lower case, without those that a line may have parted."""
    found: set[str] = set()
    for line in lines:
        text = line.lower()
        parted = text.endswith(HYPHENS)
        words = _WORD.findall(text)
        found.update(words[:-1] if parted else words)
    return frozenset(found)


def joint(before: Sequence[Letter], after: Sequence[Letter], words: Words) -> tuple[int, bool]:
    """How many characters to take off `before`, the last word of a line, and whether a space comes after it.

    `after` are the letters of the next line.
    """
    text = "".join(letter.text for letter in before)
    following = "".join(letter.text for letter in after[:64]).partition(" ")[0]
    if text.endswith(_SOFT):
        return 1, False
    if _in_one_address(before, after, text, following) or _ADDRESS.fullmatch(text):
        return 0, False
    if not text.endswith(HYPHENS) or len(text) < 2:
        return 0, not (text.endswith("\u2014") and len(text) > 1)
    first, last = _FIRST.match(following), _LAST.search(text[:-1])
    if last is None or first is None:
        return 0, not (text[-2].isalnum() and following[:1].isalnum())
    if not following[0].islower():
        return 0, False
    one, two = last[0].lower(), first[0].rstrip("-").lower()
    if f"{one.rpartition('-')[2]}{two}" in words or one + two in words:
        return 1, False
    compound = f"{one}-{two}" in words or "-" in one or first["more"] or (one in _PREFIXES and two in words)
    return (0 if compound else 1), False


def _in_one_address(before: Sequence[Letter], after: Sequence[Letter], text: str, following: str) -> bool:
    """Whether a web address goes on in the next line: both ends are one link, whose target has them side by side."""
    link = before[-1].link if before else ""
    return bool(link and after[0].link == link and following and (text + following)[-40:].strip(".,;") in link)
