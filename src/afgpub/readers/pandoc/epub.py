"""E-books made ready for pandoc: chapters cleaned and marked in the order of the spine, pictures kept beside."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from afgpub.document import Attrs
from afgpub.exceptions import SourceError
from afgpub.messages import Message, message
from afgpub.readers.html.charset import decode_page
from afgpub.readers.html.cleaning import Cleaning
from afgpub.readers.html.elements import parse_page, strip_namespace, words_of
from afgpub.readers.html.layout import limit_spans
from afgpub.readers.markdown.attributes import is_language
from afgpub.readers.pandoc.archive import Archive, open_archive, pack
from afgpub.readers.pandoc.html_direction import HtmlMarks, TooDeepError
from afgpub.readers.pandoc.html_notes import lift_notes
from afgpub.readers.pandoc.mapping import MAX_DEPTH, shortened
from afgpub.readers.pandoc.markers import choose_markers
from afgpub.readers.pandoc.media import Media
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.readers.pandoc.xml import parse_xml, write_xml
from afgpub.source import Source

_CONTAINER = "META-INF/container.xml"
_HREF = "{http://www.w3.org/1999/xlink}href"
_SVG = "{http://www.w3.org/2000/svg}"
_XHTML = "http://www.w3.org/1999/xhtml"


def prepare_epub(source: Source) -> Prepared:
    """Make an e-book (EPUB 2 and 3) ready. Raises SourceError where it is no such file, or a hostile one."""
    archive = open_archive(source.name, source.data)
    members, package, name = _package(archive)
    whole = _whole(package)
    pages, contents = _pages(archive, package, name)
    chapters = {path: _chapter(archive, path) for path in _spine(package, pages)}
    members[name] = write_xml(package)
    markers = choose_markers("".join(str(text) for root in chapters.values() for text in root.itertext()))
    marks, cleaning = HtmlMarks(markers, whole, has_lines=False), Cleaning(source.name)
    for number, (path, root) in enumerate(chapters.items()):
        cleaning.drop_engines(root)
        body = next(root.iter("body"), root)
        body.extend(lift_notes(body, f"{number}-"))
        try:
            marks.mark(body)
        except TooDeepError:
            raise SourceError.coded("source-nesting", limit=MAX_DEPTH) from None
        members[path] = _write(root)
    # Pictures are read when they are needed; pandoc only has to know that they are there.
    members = {path: members.get(path, b"") for path in archive.members}
    return Prepared(
        data=pack(members),
        reader="epub",
        unit="paragraph",
        markers=markers,
        picture=Media(archive, folders=("", posixpath.dirname(name) + "/")),
        messages=(*cleaning.messages(), *_outside(archive, set(pages.values()) - set(chapters) - set(contents))),
        expected=tuple(marks.expected),
        attrs=whole,
        keeps_classes=False,
        is_physical=True,
    )


def _package(archive: Archive) -> tuple[dict[str, bytes], etree._Element, str]:
    """The container, made safe, and the package document with its name (EPUB 3.3, 4.2.6.3.1)."""
    if _CONTAINER not in archive.members:
        raise archive.invalid(f"it has no {_CONTAINER}")
    container = parse_xml(archive.name, _CONTAINER, archive.read(_CONTAINER))
    name = next((path for root in container.iter("{*}rootfile") if (path := root.get("full-path"))), "")
    if name not in archive.members:
        raise archive.invalid(f"it has no package document {name}")
    package = parse_xml(archive.name, name, archive.read(name))
    return {_CONTAINER: write_xml(container)}, package, name


def _whole(package: etree._Element) -> Attrs:
    spine = next(package.iter("{*}spine"), None)
    is_rtl = spine is not None and spine.get("page-progression-direction") == "rtl"
    lang = next((" ".join((found.text or "").split()) for found in package.iter("{*}language")), "")
    return Attrs(lang=lang if is_language(lang) else None, dir="rtl" if is_rtl else None)


def _spine(package: etree._Element, paths: dict[str, str]) -> list[str]:
    """The chapters in reading order, each once: what names one again leaves the spine (EPUB 3.3, 5.7.2)."""
    ordered: dict[str, None] = {}
    for item in list(package.iter("{*}itemref")):
        path = paths.get(item.get("idref", ""))
        parent = item.getparent()
        if path in ordered and parent is not None:
            parent.remove(item)
        elif path:
            ordered[path] = None
    return list(ordered)


def _pages(archive: Archive, package: etree._Element, name: str) -> tuple[dict[str, str], list[str]]:
    """The pages of the manifest by identifier, and those that are tables of contents, which each reader makes anew."""
    folder = posixpath.dirname(name)
    paths: dict[str, str] = {}
    contents: list[str] = []
    for item in package.iter("{*}item"):
        path = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        if path in archive.members and item.get("media-type") == "application/xhtml+xml":
            paths[item.get("id", "")] = path
            if "nav" in item.get("properties", "").split():
                contents.append(path)
    return paths, contents


def _chapter(archive: Archive, path: str) -> etree._Element:
    """A page of the book; what is no well-formed XML is read as browsers read HTML."""
    data = archive.read(path)
    try:
        root = parse_xml(archive.name, path, data)
    except SourceError as error:
        if error.message.code == "xml-entities":
            raise
        if not data.strip():
            return etree.Element("html")
        root = parse_page(archive.name, decode_page(Source(path, data)).text())
    _keep_covers(root)
    strip_namespace(root)
    limit_spans(root)
    return root


def _keep_covers(root: etree._Element) -> None:
    """An image in SVG stands for the SVG: covers are wrapped so."""
    for drawing in list(root.iter(f"{_SVG}svg", "svg")):
        image = next(drawing.iter(f"{_SVG}image", "image"), None)
        parent = drawing.getparent()
        if image is None or parent is None:
            continue
        shown = etree.Element("img", {"src": image.get(_HREF) or image.get("href") or "", "alt": ""})
        shown.tail, drawing.tail = drawing.tail, None
        parent.replace(drawing, shown)


def _outside(archive: Archive, paths: set[str]) -> Iterator[Message]:
    """A message for each page that is not in the reading order."""
    for path in sorted(paths):
        if text := words_of(_chapter(archive, path)):
            yield message("page-part-dropped", None, part=f"{path}, which is not in the spine", text=shortened(text))


def _write(root: etree._Element) -> bytes:
    if root.tag == "html":
        root.set("xmlns", _XHTML)
    return etree.tostring(root, encoding="utf-8", method="xml", xml_declaration=True)
