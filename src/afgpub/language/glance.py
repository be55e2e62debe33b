"""What is told of the language of a line at a glance: never anything else than what the long way would find.

Among the languages of the Latin script, short lines are told by their common words alone, as `latin` does; long English
by common words that are dense throughout the line, none of another language being among them: CLD2, which is slow,
agrees then. Persian is told by its common words against all that speaks for another language. What is in doubt is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat
from typing import NamedTuple

from afgpub.language.arabic import (
    ARTICLES,
    BACKWARDS,
    FOREIGN_LETTERS,
    FOREIGN_WORDS,
    PERSIAN_WORDS,
    SHARED_WORDS,
    folded,
    has_foreign_spelling,
)
from afgpub.language.detection import UNSPOKEN, has_address, mask_addresses
from afgpub.language.latin import COMMON, LONG, OTHER_WORDS, OWN_WORDS
from afgpub.language.persian import DARI, DARI_MONTHS, IRANIAN, signs_beside_words
from afgpub.language.script import ARABIC, NO_ASCII_LETTERS

_has_more_letters = re.compile(r"[^\W\d_\x00-\x7f]").search
_WORD = re.compile(r"[^\W\d_]+")
# Of the words of English every fourth at least is a common one, and of those that are not no more than a fifth of the
# line follow each other, nor more than twelve.
_OTHER, _COMMON, _NOT_ENGLISH = b"-en"
_KINDS = dict.fromkeys(OTHER_WORDS["en"], _NOT_ENGLISH) | {
    word: _COMMON for common in COMMON["en"].split() for word in (common, common.title()) if len(word) > 1
}
_ONE_IN, _PART, _LONGEST = 4, 5, 12
_LEAST = 12  # words
_CODE = "_=<>{}"  # with any of these, a text may be a program, of which CLD2 finds anything
# A text of which so many words are common ones is English but for a sixth at most, and so CLD2 finds the whole of it.
_THREE_IN, _LEAST_OF_TEXT = 10, 100

_VOWELS = frozenset(map(chr, UNSPOKEN))
_MARKS = frozenset("\u200c\u00a0،؛؟«»“”‘’„‚…–—•٪٫٬٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_KNOWN = _MARKS | _VOWELS
_parts_a_word = re.compile(f"[{''.join(sorted(_VOWELS))}](?=[^\\W\\d_])").search
# What each telling word speaks for, as a byte that can be counted; no word speaks for two.
_PERSIAN, _SHARED, _FOREIGN, _DARI, _IRANIAN, _BACKWARDS, _MONTH = b"p", b"s", b"f", b"d", b"i", b"b", b"m"
_SPEAKS_FOR = {
    word: kind[0]
    for kind, words in zip(
        (_PERSIAN, _SHARED, _FOREIGN, _DARI, _IRANIAN, _BACKWARDS, _MONTH),
        (PERSIAN_WORDS, SHARED_WORDS, FOREIGN_WORDS, DARI, IRANIAN, map(folded, BACKWARDS), DARI_MONTHS),
        strict=True,
    )
    for word in words
}
_BLOCK = "".join(map(chr, range(0x600, 0x700)))
_DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_LETTERS_AND_SPACE = bytes(code for code in range(128) if chr(code).isalpha() or chr(code) == " ")
# What is neither ASCII nor a letter of Persian, however it is typed.
_NOT_PERSIAN = re.compile(f"[^\0-\x7f{''.join(sorted(set(re.findall(f'[{ARABIC}]', _BLOCK)) - FOREIGN_LETTERS))}]")


class Persian(NamedTuple):
    """A line in the Arabic script that is surely in no other language than Persian.

    `letters` are those of Persian, `latin` the ASCII ones, and it has no others; `signs` are its `persian_signs`. The
    votes are those of its common words that only Persian has (`own`), that others have too (`shared`), and of all that
    speaks for any other language (`against`, more than the long way counts). `backwards` are the words that may be
    common ones in visual order, of which there are no fewer.
    """

    letters: int
    latin: int
    own: int
    shared: int
    against: int
    signs: tuple[int, int, int]
    backwards: int

    @property
    def is_sure(self) -> bool:
        """Whether the long way is surely sure that it is Persian."""
        return speak_for_persian(self.own, self.shared, self.against)


def speak_for_persian(own: int, shared: int, against: int) -> bool:
    """Whether these votes make Persian sure, whatever other language has those that are shared or against it."""
    return own + shared >= 4 and own >= shared + 2 * against


def stays_latin(text: str, lang: str) -> bool:
    """Whether `text`, all of whose letters are ASCII ones, is surely in no other language than `lang`.

    `lang` is one that is written in the Latin script. A text without letters can be in any.
    """
    if has_address(text) or lang not in COMMON or (not text.isascii() and _has_more_letters(text)):
        return False
    if len(text) >= 2 * LONG:
        return lang == "en" and is_english(text)
    words = _WORD.findall(text.lower())
    if not OTHER_WORDS[lang].isdisjoint(words):
        return False
    # Now none has more common words, against three of which what CLD2 finds does not hold, nor in so few letters.
    return sum(map(len, words)) < LONG or sum(map(OWN_WORDS[lang].__contains__, words)) > 2


def is_english(text: str) -> bool:
    """Whether `text`, all of whose letters are ASCII ones and which has no address, is surely English."""
    words = text.split()
    if len(words) < _LEAST or any(map(text.__contains__, _CODE)):
        return False
    kinds = bytes(map(_KINDS.get, words, repeat(_OTHER)))
    stretch = bytes([_OTHER]) * (min(len(words) // _PART, _LONGEST) + 1)
    return _NOT_ENGLISH not in kinds and stretch not in kinds and _ONE_IN * kinds.count(_COMMON) >= len(words)


def is_mostly_english(text: str) -> bool:
    """Whether a long `text`, all of whose letters are ASCII ones, is surely English as a whole, whatever is in it."""
    words = text.split()
    kinds = bytes(map(_KINDS.get, words, repeat(_OTHER)))
    enough = len(words) >= _LEAST_OF_TEXT and _THREE_IN * kinds.count(_COMMON) >= 3 * len(words)
    return enough and _NOT_ENGLISH not in kinds


def english_letters(text: str) -> int:
    """How many letters `text` has if it is surely English, else 0."""
    if len(text) < 2 * LONG or has_address(text) or (not text.isascii() and _has_more_letters(text)):
        return 0
    letters = len(text.encode("ascii", "ignore").translate(None, NO_ASCII_LETTERS))
    return letters if letters >= 2 * LONG and is_english(text) else 0


def look_at_persian(text: str) -> Persian | None:
    """What `text` says if it is in the Arabic script and surely not in another language than Persian, else None."""
    ascii_part = text.encode("ascii", "ignore")
    others = _NOT_PERSIAN.findall(text)
    letters = len(text) - len(ascii_part) - len(others)
    latin = len(ascii_part.translate(None, NO_ASCII_LETTERS))
    marks = set(others)
    if letters <= latin or not marks <= _KNOWN:
        return None
    if has_address(text) and len(mask_addresses(text, " ").encode("ascii", "ignore")) != len(ascii_part):
        return None
    if "ـ" in text or (not _VOWELS.isdisjoint(marks) and _parts_a_word(text)):
        return None
    signs = marks.union(map(chr, set(ascii_part.translate(None, _LETTERS_AND_SPACE))))
    spaced = f" {_spaced(folded(text), signs)} "
    if has_foreign_spelling(spaced):
        return None
    words = spaced.split()
    votes = bytes(filter(None, map(_SPEAKS_FOR.get, words)))
    against = 2 * votes.count(_FOREIGN) + sum(map(spaced.count, ARTICLES))
    own, shared = 2 * votes.count(_PERSIAN), votes.count(_SHARED)
    if against > own:
        return None
    has_days = _MONTH in votes and not _DIGITS.isdisjoint(signs)
    dari = votes.count(_DARI) + signs_beside_words(text, may_have_days=has_days)
    signs_of_persian = dari, votes.count(_IRANIAN), len(words)
    return Persian(letters, latin, own, shared, against, signs_of_persian, votes.count(_BACKWARDS))


def _spaced(text: str, signs: Iterable[str]) -> str:
    """`text` with a space for each of `signs`; vowel signs are left out."""
    for sign in signs:
        text = text.replace(sign, "" if ord(sign) in UNSPOKEN else " ")
    return text
