"""The renderer `json`: the tree for programs, which the reader `json` takes back unchanged."""

from __future__ import annotations

from pathlib import Path

from afgpub.document import Document
from afgpub.document_json import to_json
from afgpub.options import Options
from afgpub.plugins import Renderer, Rendering


def render_json(document: Document, options: Options, folder: Path | None) -> Rendering:
    """The document as JSON in UTF-8."""
    return Rendering(to_json(document).encode())


RENDERER = Renderer("json", ".json", "application/json", Options, render_json)
