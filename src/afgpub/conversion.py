"""The way of a text: read, normalise, name its languages, direct, render.

Each stage can be called alone; none prints or logs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from afgpub.direction import direct
from afgpub.document import Document
from afgpub.exceptions import StrictError
from afgpub.language.naming import name_languages
from afgpub.messages import Message, Severity, message
from afgpub.normaliser import normalise
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options, resolve_options
from afgpub.plugins import Messages, Rendering, get_reader, get_renderer, reader_for
from afgpub.proof import Proof
from afgpub.source import open_source


@dataclass(frozen=True, slots=True)
class Result:
    """What a conversion gives.

    `output` is the file, `document` the tree it was made from, `messages` what was found on the way. `assets` are
    files that must stand beside the output, by relative name (HTML with linked assets only); `pages` is the number
    of pages of a PDF.
    """

    output: bytes
    document: Document
    messages: Messages
    assets: Mapping[str, bytes] = field(default_factory=dict)
    pages: int | None = None
    proof: Proof | None = None


def read(source: Path | str | bytes, *, reader: str | None = None, name: str = "") -> tuple[Document, Messages]:
    """Read a source into a tree that says what stands there, unrepaired.

    A Path is a file, a str the text itself, bytes undecoded text. Without `reader` the ending of the name decides,
    and a text without a name is Markdown. Raises SourceError or UnknownFormatError.
    """
    opened = open_source(source, name)
    chosen = get_reader(reader) if reader else reader_for(opened)
    return chosen.read(opened)


def render(
    document: Document, *, to: str, options: Options | Mapping[str, object] | None = None, folder: Path | None = None
) -> Rendering:
    """Render a tree as `to`, one of `afgpub formats`.

    `folder` is the only folder from which images are read. Raises UnknownFormatError, UnknownThemeError, OptionError
    or RenderError, and TypeError for an option that the format does not have.
    """
    renderer = get_renderer(to)
    return renderer.render(document, resolve_options(renderer.options, options), folder)


def prepare(
    source: Path | str | bytes,
    *,
    reader: str | None = None,
    name: str = "",
    normaliser: NormaliserOptions | Mapping[str, object] | None = None,
) -> tuple[Document, Messages]:
    """All stages before rendering: read, normalise, name languages, direct. One tree serves any number of formats."""
    document, messages = read(source, reader=reader, name=name)
    options = resolve_options(NormaliserOptions, normaliser)
    document, repairs = normalise(document, options)
    document = direct(name_languages(document), heading_numbers=options.heading_numbers)
    return document, messages + repairs


def convert(
    source: Path | str | bytes,
    *,
    to: str,
    reader: str | None = None,
    options: Options | Mapping[str, object] | None = None,
    normaliser: NormaliserOptions | Mapping[str, object] | None = None,
    strict: bool = False,
) -> Result:
    """Turn a source into one output format.

    `to` is `html`, `epub`, `pdf`, `tree`, `json` or an installed plugin's format; `options` an object of that
    format's options class, or a mapping of their names; `normaliser` says which repairs are wanted. With `strict`, a
    warning or an error among the messages raises StrictError. Nothing is read but the source and the images in its
    folder; no network is used.

    Raises SourceError, UnknownFormatError, UnknownThemeError, OptionError, RenderError or StrictError, all of them
    AfgpubError, and TypeError for an option that does not exist.
    """
    get_renderer(to)
    document, messages = prepare(source, reader=reader, normaliser=normaliser)
    folder = source.resolve().parent if isinstance(source, Path) else None
    rendering = render(document, to=to, options=options, folder=folder)
    messages += rendering.messages
    if strict:
        refuse_warnings(messages)
    return Result(rendering.output, document, messages, rendering.assets, rendering.pages, rendering.proof)


def refuse_warnings(messages: tuple[Message, ...]) -> None:
    """Raise StrictError if any of the messages is a warning or an error."""
    count = sum(m.severity >= Severity.WARNING for m in messages)
    if count:
        raise StrictError(message("strict", count=count), messages)
