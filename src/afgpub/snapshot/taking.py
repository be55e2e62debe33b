"""A snapshot: a source is made into its formats as anybody would make it, and each layer is read off the outputs."""

from __future__ import annotations

from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from afgpub.conversion import read
from afgpub.direction import direct
from afgpub.document import Document
from afgpub.exceptions import UsageError
from afgpub.frozen import dataclass, field, fields
from afgpub.language.naming import name_languages
from afgpub.metadata import Metadata
from afgpub.moment import publication_time
from afgpub.normaliser import normalise
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import Options, resolve_options
from afgpub.plugins import Messages, Rendering, get_renderer
from afgpub.renderers.tree import render_text
from afgpub.snapshot.layers import layers_for
from afgpub.snapshot.paths import usable_paths
from afgpub.snapshot.settings import Record, Settings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The layers of a publication as texts by name, the record of how they were made, and the pages that were drawn.

    `pixels` are PNG files of the pages by number, where they are kept.
    """

    record: Record
    layers: Mapping[str, str]
    pixels: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Publication:
    """What the layers are read off: the tree, what was said, and the outputs by format.

    `undirected` is the tree before the direction compiler had it, so that the work of the two can be told apart.
    """

    undirected: Document
    document: Document
    messages: Messages
    outputs: Mapping[str, Rendering]


def make_publication(source: Path, settings: Settings) -> Publication:
    """Convert a source as `settings` say; page numbers of the PDF go into the e-book, as on the command line.

    Raises what `afgpub.convert` raises, and UsageError (output-unnamed, option-unknown).
    """
    from afgpub.renderers.page_starts import printed_first, with_page_starts

    if not settings.to:
        raise UsageError.coded("output-unnamed", example="to which formats")
    repairs = resolve_options(NormaliserOptions, settings.normaliser)
    document, messages = read(source, reader=settings.reader or None)
    document, repaired = normalise(document, repairs)
    undirected = name_languages(document)
    document = direct(undirected, heading_numbers=repairs.heading_numbers)
    options = _options(settings, source.parent)
    outputs: dict[str, Rendering] = {}
    starts: Any = ()
    for name in printed_first(settings.to, options):
        chosen = with_page_starts(options[name], starts)
        outputs[name] = get_renderer(name).render(document, chosen, source.resolve().parent)
        starts = outputs[name].page_starts or starts
    said = (*messages, *repaired, *(found for name in settings.to for found in outputs[name].messages))
    return Publication(undirected, document, tuple(dict.fromkeys(said)), outputs)


def take_snapshot(made: Publication, settings: Settings, folder: Path) -> Snapshot:
    """Read the layers of a publication; `folder` is where its source lies, which no layer names."""
    from afgpub.snapshot.inputs import environment_of, pictures_of

    layers = layers_for(settings.to, settings.layers)
    found: dict[str, str] = {}
    for format in dict.fromkeys(layer.format for layer in layers):
        found |= _read_format(format, {layer.name for layer in layers if layer.format == format}, made, folder)
    themes = [str(theme) for options in _options(settings, folder).values() if (theme := getattr(options, "theme", ""))]
    inputs = environment_of(settings.to, themes, settings.options, folder) | pictures_of(made.document, folder)
    record = Record(settings, inputs)
    return Snapshot(record, {layer.name: _storable(found[layer.name]) for layer in layers})


def _storable(text: str) -> str:
    """The text as it comes back from a file, whatever Git has done to the ends of its lines."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\r", "\\r")


def draw_pixels(made: Publication, only: Container[int] | None = None) -> dict[int, bytes]:
    """The pages of the PDF, all or `only` these, as PNG files by number; none where there is no PDF."""
    if "pdf" not in made.outputs:
        return {}
    from afgpub.snapshot.pictures import as_png, draw_pages

    return {number: as_png(page) for number, page in draw_pages(made.outputs["pdf"].output, only)}


def _options(settings: Settings, folder: Path) -> dict[str, Options]:
    """The options of each format for a source in `folder`; those that no format has are an error."""
    given = usable_paths(settings.options, folder)
    found: dict[str, Options] = {}
    used: set[str] = set()
    for name in settings.to:
        kind = get_renderer(name).options
        known = {item.name for item in fields(kind)} & set(given)
        found[name] = kind(**{option: given[option] for option in known})
        used |= known
    for option in settings.options:
        if option not in used:
            raise UsageError.coded("option-unknown", option=option, formats=", ".join(settings.to))
    return found


def _read_format(format: str, names: set[str], made: Publication, folder: Path) -> dict[str, str]:
    meta = made.document.root.meta or Metadata()
    match format:
        case "":
            return _of_tree(names, made, folder)
        case "html":
            from afgpub.snapshot.web_page import html_layer, style_layer

            rendering = made.outputs[format]
            page = {"html": html_layer(rendering.output, rendering.assets)} if "html" in names else {}
            return page | ({"style": style_layer(rendering.output, rendering.assets)} if "style" in names else {})
        case "pdf":
            from afgpub.snapshot.pdf_layers import pdf_layers

            return pdf_layers(made.outputs[format].output, names, publication_time(meta))
        case _:
            from afgpub.snapshot.archives import archive_layer

            data = made.outputs[format].output
            is_archive = data.startswith(b"PK\3\4")
            text = archive_layer(data, publication_time(meta)) if is_archive else data.decode("utf-8", "replace")
            return {format: text}


def _of_tree(names: set[str], made: Publication, folder: Path) -> dict[str, str]:
    from afgpub.snapshot.digests import without_data
    from afgpub.snapshot.directions import directions_layer

    found: dict[str, str] = {}
    if "tree" in names:
        found["tree"] = without_data(render_text(made.undirected, positions=False))
    if "directions" in names:
        found["directions"] = directions_layer(made.document)
    if "messages" in names:
        places = {f"{folder}/", f"{folder.resolve()}/"} - {"./"}
        said = "".join(f"{message}\n" for message in made.messages)
        for place in sorted(places, key=len, reverse=True):
            said = said.replace(place, "")
        found["messages"] = said
    return found
