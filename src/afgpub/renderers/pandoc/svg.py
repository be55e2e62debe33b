"""SVG as PDF and PNG, for programs that show none: drawn by WeasyPrint, in our own faces, without files or network."""

from __future__ import annotations

import re
from io import BytesIO

from lxml import etree

from afgpub.exceptions import RenderError

_LENGTH = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_DEFAULT = (300.0, 150.0)  # CSS 2.2, section 10.3.2
_LARGEST = 2000.0  # CSS px
_SCALE = 2  # pixels of the PNG to a CSS px


def svg_as_pdf(data: bytes) -> bytes:
    """One page of PDF with the picture; the same picture gives the same bytes.

    Raises ValueError where it cannot be drawn, or WeasyPrint is missing.
    """
    from afgpub.renderers.pdf.engine import SCHEME, fetcher, font_configuration, heard, load_engine

    try:
        engine = load_engine()
    except RenderError as error:
        raise ValueError(error.message.text) from None
    width, height = _size(data)
    look = (
        f"@page {{ size: {width:.2f}px {height:.2f}px; margin: 0 }} html, body {{ margin: 0 }} "
        f"img {{ display: block; width: {width:.2f}px; height: {height:.2f}px }}"
    )
    page = f'<img src="{SCHEME}:picture.svg" alt="">'
    with heard() as complaints:
        html = engine.HTML(string=page, url_fetcher=fetcher({"picture.svg": ("image/svg+xml", data)}))
        try:
            made: bytes = html.write_pdf(
                font_config=font_configuration(), stylesheets=[engine.CSS(string=look)], pdf_version="1.5"
            )
        except Exception as error:  # of WeasyPrint's, on a picture that it cannot draw
            raise ValueError(str(error)[:200]) from error
    for complaint in complaints:
        if "image" in complaint:
            raise ValueError(complaint)
    return made


def svg_as_png(data: bytes) -> bytes:
    """The picture as PNG, two pixels to each of CSS. Raises ValueError where it cannot be drawn."""
    from pypdfium2 import PdfDocument

    with PdfDocument(svg_as_pdf(data)) as document, BytesIO() as made:
        document[0].render(scale=_SCALE * 96 / 72).to_pil().save(made, "PNG")
        return made.getvalue()


def _size(data: bytes) -> tuple[float, float]:
    """Width and height in CSS px (SVG 2, section 8.2), scaled down to at most 2000."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    found = [_LENGTH.fullmatch(root.get(side, "")) for side in ("width", "height")]
    width, height = (float(match[1]) * _PIXELS[match[2] or ""] if match else 0.0 for match in found)
    box = re.findall(r"\d+(?:\.\d+)?", root.get("viewBox", ""))
    box_width, box_height = map(float, box[2:]) if len(box) == 4 else _DEFAULT
    if not (box_width and box_height):
        box_width, box_height = _DEFAULT
    if not width:
        width = height * box_width / box_height if height else box_width
    height = height or width * box_height / box_width
    share = min(1.0, _LARGEST / max(width, height))
    return max(1.0, width * share), max(1.0, height * share)
