"""Which language a phrase is in, by its letters, and which way that language is written.

Letters decide between scripts, and among the languages of the Arabic script where one has letters of its own
(Pashto has ten). Common words decide among the Latin ones. What neither decides is left to the caller.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from afgpub.metadata import Direction

PASHTO_LETTERS = frozenset("ټډړږښګڼېۍځڅۀ")
# In the order of trust; a foreign name does not make the language of a text, so some words must have them.
_OWN_LETTERS = {
    "ps": PASHTO_LETTERS,
    "ur": frozenset("ٹڈڑںھےۓ"),
    "fa": frozenset("پچژگکی"),
    "ar": frozenset("ةىيكإأ"),
}
_ENOUGH = 0.1
_RTL_LANGS = frozenset("ar fa prs ps ur he yi ckb ug sd dv".split())

_WORDS = {
    "en": frozenset("the of and to in is that for on with as are was by this have from".split()),
    "de": frozenset("der die das und ist nicht den von mit ein eine auf dem im zu für des sich".split()),
    "fr": frozenset("le la les et des est une dans que pour qui sur pas du au avec ce".split()),
}
_WORD = re.compile(r"[^\W\d_]+")


def direction_of(lang: str) -> Direction:
    """The direction in which BCP 47 `lang` is written: by its script subtag, else by its usual script."""
    subtags = lang.lower().split("-")
    scripts = [s for s in subtags[1:] if len(s) == 4 and s.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in ("arab", "hebr", "aran", "thaa", "syrc", "nkoo") else "ltr"
    return "rtl" if subtags[0] in _RTL_LANGS else "ltr"


@lru_cache(4096)
def _bidi_class(character: str) -> str:
    return unicodedata.bidirectional(character)


def letters_by_direction(text: str) -> tuple[int, int]:
    """How many strong left-to-right and strong right-to-left characters (UAX #9 L; R and AL) `text` has."""
    left = right = 0
    for character in text:
        kind = _bidi_class(character)
        left += kind == "L"
        right += kind in ("R", "AL")
    return left, right


def detect_language(text: str, default: str | None = None) -> str | None:
    """The BCP 47 language of `text`, or `default` where neither its letters nor its words decide."""
    left, right = letters_by_direction(text)
    if right > left:
        return _of_arabic_script(text, default)
    if not left:
        return default
    words = [word.lower() for word in _WORD.findall(text)]
    votes = {lang: sum(word in common for word in words) for lang, common in _WORDS.items()}
    best = max(votes, key=lambda lang: votes[lang])
    if votes[best] == 0 or list(votes.values()).count(votes[best]) > 1:
        return default
    return best


def _of_arabic_script(text: str, default: str | None) -> str | None:
    words = [set(word) for word in _WORD.findall(text)]
    for lang, letters in _OWN_LETTERS.items():
        if sum(bool(word & letters) for word in words) >= max(1, len(words) * _ENOUGH):
            return lang
    return default if default and direction_of(default) == "rtl" else "fa"
