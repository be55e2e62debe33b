"""What pandoc's OpenDocument texts look like: the page, sides that programs agree on, digits of lists, pictures."""

from __future__ import annotations

import re

from lxml import etree

from afgpub.document import Attrs
from afgpub.metadata import Direction
from afgpub.renderers.pandoc.languages import language_and_region
from afgpub.renderers.pandoc.page import HEIGHT, INCH, MARGIN, TEXT_WIDTH, WIDTH

OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
STYLE, TEXT, TABLE, OFFICE = (f"{{{OASIS}{name}:1.0}}" for name in ("style", "text", "table", "office"))
FO, SVG = f"{{{OASIS}xsl-fo-compatible:1.0}}", f"{{{OASIS}svg-compatible:1.0}}"
MODES = {"rtl": "rl-tb", "ltr": "lr-tb"}
# LibreOffice takes `start` for the left whichever way the words run, and `end` for the right.
SIDES: dict[Direction, dict[str, str]] = {
    "ltr": {"start": "left", "left": "left", "end": "right", "right": "right"},
    "rtl": {"start": "right", "left": "right", "end": "left", "right": "left"},
}
# What pandoc's template centres.
CENTRED = frozenset(("Title", "Subtitle", "Author", "Date"))
# The digits of a list in these languages, as LibreOffice names them; others make 1, 2, 3 of it.
_DIGITS = dict.fromkeys(("fa", "prs", "ps", "ur"), "۱, ۲, ۳, ...") | {"ar": "١, ٢, ٣, ..."}
_LENGTH = re.compile(r"([\d.]+)(in|pt|cm|mm)")
_UNITS = {"in": INCH, "pt": INCH / 72, "cm": 10.0, "mm": 1.0}


def set_looks(content: etree._Element, root: Attrs) -> None:
    """Pictures no wider than the text, and the digits of lists in the language of the text."""
    for frame in content.iter("{*}frame"):
        _narrow(frame)
    digits = _DIGITS.get(language_and_region(root.lang or "")[0])
    for level in content.iter(f"{TEXT}list-level-style-number"):
        if digits and level.get(f"{STYLE}num-format") == "1":
            level.set(f"{STYLE}num-format", digits)


def _narrow(frame: etree._Element) -> None:
    sides = [f"{SVG}{name}" for name in ("width", "height")]
    found = [_LENGTH.fullmatch(frame.get(side, "")) for side in sides]
    lengths = [float(match[1]) * _UNITS[match[2]] for match in found if match]
    if len(lengths) == len(sides) and lengths[0] > TEXT_WIDTH:
        for side, length in zip(sides, lengths, strict=True):
            frame.set(side, f"{length * TEXT_WIDTH / lengths[0]:.2f}mm")


def set_language(properties: etree._Element, lang: str) -> None:
    """Both for Latin and for Arabic script: a program takes the one that the letters call for."""
    language, region = language_and_region(lang)
    properties.set(f"{FO}language", language)
    properties.set(f"{FO}country", region or "none")
    properties.set(f"{STYLE}language-complex", language)
    properties.set(f"{STYLE}country-complex", region or "none")


def set_styles(styles: etree._Element, root: Attrs) -> None:
    """The language and direction of whatever is typed into the file later, and the page with the side it begins on."""
    dir = root.dir or "ltr"
    for default in styles.iter(f"{STYLE}default-style"):
        for properties in default.iter(f"{STYLE}paragraph-properties"):
            properties.set(f"{STYLE}writing-mode", MODES[dir])
            if default.get(f"{STYLE}family") == "paragraph":
                properties.set(f"{FO}text-align", SIDES[dir]["start"])
        for properties in default.iter(f"{STYLE}text-properties"):
            if root.lang and language_and_region(root.lang)[0]:
                set_language(properties, root.lang)
    for page in styles.iter(f"{STYLE}page-layout-properties"):
        page.set(f"{STYLE}writing-mode", MODES[dir])
        page.set(f"{FO}page-width", f"{WIDTH}mm")
        page.set(f"{FO}page-height", f"{HEIGHT}mm")
        for side in ("top", "right", "bottom", "left"):
            page.set(f"{FO}margin-{side}", f"{MARGIN}mm")
        for line in page.iter(f"{STYLE}footnote-sep"):
            line.set(f"{STYLE}adjustment", SIDES[dir]["start"])
