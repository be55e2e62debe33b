"""What pandoc's Word files look like: the page, tables as wide as the text, and styles fit for Arabic letters."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from afgpub.document import Attrs
from afgpub.metadata import Direction
from afgpub.readers.pandoc.docx_styles import value, w
from afgpub.renderers.pandoc.languages import is_rtl_language
from afgpub.renderers.pandoc.page import HEIGHT, MARGIN, WIDTH, twips

# What stands before w:bidiVisual among the properties of a table (sequence of the schema).
_BEFORE_VISUAL = tuple(map(w, "tblStyle tblpPr tblOverlap".split()))
_OTHER_SIDE = {"left": "right", "right": "left", "start": "end", "end": "start"}
_FIGURES = "FigureTable"


def set_page(part: etree._Element, dir: Direction) -> None:
    """Give the sections of a part their page, and in a text from right to left their direction."""
    for section in part.iter(w("sectPr")):
        for old in section.findall(w("pgSz")) + section.findall(w("pgMar")):
            section.remove(old)
        etree.SubElement(section, w("pgSz"), {w("w"): twips(WIDTH), w("h"): twips(HEIGHT)})
        sides = {w(name): twips(MARGIN) for name in ("top", "right", "bottom", "left")}
        etree.SubElement(section, w("pgMar"), {**sides, w("header"): "708", w("footer"): "708", w("gutter"): "0"})
        if dir == "rtl":
            etree.SubElement(section, w("bidi"))


def set_table(table: etree._Element, dir: Direction) -> None:
    """Give a table its direction, and the width of the text: one that fits its words lies askew in LibreOffice."""
    properties = table.find(w("tblPr"))
    if properties is None:
        return
    if dir == "rtl":
        place = sum(child.tag in _BEFORE_VISUAL for child in properties)
        properties.insert(place, etree.Element(w("bidiVisual")))
    width = properties.find(w("tblW"))
    if width is not None and value(properties, "tblStyle") != _FIGURES:
        width.set(w("type"), "pct")
        width.set(w("w"), "5000")  # fiftieths of a percent


def set_side(properties: etree._Element) -> None:
    """Put a cell's paragraph that runs against its table on the side where the table has it.

    The sides of a paragraph are those of its own direction (ISO/IEC 29500-1, 17.3.1.13).
    """
    side = properties.find(w("jc"))
    if side is None:
        side = etree.Element(w("jc"), {w("val"): "left"})
        behind = tuple(map(w, "textDirection textAlignment outlineLvl divId cnfStyle rPr sectPr pPrChange".split()))
        place = next((n for n, child in enumerate(properties) if child.tag in behind), len(properties))
        properties.insert(place, side)
    now = side.get(w("val"), "")
    side.set(w("val"), _OTHER_SIDE.get(now, now))


def set_styles(styles: etree._Element, root: Attrs) -> None:
    """The language and direction of whatever is typed into the file later, and styles that suit joined letters."""
    for default in styles.iter(w("docDefaults")):
        for lang in default.iter(w("lang")):
            is_rtl = bool(root.lang) and is_rtl_language(root.lang or "")
            lang.set(w("val"), "en-US" if is_rtl or not root.lang else root.lang)
            if is_rtl:
                lang.set(w("bidi"), root.lang or "")
        if root.dir == "rtl":
            for properties in _paragraph_defaults(default):
                properties.insert(0, etree.Element(w("bidi")))
    for properties in styles.iter(w("rPr")):
        # Space between letters tears joined ones apart; what is bold in Latin script is so in Arabic.
        for space in properties.findall(w("spacing")):
            properties.remove(space)
        bold = properties.find(w("b"))
        if bold is not None and properties.find(w("bCs")) is None:
            bold.addnext(etree.Element(w("bCs")))
    for style in styles.iter(w("style")):
        match style.get(w("styleId")):
            case "Table":
                _embolden_heads(style)
            case "Definition":
                _indent(style)


def _embolden_heads(style: etree._Element) -> None:
    for part in style.iter(w("tblStylePr")):
        if part.get(w("type")) == "firstRow" and part.find(w("rPr")) is None:
            properties = etree.Element(w("rPr"))
            part.insert(0, properties)
            etree.SubElement(properties, w("b"))
            etree.SubElement(properties, w("bCs"))


def _indent(style: etree._Element) -> None:
    if style.find(w("pPr")) is None:
        properties = etree.SubElement(style, w("pPr"))
        etree.SubElement(properties, w("ind"), {w("left"): "720"})


def _paragraph_defaults(default: etree._Element) -> Iterator[etree._Element]:
    yield from default.iterfind(f"{w('pPrDefault')}/{w('pPr')}")
