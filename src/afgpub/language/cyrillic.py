"""The languages of the Cyrillic script: by letters that Russian lacks, by CLD2, and by common words.

CLD2 tells Tajik, Uzbek, Kyrgyz, Kazakh and Tatar apart, but takes short Bulgarian for Serbian: letters forbid it that.
"""

from __future__ import annotations

from collections import Counter

from afgpub.language.compact import find_by_letters

_RUSSIAN_ALPHABET = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя")
_RUSSIAN_ONLY = frozenset("ыэё")  # among the languages that write with these letters alone
_SOUTH_SLAVIC = frozenset("ђћјљњџѓќѕ")
_BULGARIAN = frozenset("се са че е да във със през като което който която това има всеки при всички".split())
_RUSSIAN = frozenset("что это как из у к для его или без все она они был имеет каждый".split())
_IN_CYRILLIC = {"uz": "uz-Cyrl", "az": "az-Cyrl"}  # usually Latin
_SURE = 20  # letters


def find_cyrillic(words: list[str]) -> tuple[str | None, bool]:
    """The language of words in the Cyrillic script, and whether it is sure: from twenty letters and three words on."""
    lang, sure = _find(words)
    return _IN_CYRILLIC.get(lang or "", lang), sure


def _find(words: list[str]) -> tuple[str | None, bool]:
    words = [word.lower() for word in words]
    long = sum(map(len, words)) >= _SURE and len(words) > 2
    having: Counter[str] = Counter()  # in how many words a letter stands
    for word, count in Counter(words).items():
        for letter in set(word):
            having[letter] += count
    few = len(words) / 20  # a foreign name does not make the language of a text
    letters = {letter for letter, count in having.items() if count > few}
    if letters <= _RUSSIAN_ALPHABET:
        return _russian_or_bulgarian(words, bool(letters & _RUSSIAN_ONLY), long)
    found = find_by_letters(words)
    if found in ("sr", "mk") and not letters & _SOUTH_SLAVIC:
        found = None
    if found and found not in ("ru", "bg"):
        return found, long
    if "і" in letters or "ї" in letters or "є" in letters:
        return ("be" if "ў" in letters or letters & _RUSSIAN_ONLY else "uk"), long
    return None, False


def _russian_or_bulgarian(words: list[str], own: bool, long: bool) -> tuple[str | None, bool]:
    hard = sum("ъ" in word[1:-1] for word in words)
    bulgarian = 2 * hard + sum(word in _BULGARIAN for word in words)
    russian = sum(word in _RUSSIAN for word in words)
    found = find_by_letters(words)
    if own:
        return ("ru", long) if found in (None, "ru", "bg", "uk", "be") or russian > 1 else (found, False)
    if bulgarian == russian:
        return (found if found in ("ru", "bg") else None), False
    lang = "bg" if bulgarian > russian else "ru"
    return lang, long and (found == lang or abs(bulgarian - russian) > 2)
