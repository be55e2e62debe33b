"""One document written: the tree for pandoc, the run of it, the repair of what it made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from afgpub.document import Attrs, Code, CodeBlock, Document, Image, Node, Text
from afgpub.messages import message
from afgpub.metadata import Metadata
from afgpub.moment import publication_time
from afgpub.plugins import Rendering
from afgpub.readers.pandoc.markers import choose_markers
from afgpub.renderers.markup import ImageStore
from afgpub.renderers.pandoc.blocks import write_blocks
from afgpub.renderers.pandoc.docx import finish_docx
from afgpub.renderers.pandoc.docx_pictures import add_rasters
from afgpub.renderers.pandoc.front import write_front, write_metadata
from afgpub.renderers.pandoc.latex import write_setup
from afgpub.renderers.pandoc.nodes import meta_inlines, node, words
from afgpub.renderers.pandoc.odt import finish_odt
from afgpub.renderers.pandoc.process import write_with_pandoc
from afgpub.renderers.pandoc.writing import MARKED, Setting, Writing, typst_arguments
from afgpub.walk import walk

_SHORT = 120


def write_document(document: Document, format: str, folder: Path | None, font: str) -> Rendering:
    """The document as `docx`, `odt`, `latex` or `typst`. Raises RenderError (pandoc-…)."""
    root = document.root
    attrs = Attrs(lang=root.attrs.lang, dir=root.attrs.dir or "ltr")
    markers = choose_markers("".join(_characters(root))) if format in MARKED else None
    writing = Writing(format, ImageStore(folder), markers)
    setting = Setting(attrs.lang, attrs.dir)
    meta = write_metadata(root, writing, setting)
    front = write_front(root, writing, setting)
    blocks = [*front, *write_blocks(root.children, writing, setting)]
    if format == "typst":
        # Its template sets the language only.
        blocks.insert(0, node("RawBlock", ["typst", f"#set text({typst_arguments(attrs)})"]))
        meta["papersize"] = meta_inlines(words("a4"))
    elif format == "latex":
        meta |= write_setup(root, _characters(root), font)
    if font:
        meta["mainfont"] = meta_inlines(words(font))
    output, warnings = write_with_pandoc(document.source, meta, blocks, format)
    moment = publication_time(root.meta or Metadata())
    if markers and format == "docx":
        output = add_rasters(finish_docx(output, markers, attrs, moment), writing.rasters)
    elif markers:
        output = finish_odt(output, markers, attrs, moment)
    said = [
        message("pandoc-warning", None, name=document.source, text=line.removeprefix("[WARNING]").strip()[:_SHORT])
        for line in dict.fromkeys(warnings)
    ]
    return Rendering(output, (*writing.all_messages(), *said), writing.assets)


def _characters(root: Node) -> Iterator[str]:
    """All characters of the tree, so that no marker is made of any."""
    for found in walk(root):
        match found:
            case Text(value) | Code(value) | CodeBlock(value):
                yield value
            case Image():
                yield found.alternative
    yield repr(getattr(root, "meta", None))
