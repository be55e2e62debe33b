"""The layers of a PDF; each program opens it once at most."""

from __future__ import annotations

from collections.abc import Collection
from io import BytesIO


def pdf_layers(data: bytes, names: Collection[str], moment: str) -> dict[str, str]:
    """Those of the layers that have one of these names; `moment` is the time that the PDF should bear."""
    found: dict[str, str] = {}
    if set(names) - {"pictures"}:
        import pikepdf

        from afgpub.snapshot.pdf_boxes import boxes_of, links_of
        from afgpub.snapshot.pdf_lines import read_lines
        from afgpub.snapshot.pdf_outline import outline_layer
        from afgpub.snapshot.pdf_tags import tags_layer
        from afgpub.snapshot.pdf_text import layout_layer, text_layer

        with pikepdf.open(BytesIO(data)) as pdf:
            pages = read_lines(pdf)
            found["pdf-text"] = text_layer(pages)
            found["pdf-tags"] = tags_layer(pdf, pages)
            found["pdf-outline"] = outline_layer(pdf, moment)
            found["pdf-layout"] = layout_layer(pages, boxes_of(pdf), links_of(pdf))
    if "pictures" in names:
        from afgpub.snapshot.pictures import draw_pages, pictures_layer

        found["pictures"] = pictures_layer(draw_pages(data))
    return found
