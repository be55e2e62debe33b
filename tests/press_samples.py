"""Pictures and PDFs for the tests of the press: made here, so that each holds exactly one thing to judge."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
from PIL import Image

import afgpub
from afgpub.plugins import Rendering
from conftest import PROJECT

ARTICLE = "# Title\n\nA paragraph with a [link](https://example.org).\n\n"


def picture(kind: str, mode: str, size: tuple[int, int], colour: object) -> bytes:
    """A picture of one colour with one other pixel in its corner."""
    image = Image.new(mode, size, colour)  # type: ignore[arg-type]
    file = BytesIO()
    image.save(file, kind)
    return file.getvalue()


def press_of(text: str, folder: Path | None = None, **options: object) -> Rendering:
    """That text for a press."""
    document, _ = afgpub.prepare(text)
    return afgpub.render(document, to="pdf", options={"profile": "press", **options}, folder=folder)


@cache
def example(name: str, **options: object) -> Rendering:
    """An example of the project as PDF."""
    folder = PROJECT / "examples" / name
    document, _ = afgpub.prepare(folder / "article.md")
    return afgpub.render(document, to="pdf", options=options, folder=folder)


def opened(rendering: Rendering) -> pikepdf.Pdf:
    """Its PDF."""
    return pikepdf.open(BytesIO(rendering.output))


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    """The bytes of a PDF that was tampered with."""
    file = BytesIO()
    pdf.save(file, **options)  # type: ignore[arg-type]
    return file.getvalue()


def operators(pdf: pikepdf.Pdf) -> set[str]:
    """The operators of all pages and forms."""
    streams = [*pdf.pages, *(o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o)]
    return {str(item.operator) for stream in streams for item in pikepdf.parse_content_stream(stream)}


def images(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """The pictures in it, soft masks left out."""
    found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image"]
    masks = {o.SMask.objgen for o in found if "/SMask" in o}
    return [o for o in found if o.objgen not in masks]
