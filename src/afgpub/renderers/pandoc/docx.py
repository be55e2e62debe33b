"""Word files: direction and language put on paragraphs, runs, tables and sections (ISO/IEC 29500-1, section 17)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from afgpub.document import Attrs
from afgpub.metadata import Direction
from afgpub.readers.pandoc.docx_styles import w
from afgpub.readers.pandoc.markers import Markers
from afgpub.renderers.pandoc.archive import date_all, mend
from afgpub.renderers.pandoc.docx_looks import set_page, set_side, set_styles, set_table
from afgpub.renderers.pandoc.languages import is_rtl_language
from afgpub.renderers.pandoc.phrases import Phrases, Piece, by_text, part_phrases, with_marks

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_DATES = ("{http://purl.org/dc/terms/}created", "{http://purl.org/dc/terms/}modified")
# What stands behind w:bidi among the properties of a paragraph (sequence of the schema).
_BEHIND_BIDI = tuple(
    map(
        w,
        "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
        "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange".split(),
    )
)
_BEHIND_MARK = _BEHIND_BIDI[-2:]


def finish_docx(data: bytes, markers: Markers, root: Attrs, moment: str) -> bytes:
    """The Word file that pandoc made with all that it dropped; `root` is what holds for the whole text.

    `moment` is the time in ISO 8601 that it bears. Same input, same bytes.
    """
    mends: dict[str, Callable[[etree._Element], None]] = {
        name: lambda part: _set_part(part, markers, root.dir or "ltr")
        for name in ("word/document.xml", "word/footnotes.xml")
    }
    mends["word/styles.xml"] = lambda part: set_styles(part, root)
    mends["docProps/core.xml"] = lambda part: date_all(part, _DATES, moment)
    return mend(data, "docx", markers, mends)


def _set_part(part: etree._Element, markers: Markers, dir: Direction) -> None:
    for paragraph in part.iter(w("p")):
        _set_paragraph(paragraph, markers, dir)
    for table in part.iter(w("tbl")):
        set_table(table, "rtl" if table.attrib.pop("dir", "") == "rtl" else "ltr")
    set_page(part, dir)
    for shown in part.iter("{*}cNvPr"):
        # pandoc describes a picture by its address, which is the whole picture here.
        if shown.get("descr", "").startswith("data:"):
            del shown.attrib["descr"]


def _set_paragraph(paragraph: etree._Element, markers: Markers, dir: Direction) -> None:
    texts = list(paragraph.iter(w("t")))
    phrases = part_phrases([text.text or "" for text in texts], markers, dir)
    own = phrases.base.dir or dir
    if own != "ltr" or dir != "ltr":
        _set_bidi(paragraph, own, phrases.base.lang)
    if phrases.table.dir and phrases.table.dir != own:
        set_side(_properties(paragraph))
    if phrases.table.dir == "rtl":
        table = next(paragraph.iterancestors(w("tbl")), None)
        if table is not None:
            table.set("dir", "rtl")
    pieces = by_text(with_marks(phrases.pieces, own))
    for number, text in enumerate(texts):
        _set_run(text, pieces.get(number, []))
    _set_lone_runs(paragraph, phrases, own)


def _set_bidi(paragraph: etree._Element, dir: Direction, lang: str | None) -> None:
    """The direction of a paragraph, and of the mark that ends it, by which the numbers of lists are set."""
    properties = _properties(paragraph)
    for old in properties.findall(w("bidi")):
        properties.remove(old)
    bidi = etree.Element(w("bidi"), {} if dir == "rtl" else {w("val"): "0"})
    properties.insert(_place(properties, _BEHIND_BIDI), bidi)
    if dir == "rtl" and properties.find(w("rPr")) is None:
        ending = etree.Element(w("rPr"))
        properties.insert(_place(properties, _BEHIND_MARK), ending)
        etree.SubElement(ending, w("rtl"))
        if lang and is_rtl_language(lang):
            etree.SubElement(ending, w("lang"), {w("bidi"): lang})


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    return properties


def _place(properties: etree._Element, behind: tuple[str, ...]) -> int:
    return next((n for n, child in enumerate(properties) if child.tag in behind), len(properties))


def _set_run(text: etree._Element, pieces: list[Piece]) -> None:
    """Part a run into runs of one setting each; one that held nothing but a marker goes."""
    run = text.getparent()
    if run is None or (holder := run.getparent()) is None:
        return
    others = [child for child in run if child is not text and child.tag != w("rPr")]
    if not pieces:
        run.remove(text)
        if not others:
            holder.remove(run)
        return
    if others:
        text.text = "".join(piece.value for piece in pieces)
        _set_properties(run, pieces[0])
        return
    properties = run.find(w("rPr"))
    for piece in pieces:
        made = etree.Element(w("r"))
        if properties is not None:
            made.append(deepcopy(properties))
        etree.SubElement(made, w("t"), {_SPACE: "preserve"}).text = piece.value
        _set_properties(made, piece)
        run.addprevious(made)
    holder.remove(run)


def _set_properties(run: etree._Element, piece: Piece) -> None:
    properties = run.find(w("rPr"))
    if properties is None:
        properties = etree.Element(w("rPr"))
        run.insert(0, properties)
    for tag in ("rtl", "lang"):
        for old in properties.findall(w(tag)):
            properties.remove(old)
    if piece.is_rtl:
        etree.SubElement(properties, w("rtl"))
    lang = piece.attrs.lang
    if lang and not lang.startswith("und") and is_rtl_language(lang) == piece.is_rtl:
        etree.SubElement(properties, w("lang"), {w("bidi" if piece.is_rtl else "val"): lang})
    if not len(properties):
        run.remove(properties)


def _set_lone_runs(paragraph: etree._Element, phrases: Phrases, dir: Direction) -> None:
    """Calls of notes in a line from right to left stand on its side."""
    if dir == "ltr":
        return
    for run in paragraph.iter(w("r")):
        properties = run.find(w("rPr"))
        if run.find(w("t")) is None and properties is not None and properties.find(w("rtl")) is None:
            etree.SubElement(properties, w("rtl"))
