"""What is told of the language of a line at a glance: never anything else than what the long way would find.

Among the languages of the Latin script, short lines are told by their common words alone, as `latin` does; long English
by common words that are dense throughout the line, none of another language being among them: CLD2, which is slow,
agrees then. Persian is told by its common words against all that speaks for another language. What is in doubt is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from afgpub.language.arabic import ARTICLES, FOREIGN_SIGNS, FOREIGN_WORDS, PERSIAN_WORDS, SHARED_WORDS, folded
from afgpub.language.detection import UNSPOKEN, has_address, mask_addresses
from afgpub.language.latin import COMMON, LONG, OTHER_WORDS, OWN_WORDS
from afgpub.language.persian import DARI, IRANIAN, signs_beside_words
from afgpub.language.script import count_letters

_has_more_letters = re.compile(r"[^\W\d_\x00-\x7f]").search
_WORD = re.compile(r"[^\W\d_]+")
# Of the words of English every fourth at least is a common one, and no more than eight that are not follow each other.
_ENGLISH = frozenset(word for common in COMMON["en"].split() for word in (common, common.title()) if len(word) > 1)
_NOT_ENGLISH = OTHER_WORDS["en"]
_ONE_IN, _STRETCH = 4, bytes(9)
_LEAST = 24  # words

_MARKS = frozenset("\u200c\u00a0،؛؟«»“”‘’„‚…–—•٪٫٬٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")
_KNOWN = _MARKS | set(map(chr, UNSPOKEN))
_parts_a_word = re.compile(f"[{''.join(map(chr, UNSPOKEN))}](?=[^\\W\\d_])").search
_TELLING = FOREIGN_WORDS | DARI | IRANIAN
_DIGITS = frozenset("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
_LETTERS_AND_SPACE = frozenset(code for code in range(128) if chr(code).isalpha() or chr(code) == " ")


class Persian(NamedTuple):
    """A line in the Arabic script that is surely in no other language than Persian.

    `is_sure` where the long way is sure that it is Persian; `signs` are its `persian_signs`.
    """

    letters: int
    is_sure: bool
    signs: tuple[int, int, int]


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
    if len(words) < _LEAST or not _NOT_ENGLISH.isdisjoint(words):
        return False
    common = bytes(map(_ENGLISH.__contains__, words))
    return _STRETCH not in common and _ONE_IN * common.count(1) >= len(words)


def english_letters(text: str) -> int:
    """How many letters `text` has if it is surely English, else 0."""
    if len(text) < 2 * LONG or has_address(text) or (not text.isascii() and _has_more_letters(text)):
        return 0
    letters = count_letters(text).get("a", 0)
    return letters if letters >= 2 * LONG and is_english(text) else 0


def look_at_persian(text: str) -> Persian | None:
    """What `text` says if it is in the Arabic script and surely not in another language than Persian, else None."""
    counts = dict(count_letters(text))
    letters, latin = counts.pop("ا", 0), counts.pop("a", 0)
    if letters <= latin or not counts.keys() <= _KNOWN:
        return None
    ascii_part = text.encode("ascii", "ignore")
    if has_address(text) and len(mask_addresses(text, " ").encode("ascii", "ignore")) != len(ascii_part):
        return None
    if _parts_a_word(text) or "ـ" in text:
        return None
    signs = {chr(code) for code in set(ascii_part) - _LETTERS_AND_SPACE}
    spaced = f" {_spaced(folded(text), (*counts, *signs))} "
    if FOREIGN_SIGNS.search(spaced):
        return None
    words = spaced.split()
    telling = list(filter(_TELLING.__contains__, words))
    against = 2 * sum(map(FOREIGN_WORDS.__contains__, telling)) + sum(map(spaced.count, ARTICLES))
    own = 2 * sum(map(PERSIAN_WORDS.__contains__, words))
    if against > own:
        return None
    shared = sum(map(SHARED_WORDS.__contains__, words))
    is_sure = own + shared >= 4 and own >= shared + 2 * against
    has_digits = not _DIGITS.isdisjoint(counts) or not _DIGITS.isdisjoint(signs)
    dari, iranian = (sum(map(known.__contains__, telling)) for known in (DARI, IRANIAN))
    dari += signs_beside_words(text, has_digits=has_digits)
    return Persian(letters, is_sure, (dari, iranian, len(words)))


def _spaced(text: str, signs: Iterable[str]) -> str:
    """`text` with a space for each of `signs`; vowel signs are left out."""
    for sign in signs:
        text = text.replace(sign, "" if ord(sign) in UNSPOKEN else " ")
    return text
