"""Where a text comes from: a file of this machine, bytes, or a string. Never a network."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from afgpub.document import Span
from afgpub.encodings import UndecodableError, decode_lines, has_stray_nuls, marked_encoding, wide_encoding
from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass
from afgpub.messages import Message, message
from afgpub.mojibake import mend_mojibake

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 1_000_000

_SIGNATURES = {
    b"%PDF-": "it is a PDF",
    b"PK\x03\x04": "it is a zip archive, as DOCX, ODT and EPUB are",
    b"\x89PNG": "it is a picture",
    b"\xff\xd8\xff": "it is a picture",
    b"\xd0\xcf\x11\xe0": "it is an old Office file",
    b"\x7fELF": "it is a program",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A named piece of input; `folder` is the only place from which its images may be read, None for nowhere."""

    name: str
    data: bytes
    folder: Path | None = None

    @property
    def suffix(self) -> str:
        """The ending of the name, in lower case, with its dot."""
        return Path(self.name).suffix.lower()

    def text(self) -> str:
        """The input as text with `\n` line ends: see `decode`."""
        return self.decode()[0]

    def decode(self) -> tuple[str, tuple[Message, ...]]:
        """The input as text with `\n` line ends, and a warning for each thing about its encoding that was guessed.

        UTF-8, or UTF-16 and UTF-32 with or without a byte order mark; lines of windows-1256, windows-1252 and MacFarsi,
        also among lines of UTF-8; UTF-8 that was read in one of the former and saved again. Raises SourceError
        (source-empty, source-binary, source-encoding, source-line-too-long).
        """
        if self.data.startswith(tuple(_SIGNATURES)):
            reason = next(reason for signature, reason in _SIGNATURES.items() if self.data.startswith(signature))
            raise SourceError.coded("source-binary", name=self.name, reason=reason)
        text, messages = self._decoded()
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        text, mended = mend_mojibake(text)
        for encoding, lines in mended.items():
            messages += (self._warning("encoding-mojibake", lines[0], encoding=encoding, lines=len(lines)),)
        if not text.isascii():
            text = text.replace("\x85", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
        if "\0" in text:
            if not has_stray_nuls(text):
                raise SourceError.coded("source-binary", name=self.name, reason="it has NUL characters")
            line = text.count("\n", 0, text.index("\0")) + 1
            messages += (self._warning("source-nul", line, count=text.count("\0")),)
            text = text.replace("\0", "\ufffd")
        if not text.strip():
            raise SourceError.coded("source-empty", name=self.name)
        self._check_lines(text)
        return text, messages

    def _warning(self, code: str, line: int, **details: object) -> Message:
        return message(code, Span(self.name, line, line), **details)

    def _decoded(self) -> tuple[str, tuple[Message, ...]]:
        mark, encoding = marked_encoding(self.data)
        data = self.data[len(mark) :]
        if not mark and b"\0" not in data[:4096]:
            with suppress(UnicodeDecodeError):
                return data.decode(), ()
        wide = None if mark else wide_encoding(data)
        if wide:
            said = self._warning("encoding-guessed", 1, encoding=wide.upper(), lines="all")
            return data.decode(wide, "replace").removeprefix("\ufeff"), (said,)
        try:
            if encoding != "utf-8":
                return data.decode(encoding), ()
            text, guesses = decode_lines(data)
        except (UnicodeDecodeError, UndecodableError) as error:
            if b"\0" in data[:8192] and encoding == "utf-8":
                raise SourceError.coded("source-binary", name=self.name, reason="it has NUL bytes") from None
            raise self._undecodable(data, error.start) from None
        return text, tuple(self._warning(g.code, g.line, encoding=g.what, lines=g.lines) for g in guesses)

    def _undecodable(self, data: bytes, place: int) -> Exception:
        line = data.count(b"\n", 0, place) + 1
        column = place - data.rfind(b"\n", 0, place)
        details = {"name": self.name, "byte": data[place], "column": column}
        return SourceError.coded("source-encoding", Span(self.name, line, line), **details)

    def _check_lines(self, text: str) -> None:
        if len(text) <= MAX_LINE:
            return
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > MAX_LINE:
                span = Span(self.name, number, number)
                raise SourceError.coded("source-line-too-long", span, size=len(line), limit=MAX_LINE)


def open_source(source: Path | str | bytes, name: str = "") -> Source:
    """Take a Path as a file, a str as the text itself and bytes as undecoded text; nothing is guessed.

    Raises SourceError (source-missing, source-folder, source-unreadable, source-too-large).
    """
    if isinstance(source, Path):
        return _open_file(source, name or str(source))
    data = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    if len(data) > MAX_BYTES:
        raise SourceError.coded("source-too-large", name=name or "text", size=len(data), limit=MAX_BYTES)
    return Source(name or "text", data)


def _open_file(path: Path, name: str) -> Source:
    try:
        if path.is_dir():
            raise SourceError.coded("source-folder", name=name)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SourceError.coded("source-too-large", name=name, size=size, limit=MAX_BYTES)
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise SourceError.coded("source-too-large", name=name, size=f"over {MAX_BYTES}", limit=MAX_BYTES)
        return Source(name, data, path.resolve().parent)
    except FileNotFoundError:
        raise SourceError.coded("source-missing", name=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise SourceError.coded("source-unreadable", name=name, reason=reason) from None
