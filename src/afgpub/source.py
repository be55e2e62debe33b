"""Where a text comes from: a file of this machine, bytes, or a string. Never a network."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from afgpub.document import Span
from afgpub.exceptions import SourceError

MAX_BYTES = 64 * 1024 * 1024
MAX_LINE = 1_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
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
        """The input as text with `\\n` line ends.

        UTF-8, or UTF-16 and UTF-32 with a byte order mark. Raises SourceError (source-empty, source-binary,
        source-encoding, source-line-too-long).
        """
        for signature, reason in _SIGNATURES.items():
            if self.data.startswith(signature):
                raise SourceError.coded("source-binary", name=self.name, reason=reason)
        mark, encoding = next((m for m in _MARKS if self.data.startswith(m[0])), (b"", "utf-8"))
        text = self._decoded(self.data[len(mark) :], encoding)
        if "\0" in text:
            raise SourceError.coded("source-binary", name=self.name, reason="it has NUL characters")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if not text.strip():
            raise SourceError.coded("source-empty", name=self.name)
        self._check_lines(text)
        return text

    def _decoded(self, data: bytes, encoding: str) -> str:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            if b"\0" in data[:8192] and encoding == "utf-8":
                raise SourceError.coded("source-binary", name=self.name, reason="it has NUL bytes") from None
            line = data.count(b"\n", 0, error.start) + 1
            column = error.start - data.rfind(b"\n", 0, error.start)
            span = Span(self.name, line, line)
            details = {"name": self.name, "byte": data[error.start], "column": column}
            raise SourceError.coded("source-encoding", span, **details) from None

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
