"""Digits by policy: kept as they are, those of the language of the text, or those of ASCII."""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change

_NUMBER = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9]+")
_ZEROS = {"fa": 0x6F0, "ps": 0x6F0, "ur": 0x6F0, "uz": 0x6F0, "prs": 0x6F0, "ar": 0x660}
_LATIN = re.compile(r"[A-Za-z_]")


def find_digits(text: str, zero: int) -> list[Change]:
    """Numbers in digits that begin at the character `zero`; one that touches a Latin letter is a name and stays."""
    changes: list[Change] = []
    for found in _NUMBER.finditer(text):
        start, end = found.span()
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        new = "".join(chr(zero + int(digit)) for digit in found[0])
        if new != found[0] and not _LATIN.search(around):
            changes.append(Change(start, end, new))
    return changes


def zero_of(lang: str | None) -> int:
    """The zero of the digits that texts in BCP 47 `lang` are printed with."""
    return _ZEROS.get((lang or "").lower().partition("-")[0], ord("0"))
