"""The layers of a snapshot, in the order in which one causes the next: who changed first is who explains the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from afgpub.exceptions import UsageError
from afgpub.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """One view of a publication: its name, the file it is kept in, the format it needs (empty: none), who makes it."""

    name: str
    file: str
    format: str
    maker: str


_FIRST = (
    Layer("tree", "tree.txt", "", "the source, or how it is read and repaired"),
    Layer("directions", "directions.txt", "", "a direction that the source says, or the direction compiler"),
    Layer("html", "html.txt", "html", "the markup of the web page"),
    Layer("style", "style.css", "html", "the style sheets of the web page"),
    Layer("epub", "epub.txt", "epub", "the making of the e-book"),
)
_LAST = (
    Layer("pdf-text", "pdf-text.txt", "pdf", "the text of the PDF"),
    Layer("pdf-tags", "pdf-tags.txt", "pdf", "the tags of the PDF"),
    Layer("pdf-outline", "pdf-outline.txt", "pdf", "the metadata, bookmarks or links of the PDF"),
    Layer("pdf-layout", "pdf-layout.txt", "pdf", "the layout: engine, faces or style sheets"),
    Layer("messages", "messages.txt", "", "what is said about the text"),
    Layer("pictures", "pictures.txt", "pdf", "the drawing of the pages: pixels only"),
)


def layers_for(formats: Sequence[str], chosen: Iterable[str] = ()) -> tuple[Layer, ...]:
    """The layers of a publication in these formats, or those of them that are `chosen`, in the order of their making.

    A format without layers of its own (DOCX, say) is one layer under its own name. Raises UsageError (layer-unknown).
    """
    known = {layer.format for layer in (*_FIRST, *_LAST)}
    others = tuple(Layer(name, f"{name}.txt", name, f"the making of {name}") for name in formats if name not in known)
    possible = [layer for layer in (*_FIRST, *others, *_LAST) if not layer.format or layer.format in formats]
    names = tuple(chosen)
    for name in names:
        if name not in {layer.name for layer in possible}:
            raise UsageError.coded("layer-unknown", name=name, known=", ".join(layer.name for layer in possible))
    return tuple(layer for layer in possible if not names or layer.name in names)
