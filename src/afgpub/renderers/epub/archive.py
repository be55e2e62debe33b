"""Writing the zip container of an EPUB (OCF, EPUB 3.3 §4) so that the same files give the same bytes.

Python's zipfile packs every file anew, and its book-keeping takes longer than packing does; faces and style sheets
are the same in book after book. Here what comes again is packed once.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack
from types import MappingProxyType
from typing import TYPE_CHECKING

from afgpub.exceptions import RenderError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

MEDIA_TYPE = "application/epub+zip"
_LEVEL = 2  # 5 takes twice as long for 5 % less, 9 longer than all else in an e-book without faces for 8 %
_STORED, _DEFLATED = 0, 8
_DAY = 1 << 5 | 1  # 1980-01-01, from where zip counts (APPNOTE 4.4.6)
_UTF8 = 1 << 11  # of a name (APPNOTE 4.4.4)
_MADE_BY = pack("<BB", 20, 3)  # version 2.0, on Unix (APPNOTE 4.4.2)
_REGULAR_FILE = 0o100644 << 16
_MOST_BYTES, _MOST_FILES = 4_000_000_000, 65_535  # more want ZIP64
_PACKED_ALREADY = (".png", ".jpg", ".jpeg", ".webp", ".gif")
_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


def write_archive(
    files: Mapping[str, bytes], recurring: Collection[str] = (), deflated: Mapping[str, bytes] = MappingProxyType({})
) -> bytes:
    """The container of `files`, named relative to the package document, which is `package.opf` among them.

    `mimetype` comes first and is stored (§4.2.4); the rest is sorted by name and deflated, all dated 1980-01-01. Those
    named in `recurring` are likely to be in the next books as well; `deflated` has some as `deflate` packs them.
    Raises RenderError (output-unwritable).
    """
    members = {"META-INF/container.xml": _CONTAINER, **{f"EPUB/{name}": data for name, data in files.items()}}
    kept = {f"EPUB/{name}" for name in recurring}
    known = {f"EPUB/{name}": data for name, data in deflated.items()}
    rows = [("mimetype", MEDIA_TYPE.encode(), _STORED)]
    rows += [(n, members[n], _STORED if is_packed(n) else _DEFLATED) for n in sorted(members)]
    if sum(map(len, members.values())) >= _MOST_BYTES or len(rows) >= _MOST_FILES:
        raise RenderError.coded("output-unwritable", name="the e-book", reason="it has 4 GB, or 65,535 files, or more")
    body, directory, at = [], [], 0
    for name, data, method in rows:
        written = name.encode()
        packed = data if method == _STORED else known.get(name) or (_packed_once if name in kept else deflate)(data)
        flags = 0 if name.isascii() else _UTF8
        facts = pack(
            "<HHHHHIIIHH", 20, flags, method, 0, _DAY, zlib.crc32(data), len(packed), len(data), len(written), 0
        )
        body += [b"PK\x03\x04", facts, written, packed]
        directory += [b"PK\x01\x02", _MADE_BY, facts, pack("<HHHII", 0, 0, 0, _REGULAR_FILE, at), written]
        at += 4 + len(facts) + len(written) + len(packed)
    index = b"".join(directory)
    end = pack("<HHHHIIH", 0, 0, len(rows), len(rows), len(index), at, 0)
    return b"".join((*body, index, b"PK\x05\x06", end))


def is_packed(name: str) -> bool:
    """Whether a file of that name is packed by itself, so that it is stored as it is."""
    return name.endswith(_PACKED_ALREADY)


def deflate(data: bytes) -> bytes:
    """`data` as it is packed in the container (RFC 1951)."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packing.compress(data) + packing.flush()


_packed_once = lru_cache(64)(deflate)  # some megabytes
