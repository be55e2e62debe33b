"""How much of a foreign PDF is looked at: a file is judged in bounded time and memory, or says that it was not."""

from __future__ import annotations

import zlib
from typing import Any

MAX_BYTES = 512 * 1024 * 1024  # of the file
MAX_PAGES = 5000
MAX_CONTENT = 16 * 1024 * 1024  # bytes of one content stream, decoded
MAX_OPERATORS = 5_000_000  # in all pages
MAX_PIXELS = 89_000_000  # where Pillow begins to warn of bombs
MAX_DEPTH = 12  # of forms in forms
MAX_MEMORY = 256 * 1024 * 1024  # bytes that one stream may decode to inside qpdf
MAX_LZW = 64 * 1024  # bytes of LZW, which may grow a thousandfold


class TooMuchError(Exception):
    """The limit that was met, in words."""


def check_size(stream: Any, limit: int) -> int:
    """The bytes of a stream, decoded. Raises TooMuchError for over `limit` of them; nothing larger is ever held.

    What is compressed by a filter for pictures counts as it is.
    """
    from pikepdf import Array

    filters = stream.get("/Filter", "")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    data = bytes(stream.read_raw_bytes())
    for name in names:
        if name in ("/FlateDecode", "/Fl"):
            try:
                data = zlib.decompressobj().decompress(data, limit + 1)
            except zlib.error:
                return len(data)  # qpdf will take what it can
        elif name in ("/LZWDecode", "/LZW") and len(data) > MAX_LZW:
            raise TooMuchError(f"a stream of {len(data)} bytes in LZW")
        if len(data) > limit:
            raise TooMuchError(f"a stream of over {limit} bytes")
    return len(data)


class Budget:
    """How many operators may still be looked at."""

    def __init__(self, operators: int = MAX_OPERATORS) -> None:
        self._left = operators

    def spend(self, count: int) -> None:
        """Raise TooMuchError when all is spent."""
        self._left -= count
        if self._left < 0:
            raise TooMuchError(f"over {MAX_OPERATORS} operators")


def bound_memory() -> None:
    """Let qpdf decode no stream to over 256 MiB, in this whole process: for a program of our own, not for a library.

    Object streams are decoded before anything can be judged; an older pikepdf knows no such limit.
    """
    from pikepdf import settings

    limit = getattr(settings, "set_qpdf_limits", None)
    if limit is not None:
        limit(
            flate_max_memory=MAX_MEMORY,
            run_length_max_memory=MAX_MEMORY,
            png_max_memory=MAX_MEMORY,
            tiff_max_memory=MAX_MEMORY,
        )
