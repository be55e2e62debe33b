"""The way of a text: read, normalise, name its languages, direct, render.

Each stage can be called alone; none prints or logs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic

from afgpub.direction import direct
from afgpub.document import Document, Image
from afgpub.exceptions import StrictError
from afgpub.frozen import dataclass, field
from afgpub.language.looks import Looks
from afgpub.language.naming import name_languages
from afgpub.limits import Limits
from afgpub.messages import Message, Severity, message
from afgpub.normaliser import normalise
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options, resolve_options
from afgpub.plugins import Messages, Rendering, get_renderer
from afgpub.proof import Proof
from afgpub.source import Source, open_source
from afgpub.walk import walk
from afgpub.worker.confining import is_apart
from afgpub.worker.reading import read_source

PICTURE_LIMITS = Limits(600, 2048)  # for a book with pictures, where the caller has none


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
    and a text without a name is Markdown. What is not text, or goes through a foreign engine, is read in a process of
    its own with the default `Limits`. Raises SourceError, UnknownFormatError or WorkerError.
    """
    return read_source(open_source(source, name), reader)


def render(
    document: Document,
    *,
    to: str,
    options: Options | Mapping[str, object] | None = None,
    folder: Path | None = None,
    limits: Limits | None = None,
) -> Rendering:
    """Render a tree as `to`, one of `afgpub formats`; with `limits` in a process of its own.

    `folder` is the only folder from which images are read. Raises UnknownFormatError, UnknownThemeError, OptionError,
    RenderError or WorkerError, and TypeError for an option that the format does not have.
    """
    return _rendered(document, to, resolve_options(get_renderer(to).options, options), folder, limits)


def _rendered(
    document: Document, to: str, options: Options, folder: Path | None, limits: Limits | None, taken: float = 0.0
) -> Rendering:
    """`render` when `taken` seconds of the limits are gone. Pictures are foreign bytes: what opens them works apart."""
    renderer = get_renderer(to)
    if limits is None and renderer.opens_pictures and any(isinstance(node, Image) for node in walk(document.root)):
        limits = PICTURE_LIMITS
    if limits is None or is_apart():
        return renderer.render(document, options, folder)
    from afgpub.worker.client import render_in_worker

    return render_in_worker(document, to, options, folder, limits, taken)


def prepare(
    source: Path | str | bytes,
    *,
    reader: str | None = None,
    name: str = "",
    normaliser: NormaliserOptions | Mapping[str, object] | None = None,
    limits: Limits | None = None,
) -> tuple[Document, Messages]:
    """All stages before rendering: read, normalise, name languages, direct. One tree serves any number of formats.

    With `limits` all of them work in a process of its own. Raises what `read` does.
    """
    options = resolve_options(NormaliserOptions, normaliser)
    return prepare_source(open_source(source, name), reader, options, limits)


def prepare_source(
    source: Source, reader: str | None, options: NormaliserOptions, limits: Limits | None = None
) -> tuple[Document, Messages]:
    """`prepare` for a source that is open."""
    if limits is not None and not is_apart():
        from afgpub.worker.client import prepare_in_worker

        return prepare_in_worker(source, reader, options, limits)
    document, messages = read_source(source, reader)
    looks = Looks()
    document, repairs = normalise(document, options, looks)
    document = direct(name_languages(document, looks=looks), heading_numbers=options.heading_numbers, looks=looks)
    return document, messages + repairs


def convert(
    source: Path | str | bytes,
    *,
    to: str,
    reader: str | None = None,
    options: Options | Mapping[str, object] | None = None,
    normaliser: NormaliserOptions | Mapping[str, object] | None = None,
    strict: bool = False,
    limits: Limits | None = None,
    allow_network: Sequence[str] = (),
) -> Result:
    """Turn a source into one output format.

    `to` is `html`, `epub`, `pdf`, `tree`, `json` or an installed plugin's format; `options` an object of that
    format's options class, or a mapping of their names; `normaliser` says which repairs are wanted. With `strict`, a
    warning or an error among the messages raises StrictError. With `limits` the whole work is done in a process of its
    own that is stopped when it takes more; the Result is the same. Nothing is read but the source and the images in
    its folder. No network is used, but for pictures from the hosts in `allow_network` (`name` or `name:port`).

    Raises SourceError, UnknownFormatError, UnknownThemeError, OptionError, RenderError, WorkerError or StrictError, all
    of them AfgpubError, and TypeError for an option that does not exist.
    """
    chosen = resolve_options(get_renderer(to).options, options)
    opened = open_source(source)
    started = monotonic()
    repairs = resolve_options(NormaliserOptions, normaliser)
    document, messages = prepare_source(opened, reader, repairs, limits)
    taken = monotonic() - started
    if allow_network:
        from afgpub.network.pictures import fetch_pictures

        document, said = fetch_pictures(document, allow_network)
        messages += said
    rendering = _rendered(document, to, chosen, opened.folder, limits, taken)
    messages += rendering.messages
    if strict:
        refuse_warnings(messages)
    return Result(rendering.output, document, messages, rendering.assets, rendering.pages, rendering.proof)


def refuse_warnings(messages: tuple[Message, ...]) -> None:
    """Raise StrictError if any of the messages is a warning or an error."""
    count = sum(m.severity >= Severity.WARNING for m in messages)
    if count:
        raise StrictError(message("strict", count=count), messages)
