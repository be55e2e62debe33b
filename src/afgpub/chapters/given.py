"""The text of a book as its caller gave it, which is made bytes only where bytes are wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from afgpub.frozen import dataclass
from afgpub.plugins import reader_for
from afgpub.source import MAX_BYTES, Source, open_source

_MOST_CHARACTERS = MAX_BYTES // 4  # which are never too many bytes


@dataclass(frozen=True, slots=True)
class Given:
    """A named text; `open` makes the source of it. `folder` is the only place from which its images may be read."""

    name: str
    text: str | bytes
    folder: Path | None
    open: Callable[[], Source]

    @classmethod
    def of_source(cls, source: Source) -> Given:
        """What is a source already."""
        return cls(source.name, source.data, source.folder, lambda: source)

    @property
    def reader(self) -> str:
        """The name of the reader for it."""
        return "markdown" if isinstance(self.text, str) else reader_for(self.open()).name

    @property
    def opening(self) -> bytes:
        """What stands before the first heading after an empty line."""
        if isinstance(self.text, str):
            return self.text[: self.text.find("\n\n#") + 1].encode("utf-8", "surrogatepass")
        return self.text[: self.text.find(b"\n\n#") + 1]


def take(source: Path | str | bytes) -> Given:
    """What `open_source` takes. Raises SourceError, as it does."""
    if isinstance(source, str) and len(source) <= _MOST_CHARACTERS:
        return Given("text", source, None, cache(lambda: open_source(source)))
    return Given.of_source(open_source(source))
