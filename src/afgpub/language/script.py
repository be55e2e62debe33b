"""Scripts (ISO 15924): of a character, of a text, of a language, and the direction in which each is written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from afgpub.metadata import Direction

UNDETERMINED = "und"
RTL_SCRIPTS = frozenset("Arab Aran Hebr Syrc Thaa Nkoo Adlm Rohg".split())

# The first word of a character's Unicode name.
_NAMES = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "ARMENIAN": "Armn",
    "GEORGIAN": "Geor", "SYRIAC": "Syrc", "THAANA": "Thaa", "NKO": "Nkoo", "DEVANAGARI": "Deva", "BENGALI": "Beng",
    "GURMUKHI": "Guru", "GUJARATI": "Gujr", "TAMIL": "Taml", "TELUGU": "Telu", "THAI": "Thai", "ETHIOPIC": "Ethi",
    "CJK": "Hani", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "HANGUL": "Kore", "ADLAM": "Adlm",
}  # fmt: skip
_USUAL = {
    "Arab": "ar fa prs ps ur ckb ug sd",
    "Cyrl": "ru uk be bg mk sr tg ky kk tt mn",
    "Hebr": "he yi",
    "Thaa": "dv",
    "Grek": "el",
    "Armn": "hy",
    "Geor": "ka",
    "Thai": "th",
    "Deva": "hi mr ne",
    "Hani": "zh",
    "Jpan": "ja",
    "Kore": "ko",
}
ARABIC = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"  # letters (class AL) of block Arabic
)
_RARE = re.compile(f"[^\0-\x7f{ARABIC}]")
NO_ASCII_LETTERS = bytes(code for code in range(256) if code > 127 or not chr(code).isalpha())
_SCRIPTS = {lang: script for script, langs in _USUAL.items() for lang in langs.split()}


@lru_cache(256)
def script_of_language(lang: str) -> str | None:
    """The script of BCP 47 `lang`: its script subtag, else the one it is usually written in; None for `und`."""
    subtags = lang.lower().split("-")
    for subtag in subtags[1:]:
        if len(subtag) == 1:  # an extension or private use begins
            break
        if len(subtag) == 4 and subtag.isalpha():
            return subtag.title()
    return None if subtags[0] == UNDETERMINED else _SCRIPTS.get(subtags[0], "Latn")


def direction_of(lang: str) -> Direction:
    """The direction in which BCP 47 `lang` is written: by its script subtag, else by its usual script."""
    return "rtl" if script_of_language(lang) in RTL_SCRIPTS else "ltr"


def is_written_in(lang: str | None, script: str | None) -> bool:
    """Whether a text in `script` can be in `lang`; a text without letters can be in any language."""
    return lang is not None and (script is None or script_of_language(lang) in (script, "Aran"))


@lru_cache(4096)
def script_of_letter(character: str) -> str | None:
    """The script of a letter; None for what is no letter, and for a letter of a script that is not known here."""
    if not character.isalpha():
        return None
    return _NAMES.get(unicodedata.name(character, "").partition(" ")[0])


@lru_cache(4096)
def _bidi_class(character: str) -> str:
    return unicodedata.bidirectional(character)


def letters_by_direction(text: str) -> tuple[int, int]:
    """How many strong left-to-right and strong right-to-left characters (UAX #9 L; R and AL) `text` has."""
    return _by_direction(count_letters(text))


def count_letters(text: str) -> dict[str, int]:
    """How often each character of `text` stands there that may be a letter.

    All ASCII letters count as `a`, all letters of block Arabic as `ا`: a text has few others, if they are its letters.
    """
    rare = [] if text.isascii() else _RARE.findall(text)
    counts: dict[str, int] = Counter(rare) if rare else {}
    ascii_part = text.encode("ascii", "ignore")
    if latin := len(ascii_part.translate(None, NO_ASCII_LETTERS)):
        counts["a"] = latin
    if arabic := len(text) - len(ascii_part) - len(rare):
        counts["ا"] = arabic
    return counts


def _by_direction(counts: dict[str, int]) -> tuple[int, int]:
    left = right = 0
    for character, count in counts.items():
        kind = _bidi_class(character)
        if kind == "L":
            left += count
        elif kind in ("R", "AL"):
            right += count
    return left, right


def script_of_text(text: str) -> tuple[str | None, int]:
    """The script most used in `text`, among those of its prevailing direction, and how many letters of it there are.

    None where there is no letter, or where as many letters run to the left as to the right.
    """
    if text.isascii():
        letters = len(text.encode().translate(None, NO_ASCII_LETTERS))
        return ("Latn", letters) if letters else (None, 0)
    counts = count_letters(text)
    left, right = _by_direction(counts)
    if left == right:
        return None, 0
    scripts: Counter[str] = Counter()
    for character, count in counts.items():
        script = script_of_letter(character)
        if script and (script in RTL_SCRIPTS) == (right > left):
            scripts[script] += count
    if not scripts:
        return None, 0
    if scripts["Jpan"]:  # Japanese is written in Chinese characters too
        scripts["Jpan"] += scripts.pop("Hani", 0)
    return max(sorted(scripts.items()), key=lambda item: item[1])
