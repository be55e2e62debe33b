"""The layer of pictures: what each page looks like, as a digest of its pixels and as a hash of how it is seen.

The digest tells the least change; the hash (a difference hash of 16 by 16 fields) tells how far two pictures are from
each other, also where another version of PDFium has drawn them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Container, Iterable, Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from afgpub.frozen import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 72
FIELDS = 16
_LINE = re.compile(r"page (\d+): (\d+) x (\d+) pixels ([0-9a-f]{16}) seen ([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as drawn at 72 dpi: its size in pixels, the digest of its pixels, and its hash as seen (256 bits)."""

    width: int
    height: int
    digest: str
    seen: int


def draw_pages(pdf: bytes, only: Container[int] | None = None) -> Iterator[tuple[int, Image]]:
    """The pages (numbered from 1) in RGB as PDFium draws them, all or `only` these, one after the other."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(1, len(document) + 1):
            if only is None or number in only:
                yield number, document[number - 1].render(scale=DPI / 72).to_pil().convert("RGB")


def as_png(image: Image) -> bytes:
    """The pixels of a page as a file."""
    file = BytesIO()
    image.save(file, "PNG", optimize=True)
    return file.getvalue()


def picture_of(image: Image) -> Picture:
    """What is kept of a page."""
    from PIL.Image import Resampling

    grey = image.convert("L").resize((FIELDS + 1, FIELDS), Resampling.BOX)
    shades = grey.tobytes()
    seen = 0
    for row in range(FIELDS):
        for column in range(FIELDS):
            place = row * (FIELDS + 1) + column
            seen = seen << 1 | (shades[place] > shades[place + 1])
    return Picture(image.width, image.height, hashlib.sha256(image.tobytes()).hexdigest()[:16], seen)


def pictures_layer(pages: Iterable[tuple[int, Image]]) -> str:
    """A line for each page."""
    return "".join(_line(number, picture_of(image)) for number, image in pages)


def changed_pages(before: str, after: str) -> list[int]:
    """The numbers of the pages that two such layers tell apart, also of those that one alone has."""
    old, new = read_pictures(before), read_pictures(after)
    return [page for page in sorted(old.keys() | new.keys()) if old.get(page) != new.get(page)]


def _line(number: int, picture: Picture) -> str:
    size = f"{picture.width} x {picture.height} pixels"
    return f"page {number}: {size} {picture.digest} seen {picture.seen:064x}\n"


def read_pictures(text: str) -> dict[int, Picture]:
    """What `pictures_layer` wrote; lines that are no pictures are passed over."""
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {int(m[1]): Picture(int(m[2]), int(m[3]), m[4], int(m[5], 16)) for m in found if m}


def distance(one: Picture, other: Picture) -> int:
    """In how many of 256 fields two pictures differ as seen; 256 where their sizes do."""
    if (one.width, one.height) != (other.width, other.height):
        return FIELDS * FIELDS
    return (one.seen ^ other.seen).bit_count()


def count_pixels(before: bytes, after: bytes) -> str:
    """How many pixels of two PNG files differ, and in which part of the page (mm from its upper left corner)."""
    from PIL import Image, ImageChops

    with Image.open(BytesIO(before)) as one, Image.open(BytesIO(after)) as other:
        if one.size != other.size:
            return f", {one.width} x {one.height} then, {other.width} x {other.height} now"
        strongest = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).split()
        mask = ImageChops.lighter(ImageChops.lighter(strongest[0], strongest[1]), strongest[2])
        box = mask.getbbox()
        if box is None:
            return ""
        count = one.width * one.height - mask.histogram()[0]
    left, top, right, bottom = (round(side * 25.4 / DPI) for side in box)
    return f", {count} of them, {left} to {right} mm from the left and {top} to {bottom} mm from the top"
