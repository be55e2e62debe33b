"""Where a link may lead: `http`, `https`, `mailto`, `tel`, a path beside the text, or a node of it."""

from __future__ import annotations

import re

SAFE_SCHEMES = ("http", "https", "mailto", "tel")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_NOT_IN_URL = re.compile(r'[ "<>\\^`{|}]')


def safe_target(target: str) -> str | None:
    """`target` as an IRI (RFC 3987), or None where its scheme is not one of the safe few.

    Control characters, which browsers skip when they read a scheme, are taken out; letters of any script stay.
    """
    clean = _UNPRINTABLE.sub("", target).strip()
    scheme = _SCHEME.match(clean)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return None
    return _NOT_IN_URL.sub(lambda match: f"%{ord(match.group()):02X}", clean)
