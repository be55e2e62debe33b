"""Readers, renderers and themes, looked up by name among the installed entry points.

The built-ins come through the same door as anybody else's (see pyproject.toml):

    group               an entry point gives     built in
    afgpub.readers      a Reader                 markdown json
    afgpub.renderers    a Renderer               html epub pdf tree json
    afgpub.themes       a Path: a folder with    news
                        theme.toml and CSS

A plugin is loaded when it is asked for by name; being installed does not make it active.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from afgpub.document import Document
from afgpub.entry_points import EntryPoint, entry_points, forget_distributions
from afgpub.exceptions import AfgpubError, UnknownFormatError, UnknownThemeError
from afgpub.frozen import dataclass, field
from afgpub.messages import Message
from afgpub.options import Options
from afgpub.proof import Proof
from afgpub.source import Source

if TYPE_CHECKING:
    from afgpub.renderers.page_starts import PageStart

Messages = tuple[Message, ...]

LONGEST_NAME = 300  # of what may be the path of a file, in bytes
# The endings of our own readers, which need not be loaded to know them.
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "afgpub.readers.pandoc:DJOT": (".dj", ".djot"),
    "afgpub.readers.pandoc:DOCBOOK": (".docbook", ".dbk"),
    "afgpub.readers.pandoc:DOCX": (".docx", ".docm", ".dotx"),
    "afgpub.readers.pandoc:EPUB": (".epub",),
    "afgpub.readers.html:READER": (".html", ".htm", ".xhtml"),
    "afgpub.readers.pandoc:IPYNB": (".ipynb",),
    "afgpub.readers.pandoc:JATS": (".jats", ".nxml"),
    "afgpub.readers.json:READER": (".json",),
    "afgpub.readers.pandoc:LATEX": (".tex", ".latex"),
    "afgpub.readers.markdown:READER": (".md", ".markdown", ".mdown"),
    "afgpub.readers.pandoc:MEDIAWIKI": (".mediawiki", ".wiki"),
    "afgpub.readers.pandoc:ODT": (".odt", ".ott"),
    "afgpub.readers.pandoc:ORG": (".org",),
    "afgpub.readers.pdf:READER": (".pdf",),
    "afgpub.readers.pandoc:RST": (".rst",),
    "afgpub.readers.pandoc:RTF": (".rtf",),
    "afgpub.readers.text:READER": (".txt", ".text"),
    "afgpub.readers.pandoc:TYPST": (".typ",),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes a document of a source; `suffixes` are the endings of names that it is meant for (`.md`).

    With `apart` it works in a process of its own, with limits: for what is not text, or goes through a foreign engine.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], tuple[Document, Messages]]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a renderer made: the bytes, files that must stand beside them, the count of pages and the proof if any.

    `page_starts` say where printed pages begin in the text, for the page-list of an e-book.
    """

    output: bytes
    messages: Messages = ()
    assets: Mapping[str, bytes] = field(default_factory=dict)
    pages: int | None = None
    proof: Proof | None = None
    page_starts: tuple[PageStart, ...] = ()


@dataclass(frozen=True, slots=True)
class Renderer:
    """Makes bytes of a document; `folder` is where the source's images are, None for nowhere.

    One that `opens_pictures`, and does not only hand them on, renders a document that has any in a worker process.
    """

    name: str
    suffix: str
    media_type: str
    options: type[Options]
    render: Callable[[Document, Any, Path | None], Rendering]
    opens_pictures: bool = False


@cache
def _found(group: str) -> dict[str, EntryPoint]:
    return {point.name: point for point in sorted(entry_points(group), key=lambda p: (p.name, p.value))}


@cache
def _loaded(group: str, name: str) -> Any:
    point = _found(group)[name]
    try:
        return point.load()
    except Exception as error:  # whatever a plugin does at import, the others must go on
        raise AfgpubError.coded("plugin-broken", name=point.value, reason=error) from error


def forget() -> None:
    """Look for plugins anew when one is next asked for: what can be imported has changed."""
    forget_distributions()
    _found.cache_clear()
    _loaded.cache_clear()


def reader_names() -> tuple[str, ...]:
    """The readers that are installed."""
    return tuple(_found("afgpub.readers"))


def renderer_names() -> tuple[str, ...]:
    """The output formats that are installed."""
    return tuple(_found("afgpub.renderers"))


def theme_names() -> tuple[str, ...]:
    """The themes that are installed."""
    return tuple(_found("afgpub.themes"))


def get_reader(name: str) -> Reader:
    """The reader of that name. Raises UnknownFormatError (reader-unknown)."""
    if name not in _found("afgpub.readers"):
        raise UnknownFormatError.coded("reader-unknown", name=name, known=", ".join(reader_names()))
    reader: Reader = _loaded("afgpub.readers", name)
    return reader


def reader_for(source: Source) -> Reader:
    """The reader for the ending of the source's name; a text without a name is Markdown."""
    if not source.suffix:
        return get_reader("markdown")
    name = _reader_of(source.suffix)
    if name is None:
        raise UnknownFormatError.coded("reader-unknown", name=source.suffix, known=", ".join(reader_names()))
    return get_reader(name)


def is_source_name(text: str) -> bool:
    """Whether a text is one line that ends as the names of files do that can be read, and no address of the web."""
    if len(text) > LONGEST_NAME or "://" in text or "\n" in (text := text.strip()):
        return False
    suffix = Path(text).suffix.lower()
    return bool(suffix) and _reader_of(suffix) is not None


def _reader_of(suffix: str) -> str | None:
    for name, point in _found("afgpub.readers").items():
        own = _SUFFIXES.get(point.value)
        if suffix in (get_reader(name).suffixes if own is None else own):
            return name
    return None


def get_renderer(name: str) -> Renderer:
    """The renderer of that format. Raises UnknownFormatError (format-unknown)."""
    if name not in _found("afgpub.renderers"):
        raise UnknownFormatError.coded("format-unknown", name=name, known=", ".join(renderer_names()))
    renderer: Renderer = _loaded("afgpub.renderers", name)
    return renderer


def installed_renderers() -> tuple[Renderer, ...]:
    """Every renderer that loads; a broken one is told of when it is asked for by name."""
    found = []
    for name in renderer_names():
        try:
            found.append(get_renderer(name))
        except AfgpubError:
            continue
    return tuple(found)


def is_folder_name(name: str) -> bool:
    """Whether a theme's name is the path of a folder: it has a separator in it, or is `.` or `..`."""
    return "/" in name or "\\" in name or name in (".", "..")


def get_theme_folder(name: str) -> Path:
    """The folder of the theme of that name, or the one that `name` is the path of (`./mine`).

    Raises UnknownThemeError (theme-unknown).
    """
    if is_folder_name(name):
        folder = Path(name).resolve()
        if not (folder / "theme.toml").is_file():
            raise UnknownThemeError.coded("theme-unknown", name=name, known="a folder with a theme.toml in it")
        return folder
    if name not in _found("afgpub.themes"):
        raise UnknownThemeError.coded("theme-unknown", name=name, known=", ".join(theme_names()))
    installed: Path = _loaded("afgpub.themes", name)
    return installed
