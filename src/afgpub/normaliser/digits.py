"""Decimal digits of any script in a text: how many there are, which is none for most texts and known at once."""

from __future__ import annotations

import re
import unicodedata

from afgpub.language.script import ARABIC

_ASCII = b"0123456789"
# All but letters and signs that are known to be none: whether a rare character is a digit is asked of it.
_MAY_BE_DIGIT = re.compile(f"[^\0-/:-\u024f{ARABIC}،؛؟«»\u200c‘’“”„–—…]")


def count_digits(text: str) -> int:
    """How many decimal digits (Unicode category Nd) `text` has."""
    if text.isascii():
        return len(text) - len(text.encode().translate(None, _ASCII))
    return sum(map(str.isdecimal, _MAY_BE_DIGIT.findall(text)))


class DigitCounts(dict[str, int]):
    """`count_digits` of texts, by text: each is counted once, for whoever asks."""

    def __missing__(self, text: str) -> int:
        self[text] = count = count_digits(text)
        return count


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0 to 9; its length stays."""
    if text.isascii():
        return text
    for digit in set(filter(str.isdecimal, _MAY_BE_DIGIT.findall(text))):
        text = text.replace(digit, str(unicodedata.decimal(digit)))
    return text
