"""SHA-256 of what is written, without OpenSSL where that would take longer to load than the digest to make."""

from __future__ import annotations

_SMALL = 1_000_000  # bytes; above, OpenSSL's speed is worth its loading


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data` in hex (FIPS 180-4)."""
    if len(data) <= _SMALL:
        try:
            from _sha2 import sha256 as small  # type: ignore[import-not-found,unused-ignore]
        except ImportError:  # before Python 3.12
            try:
                from _sha256 import sha256 as small  # type: ignore[import-not-found,unused-ignore]
            except ImportError:
                small = None
        if small:
            return str(small(data).hexdigest())
    from hashlib import sha256

    return sha256(data).hexdigest()
