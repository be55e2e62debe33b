"""Which encoding bytes are in, and text that was read in a wrong one and saved again.

UTF-8 first; then UTF-16 and UTF-32 by their mark or their look; then, for the lines that are not UTF-8, the one old
encoding of the three that makes words of them. What makes no words is an error of `Source`, with its line.
"""

from __future__ import annotations

import codecs
import re

from afgpub.frozen import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_OLD = ("windows-1252", "windows-1256", "mac_farsi")
_COMMON = frozenset("اینردمهوتبلسشکيكیةپچگىځئآأفقعحجخصطغظضثذزژء،؛؟")
_FREQUENT = frozenset("اینردموهتبليكیک")
_WORD = re.compile(r"[^\W_]+")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_CESU = re.compile(rb"\xed([\xa0-\xaf])([\x80-\xbf])\xed([\xb0-\xbf])([\x80-\xbf])")
_DAMAGE = re.compile(
    rb"[\xc0\xc1][\x80-\xbf]|\xe0[\x80-\x9f][\x80-\xbf]|\xf0[\x80-\x8f][\x80-\xbf]{2}|\xed[\xa0-\xbf][\x80-\xbf]"
)
_CUT = re.compile(rb"(?:[\xc2-\xdf]|[\xe0-\xef][\x80-\xbf]?|[\xf0-\xf4][\x80-\xbf]{0,2})\Z")
_PAIR = re.compile(rb"[\xc3-\xdf][\x80-\xbf]")
_LATIN = re.compile("[A-Za-z][\u00c0-\u017f]|[\u00c0-\u017f][A-Za-z]|[‘’“”–—…•«»°€\xa0]")
_NONSENSE = re.compile("[A-Za-z][\u0620-\u06ff]|[\u0620-\u06ff][A-Za-z]|[\x80-\x9f\ufffd]")
_REPLACEMENT = "\ufffd".encode()
_ENOUGH = 0.35
_SAMPLE = 100_000
_MOST_NULS = 16


class UndecodableError(ValueError):
    """The byte at `start` makes no sense in any known encoding."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start


@dataclass(frozen=True, slots=True)
class Guess:
    """What was not plain UTF-8: the encoding or damage, the first line that has it, and how many lines do."""

    code: str
    what: str
    line: int
    lines: int


def marked_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte order mark at the beginning, and the encoding that it tells; nothing and UTF-8 if there is none."""
    return next((mark for mark in _MARKS if data.startswith(mark[0])), (b"", "utf-8"))


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: zero bytes where that encoding has them, and letters if it is read so."""
    sample = data[:4096]
    if len(data) % 2 or (b"\0" not in sample and _is_utf8(data)):
        return None
    for encoding in _WIDE:
        if len(data) % (4 if encoding.startswith("utf-32") else 2):
            continue
        try:
            text = sample[: len(sample) // 4 * 4].decode(encoding)
        except UnicodeDecodeError:
            continue
        known = sum(c in "\n\r\t" or " " <= c < "\u07ff" or "\u2000" <= c < "\u2070" for c in text)
        spaced = sum(c.isspace() for c in text) * 40 >= len(text) or len(text) < 40
        if text and known >= len(text) * 0.98 and spaced:
            return encoding
    return None


def decode_lines(data: bytes) -> tuple[str, tuple[Guess, ...]]:
    """Text of bytes that may be UTF-8, an old encoding, or lines of both. Raises UndecodableError.

    An overlong form, a surrogate or a character that the end of the file cuts off becomes U+FFFD; a pair of
    surrogates (CESU-8) the character that it stands for.
    """
    try:
        return data.decode(), ()
    except UnicodeDecodeError:
        pass
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    texts: dict[int, str] = {}
    damaged: list[int] = []
    for number, line in enumerate(lines):
        if _is_utf8(line):
            continue
        mended = _mended(line, last=number == len(lines) - 1)
        if _is_utf8(mended):
            texts[number] = mended.decode()
            damaged.append(number)
    other = [n for n, line in enumerate(lines) if n not in texts and not _is_utf8(line)]
    guesses = [Guess("encoding-damaged", "UTF-8", damaged[0] + 1, len(damaged))] if damaged else []
    if other:
        encoding = _old_encoding([lines[n] for n in other])
        if encoding is None:
            raise UndecodableError(_first_bad(data))
        texts |= {n: lines[n].decode(encoding, "replace") for n in other}
        guesses.append(Guess("encoding-guessed", encoding, other[0] + 1, len(other)))
    text = "\n".join(texts[n] if n in texts else line.decode() for n, line in enumerate(lines))
    return text, tuple(sorted(guesses, key=lambda guess: guess.line))


def has_stray_nuls(text: str) -> bool:
    """Whether the NULs in `text` are few enough to be dirt in it, not a sign that it is no text at all."""
    return text.count("\0") * _MOST_NULS < len(text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _mended(line: bytes, *, last: bool) -> bytes:
    line = _DAMAGE.sub(_REPLACEMENT, _CESU.sub(_joined, line))
    return _CUT.sub(_REPLACEMENT, line) if last else line


def _joined(found: re.Match[bytes]) -> bytes:
    pair = found[0].decode("utf-8", "surrogatepass")
    return pair.encode("utf-16-le", "surrogatepass").decode("utf-16-le").encode()


def _first_bad(data: bytes) -> int:
    try:
        data.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _old_encoding(lines: list[bytes]) -> str | None:
    """The old encoding in which these lines make words, every one of them; None if there is none."""
    if any(_is_mostly_utf8(line) for line in lines):
        return None
    sample = b"\n".join(lines)[:_SAMPLE]
    scores = {encoding: _score(sample.decode(encoding, "replace")) for encoding in _OLD}
    best = max(_OLD, key=lambda encoding: scores[encoding])
    if scores[best] < _ENOUGH:
        return None
    texts = (line.decode(best, "replace") for line in lines)
    if best == "windows-1252":
        return best if all(_LATIN.search(text) for text in texts) else None
    return best if not any(_NONSENSE.search(text) for text in texts) else None


def _is_mostly_utf8(line: bytes) -> bool:
    high = sum(map(len, _HIGH_BYTES.findall(line)))
    return len(_PAIR.findall(line)) * 4 > high


def _score(text: str) -> float:
    """From -2 to 1: how far the letters above ASCII make words of one script, of the letters that are common."""
    total = points = 0.0
    for found in _WORD.finditer(text):
        word = found[0]
        high = [c for c in word if c > "\x7f"]
        if not high:
            continue
        total += len(high)
        arabic = sum("\u0600" <= c <= "\u06ff" for c in high)
        if arabic == len(word):
            points += sum(1.0 if c in _FREQUENT else 0.6 if c in _COMMON else -0.2 for c in high) if arabic > 1 else 0.2
        elif arabic:
            points -= 2 * len(high)
        else:
            latin = any(c.isascii() and c.isalpha() for c in word)
            points += len(high) if latin and all(c.isalpha() for c in high) else 0
    for c in text:
        if "\x80" <= c <= "\x9f" or c == "\ufffd":
            total += 1
            points -= 2
        elif "\u064b" <= c <= "\u0652":
            total += 1
            points -= 0.5
        elif c in "’‘“”„–—…•«»":
            points += 0.05
    if not total:
        return 0.5 if points else -1.0
    return points / total
