"""Digests of what is written, without OpenSSL where that would take longer to load than the digest to make."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

_SMALL = 1_000_000  # bytes; above, of one text or of many in a row, OpenSSL's speed is worth its loading
_asked = 0  # bytes so far


def sha256_of(*pieces: bytes) -> str:
    """The SHA-256 of `pieces`, one after the other, in hex (FIPS 180-4)."""
    digest = _sha256(pieces)()
    for piece in pieces:
        digest.update(piece)
    return str(digest.hexdigest())


def _sha256(pieces: Sequence[bytes]) -> Any:
    global _asked
    _asked += sum(map(len, pieces))
    if "_hashlib" not in sys.modules and _asked <= _SMALL and (small := _without_openssl()):
        return small
    from hashlib import sha256

    return sha256


@cache  # a module that is not there is looked for in all folders
def _without_openssl() -> Any:
    try:
        from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:  # before Python 3.12
        try:
            from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
        except ImportError:
            return None
    return sha256


_URLS = bytes.fromhex("6ba7b8119dad11d180b400c04fd430c8")  # the name space of URLs (RFC 9562, section 6.6)


def url_uuid(url: str) -> str:
    """The UUID of version 5 that is made of a URL (RFC 9562, section 5.5), as a URN."""
    try:
        from _sha1 import sha1  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        from hashlib import sha1
    number = int.from_bytes(sha1(_URLS + url.encode()).digest()[:16], "big")  # noqa: S324 - as the standard has it
    number = number & ~(0xF << 76 | 0b11 << 62) | 5 << 76 | 0b10 << 62
    digits = f"{number:032x}"
    ends = (0, 8, 12, 16, 20, 32)
    return "urn:uuid:" + "-".join(digits[start:end] for start, end in pairwise(ends))
