"""Fonts of a PDF as a reader of text needs them: the string of each code, and how far it moves the pen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from struct import Struct
from typing import Any

from afgpub.frozen import dataclass, field

UNKNOWN = "\ufffd"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end(?:bfchar|bfrange)", re.S)
_TOKEN = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[)|(\])")
_TWO_BYTES = Struct(">H").iter_unpack
_LARGEST_RANGE = 0xFFFF
_MOST_STRINGS = 4 * 0x10000  # of one font, which has 0x10000 codes; a map of endless ranges is read no further


@dataclass(frozen=True, slots=True)
class Font:
    """`strings` by code, from ToUnicode (ISO 32000-1, 9.10.3); widths in thousandths of the font size.

    `name` is that of the face, without the tag of a subset.
    """

    strings: dict[int, str]
    widths: dict[int, float]
    default_width: float
    code_length: int
    name: str = ""
    _known: dict[int, tuple[int, str, float]] = field(default_factory=dict, init=False, compare=False)
    _pieces: dict[bytes, tuple[str, float, float] | None] = field(default_factory=dict, init=False, compare=False)

    def codes(self, shown: bytes) -> list[tuple[int, str, float]]:
        """Each code of a shown string, with its text and width."""
        codes = shown if self.code_length == 1 else [code for (code,) in _TWO_BYTES(shown[: len(shown) & ~1])]
        known = self._known
        return [known.get(code) or self._met(code) for code in codes]

    def piece(self, shown: bytes) -> tuple[str, float, float] | None:
        """What a string says, its width and that of its last code; None where a code moves the pen back.

        Words recur, so that what was read of a string is kept; a font lives as long as its PDF is read.
        """
        if shown in self._pieces:
            return self._pieces[shown]
        codes = self.codes(shown)
        widths = [width for _, _, width in codes]
        found = None
        if not widths or min(widths) >= 0:
            found = "".join([text for _, text, _ in codes]), sum(widths), widths[-1] if widths else 0.0
        if len(self._pieces) < _MOST_STRINGS:
            self._pieces[shown] = found
        return found

    def _met(self, code: int) -> tuple[int, str, float]:
        """What is known of a code from now on."""
        found = self._known[code] = code, self.text(code), self.widths.get(code, self.default_width)
        return found

    def text(self, code: int) -> str:
        """The string of a code; a font without the map is read as Latin text where it has codes of one byte."""
        found = self.strings.get(code)
        if found is None:
            return UNKNOWN if self.strings or self.code_length > 1 else chr(code)
        return found


def read_font(font: Any) -> Font:
    """Read a font dictionary (a pikepdf.Dictionary)."""
    name = str(font.get("/BaseFont", ""))[1:].rpartition("+")[2]
    stream = font.get("/ToUnicode")
    readable = stream is not None and hasattr(stream, "read_bytes")
    strings = dict(islice(_strings(stream.read_bytes()), _MOST_STRINGS)) if readable else {}
    if str(font.get("/Subtype")) != "/Type0":
        first = int(font.get("/FirstChar", 0))
        widths = {first + number: float(width) for number, width in enumerate(font.get("/Widths", []))}
        return Font(strings, widths, 0.0, 1, name)
    descendant = font["/DescendantFonts"][0]
    widths = dict(islice(_composite_widths(descendant.get("/W", [])), _MOST_STRINGS))
    return Font(strings, widths, float(descendant.get("/DW", 1000)), 2, name)


def _strings(cmap: bytes) -> Iterator[tuple[int, str]]:
    for kind, body in _SECTION.findall(cmap):
        tokens = list(_tokens(body))
        if kind == b"bfchar":
            yield from ((_number(code), _text(text)) for code, text in zip(tokens[::2], tokens[1::2], strict=False))
            continue
        place = 0
        while place + 2 < len(tokens):
            first, last = _number(tokens[place]), _number(tokens[place + 1])
            count = min(max(last - first, 0), _LARGEST_RANGE) + 1
            if tokens[place + 2] == b"[":
                end = tokens.index(b"]", place) if b"]" in tokens[place:] else len(tokens)
                yield from ((first + n, _text(text)) for n, text in enumerate(tokens[place + 3 : end][:count]))
                place = end + 1
                continue
            text = _text(tokens[place + 2])
            for number in range(count if text else 0):
                yield first + number, text[:-1] + chr(min(ord(text[-1]) + number, 0x10FFFF))
            place += 3


def _tokens(body: bytes) -> Iterator[bytes]:
    for found in _TOKEN.finditer(body):
        yield b"<" + found[1] if found[1] is not None else found[0]


def _bytes(token: bytes) -> bytes:
    digits = re.sub(rb"[<\s]", b"", token)
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _number(token: bytes) -> int:
    return int.from_bytes(_bytes(token), "big")


def _text(token: bytes) -> str:
    return _bytes(token).decode("utf-16-be", "replace")


def _composite_widths(entries: Any) -> Iterator[tuple[int, float]]:
    """The W array: `first [w w w]` or `first last w` (ISO 32000-1, 9.7.4.3)."""
    entries = list(entries)
    place = 0
    while place + 1 < len(entries):
        first, second = int(entries[place]), entries[place + 1]
        if hasattr(second, "__iter__"):
            yield from ((first + number, float(width)) for number, width in enumerate(second))
            place += 2
        else:
            if place + 2 < len(entries):
                width = float(entries[place + 2])
                yield from ((code, width) for code in range(first, min(int(second), first + _LARGEST_RANGE) + 1))
            place += 3
