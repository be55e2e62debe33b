"""The language of a text: its script first, then what the letters and words of that script say."""

from __future__ import annotations

import re
from functools import lru_cache

from afgpub.language.arabic import PASHTO_LETTERS as PASHTO_LETTERS
from afgpub.language.arabic import find_arabic
from afgpub.language.cyrillic import find_cyrillic
from afgpub.language.finding import NOTHING, Finding
from afgpub.language.latin import find_latin
from afgpub.language.persian import PERSIAN, persian_of
from afgpub.language.script import is_written_in, script_of_letter, script_of_text

_DOMAIN = r"(?i:(?<=www\.)|(?<=[a-z0-9]\.)(?:com|org|net|edu|gov|info|af|ir|pk|de|tv)\b)"
# What only an address has; it begins with the marks, of which a text has few, and so passes over all else at once.
_ADDRESS = re.compile(rf"[:@.](?:(?<=:)(?=//)|(?<=@)|{_DOMAIN})")
_has_domain = re.compile(rf"\.{_DOMAIN}").search
_SPACE = re.compile(r"\s")
_WORD = re.compile(r"[^\W\d_]+")
UNSPOKEN = dict.fromkeys((0x0640, 0x0670, *range(0x064B, 0x0660)))  # tatweel, vowel signs
_unspoken = re.compile(f"[{''.join(map(chr, UNSPOKEN))}]+")
_ONE_LANGUAGE = {"Grek": "el", "Hebr": "he", "Armn": "hy", "Geor": "ka", "Thai": "th", "Jpan": "ja", "Kore": "ko"}


def detect_language(text: str, default: str | None = None) -> str | None:
    """The BCP 47 language of `text`, or `default` where neither its letters nor its words decide.

    A default that is not written in the script of the text is not given back: the language is then None. Of a short
    text only strong evidence goes against a default in its script. Persian is `fa-AF` only where words or spellings
    of Afghanistan are found. Addresses of the web and of e-mail say nothing. The time is linear in the text.
    """
    found = find_language(text)
    if found.script is None:
        return default
    if default and is_written_in(default, found.script) and not found.sure:
        return default
    if found.lang == "fa":
        return persian_of(text, default if default in PERSIAN else None)
    return found.lang


def find_language(text: str) -> Finding:
    """What `text` says of its language. Persian is `fa` here, of whatever country."""
    return _find(text) if len(text) < _LONG else _find.__wrapped__(text)


def has_address(text: str) -> bool:
    """Whether there is a URL or an e-mail address in `text`."""
    return "@" in text or "://" in text or _has_domain(text) is not None


def mask_addresses(text: str, mask: str) -> str:
    """`text` with the character `mask` for each character of a URL or an e-mail address, and what is joined to it."""
    if not has_address(text):
        return text
    pieces: list[str] = []
    place = 0
    while address := _ADDRESS.search(text, place):
        before = text[place : address.start()]
        joined = 0 if not before or before[-1].isspace() else len(before.rsplit(None, 1)[-1])
        space = _SPACE.search(text, address.end())
        start, end = address.start() - joined, space.start() if space else len(text)
        pieces += (text[place:start], mask * (end - start))
        place = end
    return "".join((*pieces, text[place:]))


_LONG = 2000  # characters; a longer text is not kept in memory


@lru_cache(512)
def _find(text: str) -> Finding:
    text = mask_addresses(text, " ")
    script, letters = script_of_text(text)
    if script is None:
        return NOTHING
    if script == "Arab":
        text = _unspoken.sub("", text)
    words = _WORD.findall(text)
    firsts = {word[0] for word in words}
    own = {first for first in firsts if script_of_letter(first) == script}
    if own != firsts:
        words = [word for word in words if word[0] in own]
    match script:
        case "Arab":
            lang, sure = find_arabic(words)
        case "Latn":
            lang, sure = find_latin(words)
        case "Cyrl":
            lang, sure = find_cyrillic(words)
        case _:
            lang, sure = _ONE_LANGUAGE.get(script), letters >= 3
    if not is_written_in(lang, script):  # a language found by chance, of another script
        lang = None
    return Finding(script, lang, sure and lang is not None, letters)
