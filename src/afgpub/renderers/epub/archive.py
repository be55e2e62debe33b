"""Writing the zip container of an EPUB (OCF, EPUB 3.3 §4) so that the same files give the same bytes.

Python's zipfile packs every file anew, and its book-keeping takes longer than packing does; faces and style sheets
are the same in book after book. Here what comes again is packed once.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from struct import pack
from typing import TYPE_CHECKING

from afgpub.exceptions import RenderError
from afgpub.frozen import dataclass

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
_CONTAINER_NAME = "META-INF/container.xml"
_CONTAINER = b"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""


@dataclass(frozen=True, slots=True)
class Member:
    """A file as it stands in the container: `data` as `method` packs it, and of it unpacked the CRC-32 and the size."""

    data: bytes
    method: int
    check: int
    size: int


def write_archive(files: Mapping[str, bytes], recurring: Collection[str] = ()) -> bytes:
    """The container of `files`, named relative to the package document, which is `package.opf` among them.

    Those named in `recurring` are likely to be in the next books as well. Raises RenderError (output-unwritable).
    """
    return write_members({name: make_member(name, data, recurs=name in recurring) for name, data in files.items()})


def make_member(name: str, data: bytes, *, recurs: bool = False) -> Member:
    """The file `name` as it stands in the container: deflated, but where it is packed by itself."""
    if name.endswith(_PACKED_ALREADY):
        return Member(data, _STORED, zlib.crc32(data), len(data))
    return _deflated_once(data) if recurs else _deflated(data)


def write_members(members: Mapping[str, Member]) -> bytes:
    """The container of `members`, named as in `write_archive`.

    `mimetype` comes first and is stored (§4.2.4); the rest is sorted by name, all dated 1980-01-01.
    Raises RenderError (output-unwritable).
    """
    found = {_CONTAINER_NAME: make_member(_CONTAINER_NAME, _CONTAINER, recurs=True)}
    found.update((f"EPUB/{name}", member) for name, member in members.items())
    media_type = MEDIA_TYPE.encode()
    rows = [("mimetype", Member(media_type, _STORED, zlib.crc32(media_type), len(media_type))), *sorted(found.items())]
    if sum(member.size for _, member in rows) >= _MOST_BYTES or len(rows) >= _MOST_FILES:
        raise RenderError.coded("output-unwritable", name="the e-book", reason="it has 4 GB, or 65,535 files, or more")
    body, directory, at = [], [], 0
    for name, member in rows:
        written, packed = name.encode(), member.data
        flags = 0 if name.isascii() else _UTF8
        sizes = (len(packed), member.size, len(written), 0)
        facts = pack("<HHHHHIIIHH", 20, flags, member.method, 0, _DAY, member.check, *sizes)
        body += [b"PK\x03\x04", facts, written, packed]
        directory += [b"PK\x01\x02", _MADE_BY, facts, pack("<HHHII", 0, 0, 0, _REGULAR_FILE, at), written]
        at += 4 + len(facts) + len(written) + len(packed)
    index = b"".join(directory)
    end = pack("<HHHHIIH", 0, 0, len(rows), len(rows), len(index), at, 0)
    return b"".join((*body, index, b"PK\x05\x06", end))


def _deflated(data: bytes) -> Member:
    """`data` as it is packed in the container (RFC 1951)."""
    packing = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return Member(packing.compress(data) + packing.flush(), _DEFLATED, zlib.crc32(data), len(data))


_deflated_once = lru_cache(64)(_deflated)  # some megabytes
