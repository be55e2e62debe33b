"""Markdown in afgpub's own dialect: reading it gives the tree again as far as it goes. No program is needed."""

from __future__ import annotations

from pathlib import Path

from afgpub.document import Document
from afgpub.messages import message
from afgpub.options import Options
from afgpub.plugins import Renderer, Rendering


def render_markdown(document: Document, options: Options, folder: Path | None) -> Rendering:
    """The document as Markdown in UTF-8; pictures keep their paths, which are seen from the source's folder."""
    from afgpub.renderers.markdown.blocks import write_body
    from afgpub.renderers.markdown.front import write_front
    from afgpub.renderers.markdown.writing import Writing

    writing = Writing()
    front = write_front(document.root, writing)
    text = front + write_body(document.root, writing)
    kinds = (message("form-not-carried", format="markdown", what=w, count=n) for w, n in sorted(writing.lost.items()))
    return Rendering(text.encode("utf-8", "replace"), (*writing.messages, *kinds))


RENDERER = Renderer("markdown", ".md", "text/markdown; charset=utf-8", Options, render_markdown)
