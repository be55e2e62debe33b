"""Links of a page: where its annotations lead, given to the characters under them. Only safe schemes are kept."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from afgpub.readers.markdown.targets import safe_target
from afgpub.readers.pdf.characters import Character

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

_MOST = 2_000  # links of a page
_MOST_LOOKS = 4_000_000  # at characters of a page, for all its links together; the words are kept without links then
_LONGEST = 4_096  # bytes of an address
_BAND = 20.0  # points: characters are looked up by bands of that height


class Area(NamedTuple):
    """A rectangle in points, and where it leads."""

    left: float
    bottom: float
    right: float
    top: float
    target: str


def links_of(pdf: PdfDocument, page: PdfPage) -> tuple[list[Area], list[str]]:
    """The links of a page that lead out of the file, and the targets that are not safe."""
    areas: list[Area] = []
    unsafe: list[str] = []
    for area in _areas(pdf, page):
        target = safe_target(area.target)
        if target is None:
            unsafe.append(area.target)
        elif target:
            areas.append(area._replace(target=target))
    return areas, unsafe


def _areas(pdf: PdfDocument, page: PdfPage) -> Iterator[Area]:
    from pypdfium2 import raw

    place, link = ctypes.c_int(0), raw.FPDF_LINK()
    for _ in range(_MOST):
        if not raw.FPDFLink_Enumerate(page, place, link):
            return
        target, box = _address(raw, pdf, link), raw.FS_RECTF()
        if target and raw.FPDFLink_GetAnnotRect(link, box):
            low, high = sorted((box.bottom, box.top))
            yield Area(box.left, low, box.right, high, target)


def _address(raw: Any, pdf: PdfDocument, link: Any) -> str:
    action = raw.FPDFLink_GetAction(link)
    if not action or raw.FPDFAction_GetType(action) != raw.PDFACTION_URI:
        return ""
    size = raw.FPDFAction_GetURIPath(pdf, action, None, 0)
    if not 1 < size <= _LONGEST:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetURIPath(pdf, action, buffer, size)
    return buffer.value.decode("utf-8", "replace")


def with_links(characters: list[Character], areas: list[Area]) -> list[Character]:
    """The characters, those in an area with its target; where areas lie over each other the first has it."""
    looked_at = 0
    bands: dict[int, list[int]] = {}
    for number, character in enumerate(characters):
        if not character.angle:
            bands.setdefault(int(character.y // _BAND), []).append(number)
    found = list(characters)
    for area in areas:
        for band in range(int(area.bottom // _BAND), min(int(area.top // _BAND), int(area.bottom // _BAND) + 500) + 1):
            looked_at += len(bands.get(band, ()))
            if looked_at > _MOST_LOOKS:
                return found
            inside = [n for n in bands.get(band, ()) if _is_in(characters[n], area)]
            for number in inside:
                found[number] = characters[number]._replace(link=area.target)
            if inside:
                taken = set(inside)
                bands[band] = [n for n in bands[band] if n not in taken]
    return found


def _is_in(character: Character, area: Area) -> bool:
    middle = (character.left + character.right) / 2
    return (
        area.left - 0.5 <= middle <= area.right + 0.5
        and area.bottom - 1 <= character.y + 0.2 * character.size <= area.top
    )
