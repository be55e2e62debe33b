"""The encoding that a page declares, believed where its bytes are no UTF-8."""

from __future__ import annotations

import re

from afgpub.frozen import replace
from afgpub.source import Source

# The beginning of a page in which browsers look for its encoding (HTML Standard, 13.2.3.2).
_BEGINNING = 1024
_DECLARED = re.compile(rb"""<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]+)""", re.IGNORECASE)
_ONE_BYTE = ("windows-", "iso-8859-", "koi8-")


def decode_page(source: Source) -> Source:
    """The same page in UTF-8 if it declares a one-byte encoding and is in it; else as it is, for `Source.decode`."""
    declared = _DECLARED.search(source.data[:_BEGINNING])
    name = declared[1].decode("ascii").lower() if declared else ""
    if not name.startswith(_ONE_BYTE):
        return source
    try:
        source.data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return replace(source, data=source.data.decode(name).encode())
        except (LookupError, UnicodeDecodeError):
            pass
    return source
