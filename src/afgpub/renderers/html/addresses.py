"""The addresses that a page says of itself, given by whoever publishes it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from afgpub.exceptions import OptionError

_LANG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*|x-default")
_UNFIT = re.compile(r"[\s\x00-\x20<>\"'\\^`{|}]")


def read_address(text: str) -> str:
    """`text` as a whole http or https URL, or empty. Raises OptionError (option-invalid)."""
    text = text.strip()
    if text and not _is_address(text):
        raise OptionError.coded("option-invalid", option="canonical", value=repr(text), expected="Give https://…")
    return text


def read_alternates(text: str) -> tuple[tuple[str, str], ...]:
    """Pairs of a BCP 47 language and a URL, written `fa=https://… de=https://…`. Raises OptionError."""
    pairs = []
    for item in text.split():
        lang, _, address = item.partition("=")
        if not _LANG.fullmatch(lang) or not _is_address(address):
            expected = "Give a language and an address: fa=https://…"
            raise OptionError.coded("option-invalid", option="alternates", value=repr(item), expected=expected)
        pairs.append((lang, address))
    return tuple(pairs)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not _UNFIT.search(text)
    except ValueError:
        return False
