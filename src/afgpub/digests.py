"""SHA-256 of what is written, without OpenSSL where that would take longer to load than the digest to make."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_SMALL = 1_000_000  # bytes; above, OpenSSL's speed is worth its loading


def sha256_of(data: bytes) -> str:
    """The SHA-256 of `data` in hex (FIPS 180-4)."""
    if "hashlib" not in sys.modules and len(data) <= _SMALL and (small := _without_openssl()):
        return str(small(data).hexdigest())
    from hashlib import sha256

    return sha256(data).hexdigest()


@cache  # a module that is not there is looked for in every folder each time that it is asked for
def _without_openssl() -> Callable[[bytes], Any] | None:
    """CPython's own SHA-256, where it has one."""
    try:
        from _sha2 import sha256  # type: ignore[import-not-found,unused-ignore]
    except ImportError:  # before Python 3.12
        try:
            from _sha256 import sha256  # type: ignore[import-not-found,unused-ignore]
        except ImportError:
            return None
    return sha256  # type: ignore[no-any-return,unused-ignore]
