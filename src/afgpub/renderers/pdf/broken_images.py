"""Images whose bytes cannot be shown: found before layout, so that words stand there and not half a picture."""

from __future__ import annotations

import re
import warnings
from io import BytesIO
from xml.etree import ElementTree

from lxml import etree

from afgpub.document import Document, Image, Span
from afgpub.messages import Message, message
from afgpub.renderers.markup import ImageStore
from afgpub.renderers.markup.images import shown_name
from afgpub.walk import walk

MAX_PIXELS = 89_000_000  # where Pillow begins to warn of bombs
_START_OF_SCAN, _END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"  # ISO/IEC 10918-1, B.1.1.3


def replace_broken_images(article: etree._Element, document: Document, images: ImageStore) -> list[Message]:
    """Put the alternative text of every broken image into its place, and tell of each (image-broken)."""
    faults = {target: _fault(file.media_type, file.data) for target, file in images.files.items()}
    broken = {f"images/{images.files[target].name}" for target, fault in faults.items() if fault}
    for image in list(article.iter("img")):
        if image.get("src") in broken:
            image.tag, image.text = "span", image.get("alt", "")
            image.attrib.clear()
            image.set("class", "image-missing")
    places = places_of_images(document)
    return [
        message("image-broken", places.get(target), target=shown_name(target), reason=fault)
        for target, fault in faults.items()
        if fault
    ]


def places_of_images(document: Document) -> dict[str, Span | None]:
    """Where each image is first called for."""
    places: dict[str, Span | None] = {}
    for node in walk(document.root):
        if isinstance(node, Image):
            places.setdefault(node.target, node.span)
    return places


def _fault(media_type: str, data: bytes) -> str:
    """What is wrong with an image; empty if all is well."""
    from PIL import Image as Picture

    try:
        if media_type == "image/svg+xml":
            _measure(data)
            return ""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Picture.open(BytesIO(data)) as picture:
                if picture.width * picture.height > MAX_PIXELS:
                    return f"it has {picture.width}×{picture.height} pixels, over {MAX_PIXELS}"
                if media_type == "image/jpeg":
                    # Neither marker can stand among compressed data, and a thumbnail ends before the image begins.
                    return "" if data.rfind(_END_OF_IMAGE) > data.rfind(_START_OF_SCAN) else "it is cut short"
                if media_type == "image/png":
                    picture.verify()
                else:
                    picture.load()
    except Exception as error:  # each decoder has its own
        text = re.sub(r"<_io[^>]*>", "it", str(error))  # an address, other in every run
        return " ".join(text.split())[:120] or "it cannot be decoded"
    return ""


def _measure(data: bytes) -> None:
    """Ask for the size of an SVG as layout will; a fault inside it is told by WeasyPrint when it draws."""
    from weasyprint.svg import SVG

    svg = SVG(ElementTree.fromstring(data), "", None, None)  # noqa: S314 - it was read with care before
    svg.get_intrinsic_size(16)
    svg.get_viewbox()
