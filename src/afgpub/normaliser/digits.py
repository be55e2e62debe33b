"""Decimal digits of any script in a text: how many there are, which is none for most texts and known at once."""

from __future__ import annotations

import re

_ASCII = b"0123456789"
_DIGIT = re.compile(r"\d")
# With these bytes begin the UTF-8 forms of all decimal digits but those of ASCII.
LEADS = tuple(bytes([lead]) for lead in (0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xEA, 0xEF, 0xF0))


def count_digits(text: str) -> int:
    """How many decimal digits (Unicode category Nd) `text` has."""
    encoded = text.encode("utf-8", "surrogatepass")
    if not text.isascii() and any(map(encoded.__contains__, LEADS)):
        return len(_DIGIT.findall(text))
    return len(encoded) - len(encoded.translate(None, _ASCII))
