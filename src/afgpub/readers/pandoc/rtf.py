"""Rich text made ready for pandoc, which knows one code page only: bytes of others become numbered characters."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from afgpub.exceptions import SourceError
from afgpub.readers.pandoc.media import data_url
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.source import Source

_PAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_ARABIC = re.compile(rb"\\fcharset(?:178|179|180)\b")
_BYTES = re.compile(rb"((?:\\'[0-9A-Fa-f]{2})+)")
_PICTURE = re.compile(rb"\\(pngblip|jpegblip)\b")
_SUBSTITUTE = re.compile(rb"\\u(-?\d{1,5}) ?\?")
_GROUP = re.compile(rb"\{[^{}]*\}")
_WORD = re.compile(rb"\\[a-z]+-?\d* ?")
_NEAR = 200  # characters in which what stands before the digits begins
_KINDS = {b"pngblip": "png", b"jpegblip": "jpg"}
_LATIN = (b"1252", b"0")


def prepare_rtf(source: Source) -> Prepared:
    """Make rich text (RTF 1.9.1) ready. Raises SourceError (source-empty, archive-invalid)."""
    data = source.data
    if not data.strip():
        raise SourceError.coded("source-empty", name=source.name)
    if not data.lstrip().startswith(b"{\\rtf"):
        raise SourceError.coded("archive-invalid", name=source.name, reason="it does not begin with {\\rtf")
    match = _PAGE.search(data)
    page = match[1] if match else b"1252"
    if page in _LATIN and _ARABIC.search(data):
        page = b"1256"
    if page not in _LATIN:
        data = _BYTES.sub(lambda found: _numbered(found[1], page.decode()), data)
        data = _PAGE.sub(rb"\\ansicpg1252", data)
    if rb"\uc0" not in data:
        # After a question mark in plain writing pandoc loses a space.
        data = _SUBSTITUTE.sub(rb"\\u\1\\'3f", data)
    # pandoc passes over a note that is marked as one a program need not know, as its own writer marks them.
    data = data.replace(rb"{\*\footnote\chftn\~\plain", rb"{\footnote ")
    pictures = dict(_pictures(data))

    def picture(target: str) -> str | None:
        return pictures.get(target.partition(".")[0])

    return Prepared(data=data, reader="rtf", unit="paragraph", is_counting=True, picture=picture)


def _pictures(data: bytes) -> Iterator[tuple[str, str]]:
    """The pictures written in hexadecimal digits, by the SHA-1 of their bytes, as pandoc names them."""
    place = 0
    while match := _PICTURE.search(data, place):
        end = place = match.end()
        while (place := data.find(b"}", end)) > (inner := data.find(b"{", end, end + _NEAR)) >= 0:
            group = _GROUP.match(data, inner)
            end = group.end() if group else place + 1
        if place < 0:
            return
        digits = b"".join(_WORD.sub(b"", _GROUP.sub(b"", data[match.end() : place])).split())
        try:
            content = bytes.fromhex(digits.decode("ascii", "replace"))
        except ValueError:
            continue
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        yield digest, data_url(f"{digest}.{_KINDS[match[1]]}", content)


def _numbered(escapes: bytes, page: str) -> bytes:
    r"""Escaped bytes as `\uN`, each followed by a question mark for programs that know no Unicode."""
    raw = bytes.fromhex(escapes.replace(b"\\'", b"").decode())
    try:
        text = raw.decode(f"cp{page}", "replace")
    except LookupError:
        return escapes
    units = text.encode("utf-16-le")
    numbers = (int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2))
    return b"".join(b"\\u%d\\'3f" % number for number in numbers)
