"""Word files made ready for pandoc: words that it would drop are put where it reads them, and paragraphs are marked."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from afgpub.messages import Message, message
from afgpub.readers.pandoc.archive import Archive, open_archive, pack
from afgpub.readers.pandoc.docx_direction import Directions
from afgpub.readers.pandoc.docx_styles import read_numberings, read_styles, w
from afgpub.readers.pandoc.mapping import shortened
from afgpub.readers.pandoc.markers import choose_markers
from afgpub.readers.pandoc.media import Media
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.readers.pandoc.xml import parse_xml, write_xml
from afgpub.source import Source

_BODY = re.compile(r"word/document\d*\.xml")
_NOTES = re.compile(r"word/(?:footnotes|endnotes)\d*\.xml")
_PAGE = re.compile(r"word/(header|footer|comments)\d*\.xml")
_XML = re.compile(r".*\.(?:xml|rels)", re.IGNORECASE)
# Strict Open XML (ISO/IEC 29500-1) has other names for the same; pandoc knows the transitional ones.
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_TRANSITIONAL = rb"http://schemas.openxmlformats.org/\1/2006/\2"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWINGS = {
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
}
_POSITIVE = re.compile(r"\s*\+?0*[1-9][0-9]*\s*")
_UNWRAPPED = (w("dir"), w("bdo"), w("customXml"), w("smartTag"))
_PARTS = {"header": "the head of the pages", "footer": "the foot of the pages", "comments": "a comment"}


def prepare_docx(source: Source) -> Prepared:
    """Make a Word file ready. Raises SourceError where it is no such file, or a hostile one."""
    archive = open_archive(source.name, source.data)
    if not any(_BODY.fullmatch(member) for member in archive.members):
        raise archive.invalid("it has no word/document.xml")
    roots = {
        name: parse_xml(source.name, name, _STRICT.sub(_TRANSITIONAL, archive.read(name)))
        for name in archive.members
        if _XML.fullmatch(name)
    }
    texts = {name: root for name, root in roots.items() if _BODY.fullmatch(name) or _NOTES.fullmatch(name)}
    for root in texts.values():
        _lift_boxes(root)
        _unwrap(root)
        _drop_empty_spans(root)
        # pandoc knows a picture only by names that the root declares.
        etree.cleanup_namespaces(root, top_nsmap=_DRAWINGS)
    markers = choose_markers("".join(str(text) for root in texts.values() for text in root.itertext()))
    styles = read_styles(roots.get("word/styles.xml"))
    numberings = read_numberings(roots.get("word/numbering.xml"))
    directions = Directions(styles, numberings, markers)
    for name, root in texts.items():
        directions.mark(root, counted=_BODY.fullmatch(name) is not None)
    members = {name: write_xml(roots[name]) if name in roots else b"" for name in archive.members}
    return Prepared(
        data=pack(members),
        reader="docx",
        unit="paragraph",
        markers=markers,
        picture=_pictures(archive),
        messages=tuple(_left_out(source.name, roots)),
        expected=tuple(directions.expected),
    )


def _pictures(archive: Archive) -> Media:
    return Media(archive, folders=("word/", ""))


def _lift_boxes(root: etree._Element) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they hang on; pandoc does not read them."""
    for fallback in list(root.iter(_FALLBACK)):
        if any(True for _ in fallback.iter(w("txbxContent"))):
            _remove(fallback)
    for box in list(root.iter(w("txbxContent"))):
        holder = box.getparent()
        anchor: etree._Element | None = box
        while anchor is not None and anchor.tag != w("p"):
            anchor = anchor.getparent()
        if holder is None or anchor is None:
            continue
        for child in reversed(list(box)):
            anchor.addnext(child)
        holder.remove(box)


def _unwrap(root: etree._Element) -> None:
    """Put the children of elements that pandoc skips in their place; what they say of direction is on the runs."""
    for element in list(root.iter(*_UNWRAPPED)):
        parent = element.getparent()
        if parent is None:
            continue
        direction = element.get(w("val")) if element.tag in (w("dir"), w("bdo")) else None
        for child in list(element):
            if direction and child.tag == w("r") and direction == "rtl":
                child.set("dir", "rtl")
            element.addprevious(child)  # the number of its place would be counted each time
        parent.remove(element)


def _drop_empty_spans(root: etree._Element) -> None:
    """Let no cell span less than one column: pandoc leaves its words out."""
    for span in list(root.iter(w("gridSpan"))):
        if not _POSITIVE.fullmatch(span.get(w("val"), "")):
            _remove(span)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _left_out(name: str, roots: dict[str, etree._Element]) -> Iterator[Message]:
    """A message for the words of pages' heads and feet, of comments, and for what a reviewer struck out."""
    for part, root in sorted(roots.items()):
        if match := _PAGE.fullmatch(part):
            notes = root.iter(w("comment")) if match[1] == "comments" else (root,)
            for note in notes:
                if text := _words(note, w("t")):
                    yield message("page-part-dropped", None, name=name, part=_PARTS[match[1]], text=shortened(text))
        elif text := _words(root, w("delText")):
            yield message("page-part-dropped", None, name=name, part="deleted text", text=shortened(text))


def _words(element: etree._Element, tag: str) -> str:
    return " ".join(text.strip() for node in element.iter(tag) if (text := node.text or "").strip())
