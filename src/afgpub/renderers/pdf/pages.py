"""Page sizes: names that printers use, or a width and a height."""

from __future__ import annotations

import re

from afgpub.exceptions import OptionError

# ISO 216 and ANSI sizes, in mm.
SIZES = {
    "a3": (297.0, 420.0),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
}
SMALLEST, LARGEST = 60.0, 1200.0  # mm
_FORM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|in)?", re.I)


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
