"""Pictures of a page: JPEG as it is, others as PNG, within limits; no backgrounds, no marks that pages repeat."""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from afgpub.frozen import dataclass, field
from afgpub.readers.pandoc.media import data_url

if TYPE_CHECKING:
    from pypdfium2 import PdfImage, PdfPage

_SMALLEST = 24.0  # points: what is smaller is an ornament
_BACKGROUND = 0.8  # of the page: what covers more is its background, or a scan under its own text
_MOST_OBJECTS = 20_000  # of a page that are looked at
MAX_PICTURES = 500
MAX_PICTURE = 16_000_000  # pixels of one that is not JPEG
MAX_PIXELS = 64_000_000  # of all pictures that are not JPEG together
MAX_BYTES = 64 * 1024 * 1024  # of all pictures together


class Picture(NamedTuple):
    """A picture on a page, counted from 1, with its sides in points, as a `data:` URL."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    target: str


@dataclass(slots=True)
class Pictures:
    """The pictures of a file; `refused` says on which pages there are others, and why they are not taken."""

    found: list[Picture] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    pixels: int = 0
    size: int = 0

    def read(self, page: PdfPage, number: int) -> None:
        """Take in the pictures of page `number`."""
        from pypdfium2 import PdfiumError

        for image, box in _images(page):
            left, bottom, right, top = box
            if right - left < _SMALLEST or top - bottom < _SMALLEST:
                continue
            if (right - left) * (top - bottom) > _BACKGROUND * page.get_width() * page.get_height():
                self.refused.append((number, "it is the background of a page"))
                continue
            try:
                data = self._data(image)
            except (PdfiumError, ValueError, OSError) as error:
                self.refused.append((number, f"it cannot be read ({error})"))
                continue
            if data is None or self.size + len(data) > MAX_BYTES or len(self.found) >= MAX_PICTURES:
                self.refused.append((number, "it, or the pictures of the file together, are too large"))
                continue
            self.size += len(data)
            ending = "jpg" if data.startswith(b"\xff\xd8") else "png"
            name = f"picture-{len(self.found) + 1}.{ending}"
            self.found.append(Picture(number, *box, data_url(name, data)))

    def _data(self, image: PdfImage) -> bytes | None:
        """The bytes of a picture, None where it is too large."""
        if image.get_filters() == ["DCTDecode"]:
            return bytes(image.get_data())
        width, height = image.get_px_size()
        self.pixels += width * height
        if width * height > MAX_PICTURE or self.pixels > MAX_PIXELS:
            return None
        with io.BytesIO() as file:
            image.get_bitmap().to_pil().convert("RGB").save(file, "PNG", compress_level=6)
            return file.getvalue()

    def once(self) -> tuple[list[Picture], list[Picture]]:
        """The pictures of the text, and those that stand at one place of several pages, as a mark of the paper does."""
        places = Counter(_place(picture) for picture in self.found)
        kept = [picture for picture in self.found if places[_place(picture)] == 1]
        return kept, [picture for picture in self.found if places[_place(picture)] > 1]


def _place(picture: Picture) -> tuple[int, int, str]:
    return round(picture.left), round(picture.top), picture.target.partition(",")[2]


def _images(page: Any) -> Iterator[tuple[PdfImage, tuple[float, float, float, float]]]:
    from pypdfium2 import raw

    for count, thing in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)):
        if count >= _MOST_OBJECTS:
            return
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        if raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            yield thing, (left.value, bottom.value, right.value, top.value)
