"""Which blocks of Unicode a text can have letters of: the lead bytes of its UTF-8 form tell, looked for in C."""

from __future__ import annotations

_ARABIC = (b"\xd8", b"\xd9", b"\xda", b"\xdb")  # U+0600 to 06FF
_FORMS = b"\xef"  # U+F000 to FFFF


def may_hold_arabic(text: str) -> bool:
    """Whether `text` may have a letter of the block Arabic or a presentation form of one: False is sure."""
    if text.isascii():
        return False
    encoded = text.encode("utf-8", "surrogatepass")
    return any(map(encoded.__contains__, _ARABIC)) or _FORMS in encoded


def may_hold_forms(text: str) -> bool:
    """Whether `text` may have a presentation form (U+FB50 to FEFC): False is sure."""
    return not text.isascii() and _FORMS in text.encode("utf-8", "surrogatepass")
