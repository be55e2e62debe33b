"""UTF-8 that somebody read as windows-1252 or windows-1256 and saved again (Ø³Ù„Ø§Ù…, ط³ظ„ط§ظ…), read back.

A line is mended only if nearly all of its letters above ASCII make UTF-8 sequences again, and those make letters.
"""

from __future__ import annotations

import re
from functools import cache

_ENCODINGS = ("windows-1252", "windows-1256")
_PAIR = "[\x80-\xbf]"
_SEQUENCE = re.compile(f"[\xc2-\xdf]{_PAIR}|[\xe0-\xef]{_PAIR}{{2}}|[\xf0-\xf4]{_PAIR}{{3}}")
_HIGH = re.compile("[^\x00-\x7f]")
_SENSE = re.compile(
    "[\xa0-\u024f\u0600-\u06ff\u2000-\u206f\u20a0-\u20bf\ufb50-\ufdff\ufe70-\ufefc\U0001f300-\U0001faff]"
)
# Leading bytes of Arabic and Latin letters and of general punctuation; one must be there, or there is nothing to do.
_SIGNS = {"windows-1252": "ØÙÚÛÃÂâ", "windows-1256": "طظعغأآâ"}
_TRAILING = bytes(range(0x80, 0xC0))
_COVERED = 0.9
_LEAST = {"windows-1252": 2, "windows-1256": 4}


def mend_mojibake(text: str) -> tuple[str, dict[str, list[int]]]:
    """`text` with its damaged lines read back, and the numbers of those lines, from 1, by the wrong encoding."""
    if text.isascii():
        return text, {}
    mended: dict[str, list[int]] = {}
    for encoding in _ENCODINGS:
        if not _has_sign(text, encoding):
            continue
        lines = text.split("\n")
        found = {number: back for number, line in enumerate(lines) if (back := _read_back(line, encoding)) is not None}
        if sum(count for _, count in found.values()) < _LEAST[encoding]:
            continue
        for number, (line, _) in found.items():
            lines[number] = line
        text = "\n".join(lines)
        mended[encoding] = [number + 1 for number in found]
    return text, mended


def has_mojibake(text: str) -> bool:
    """Whether a line of `text` can be read back, be it too little for `mend_mojibake` to do so."""
    return any(
        any(_read_back(line, encoding) for line in text.split("\n"))
        for encoding in _ENCODINGS
        if _has_sign(text, encoding)
    )


def _has_sign(text: str, encoding: str) -> bool:
    return any(map(text.__contains__, _SIGNS[encoding]))


def _can_be_covered(line: str, encoding: str) -> bool:
    """Whether there are trailing bytes enough: of a sequence at least half is such."""
    known = line.encode(encoding, "ignore")
    trailing = len(line) - len(known.translate(None, _TRAILING))  # or unknown, which is more than enough
    high = len(line) - len(line.encode("ascii", "ignore"))
    return 2 * trailing >= high * _COVERED


def _read_back(line: str, encoding: str) -> tuple[str, int] | None:
    """The line with its sequences read as UTF-8, and their number; None if they are not what the line is made of."""
    if line.isascii() or not _has_sign(line, encoding) or not _can_be_covered(line, encoding):
        return None
    bytes_ = line.translate(_table(encoding))
    sequences = _SEQUENCE.findall(bytes_)
    high = len(_HIGH.findall(bytes_))
    if not sequences or sum(map(len, sequences)) < high * _COVERED:
        return None
    back, missed = _SEQUENCE.subn(_letter, bytes_)
    sensible = len(_SENSE.findall("".join(_letter_of(sequence) for sequence in sequences)))
    if sensible < len(sequences) * _COVERED:
        return None
    return back, missed


def _letter(found: re.Match[str]) -> str:
    return _letter_of(found[0])


def _letter_of(sequence: str) -> str:
    try:
        return sequence.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return sequence


@cache
def _table(encoding: str) -> dict[int, int]:
    """Characters of an encoding to the code points of their bytes; what a byte does not define stays a C1 control."""
    table: dict[int, int] = {}
    for byte in range(0x80, 0x100):
        try:
            table[ord(bytes([byte]).decode(encoding))] = byte
        except UnicodeDecodeError:
            table[byte] = byte
    return table
