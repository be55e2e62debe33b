"""Page sizes: names that printers use, or a width and a height."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from afgpub.exceptions import OptionError, RenderError

# ISO 216 and ANSI sizes, in mm.
SIZES = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
SMALLEST, LARGEST = 60.0, 1200.0  # mm
LEAST_TEXT = 30.0  # mm: narrower, a line holds two or three words
PIXEL = 25.4 / 96  # mm: of CSS
_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)?", re.I)
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)\s*(mm|cm|in|pt)?", re.I)
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}


def page_size(name: str) -> tuple[float, float]:
    """Width and height in mm of `A4`, `Letter`, `6x9in`, `170x240` (mm): see `SIZES`.

    Raises OptionError (option-invalid) for anything else, and for a side under 60 mm or over 1200 mm.
    """
    if name.strip().lower() in SIZES:
        return SIZES[name.strip().lower()]
    found = _FORM.fullmatch(name.strip())
    expected = f"Known: A3, A4, A5, Letter, Legal, 6x9in, 170x240mm; sides of {SMALLEST:g} to {LARGEST:g} mm."
    if found:
        unit = 25.4 if (found[3] or "").lower() == "in" else 1.0
        width, height = float(found[1]) * unit, float(found[2]) * unit
        if all(SMALLEST <= side <= LARGEST for side in (width, height)):
            return width, height
    raise OptionError.coded("option-invalid", option="page", value=repr(name), expected=expected)


def refuse_small_pages(boxes: Iterable[Any]) -> None:
    """Raise RenderError (page-too-small) if WeasyPrint's page boxes leave less than 30 mm by 30 mm for the text."""
    for box in boxes:
        inner = [side * PIXEL for side in (box.width, box.height)]
        if min(inner) < LEAST_TEXT:
            width, height = (side * PIXEL for side in (box.margin_width(), box.margin_height()))
            raise RenderError.coded(
                "page-too-small", width=width, height=height, inner_width=inner[0], inner_height=inner[1]
            )


def length(text: str, option: str, least: float, most: float) -> float:
    """A length in mm, written as `3mm`, `0.125in`, `9pt`, or a plain number of mm.

    Raises OptionError (option-invalid, naming `option`) for anything else, or one not from `least` to `most` mm.
    """
    found = _LENGTH.fullmatch(text.strip())
    if found:
        value = float(found[1]) * _UNITS[(found[2] or "mm").lower()]
        if least <= value <= most:
            return value
    expected = f"A length of {least:g} to {most:g} mm: 3mm, 0.125in, 9pt."
    raise OptionError.coded("option-invalid", option=option, value=repr(text), expected=expected)
