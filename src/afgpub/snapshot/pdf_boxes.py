"""Where pages and links of a PDF have their edges, for the layer of the layout."""

from __future__ import annotations

from typing import Any


def links_of(pdf: Any) -> list[list[list[float]]]:
    """The places of the links of each page: left, bottom, right and top, in points."""
    found = []
    for page in pdf.pages:
        links = [link for link in page.obj.get("/Annots", []) if "/Rect" in link]
        sides = [[float(side) for side in link.Rect] for link in links]
        found.append([[min(a, c), min(b, d), max(a, c), max(b, d)] for a, b, c, d in sides])
    return found


def boxes_of(pdf: Any) -> list[dict[str, list[float]]]:
    """The boxes of each page that it has itself or by inheritance (ISO 32000-1, 14.11.2), in points, and its turn."""
    names = ("MediaBox", "CropBox", "BleedBox", "TrimBox", "ArtBox")
    found = []
    for page in pdf.pages:
        turned = {"Rotate": [float(page.obj.Rotate)]} if "/Rotate" in page.obj else {}
        own = {name: page.obj.get(f"/{name}") for name in names} | {"MediaBox": page.mediabox}
        found.append({name: [float(side) for side in box] for name, box in own.items() if box is not None} | turned)
    return found
