"""Checks of page boxes and bleed (ISO 32000-1, 14.11.2; ISO 15930-7, 6.12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from afgpub.preflight.report import Finding

NEAR = 0.05  # pt
MM = 72 / 25.4
MAX_TREE = 50  # levels of pages above a page
LEAST_BLEED = 2.95  # mm: three, but for rounding


def check_boxes(pages: Sequence[Any]) -> Iterator[Finding]:
    """Boxes that are missing or do not lie in each other, bleed under 3 mm, pages of other sizes than the first."""
    first: tuple[int, int] | None = None
    for number, page in enumerate(pages, 1):
        media, trim, bleed = (box_of(page, name) for name in ("/MediaBox", "/TrimBox", "/BleedBox"))
        if trim is None:
            yield Finding("page-boxes", "no TrimBox", number)
        if media is None:
            yield Finding("page-boxes", "no MediaBox", number)
            continue
        crop = box_of(page, "/CropBox") or media
        outer = bleed or crop
        if bleed is None:
            yield Finding("page-boxes", "no BleedBox", number)
        for name, inner, around in (("TrimBox", trim, outer), ("BleedBox", bleed, media), ("CropBox", crop, media)):
            if inner is not None and not _inside(inner, around):
                yield Finding("page-boxes", f"the {name} reaches out of the box around it", number)
        if trim is not None and bleed is not None:
            least = min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) / MM
            if least < LEAST_BLEED:
                yield Finding("bleed", f"{max(least, 0):.1f} mm of bleed, wanted are 3 mm", number)
        sides = trim or media
        size = (round(sides[2] - sides[0]), round(sides[3] - sides[1]))
        first = first or size
        if size != first:
            text = (
                f"{size[0] / MM:.0f}×{size[1] / MM:.0f} mm, the first page {first[0] / MM:.0f}×{first[1] / MM:.0f} mm"
            )
            yield Finding("page-size", text, number)


def inherited(page: Any, name: str) -> Any:
    """A property of a page that may stand at the pages above it (ISO 32000-1, 7.7.3.4); None if there is none."""
    node, depth = page.obj, 0
    while node is not None and name not in node and depth < MAX_TREE:
        node, depth = node.get("/Parent"), depth + 1
    return None if node is None else node.get(name)


def box_of(page: Any, name: str) -> tuple[float, float, float, float] | None:
    """A box of a page, lower left corner first; None if there is none or it is no box."""
    box = inherited(page, name) if name in ("/MediaBox", "/CropBox") else page.obj.get(name)
    if box is None:
        return None
    try:
        left, bottom, right, top = (float(number) for number in box)
    except (TypeError, ValueError):
        return None
    return (min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _inside(inner: Sequence[float], outer: Sequence[float]) -> bool:
    low = all(inner[side] >= outer[side] - NEAR for side in (0, 1))
    return low and all(inner[side] <= outer[side] + NEAR for side in (2, 3))
