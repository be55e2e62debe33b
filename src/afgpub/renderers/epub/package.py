"""The package document: what the book is, what it consists of and in which order it is read (EPUB 3.3 §5)."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from afgpub.moment import publication_time
from afgpub.renderers.epub.xhtml import XML

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from afgpub.metadata import Contributor, Direction, Metadata

OPF = "http://www.idpf.org/2007/opf"
DC = "http://purl.org/dc/elements/1.1/"
# MARC relators of the roles that we know; another role is said in the source's own word only.
_RELATORS = {"author": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill", "photographer": "pht"}


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book; `linear` is set for a page of the reading order, `properties` as EPUB 3.3 §5.6 has them."""

    name: str
    media_type: str
    properties: str = ""
    linear: bool = False


@dataclass(frozen=True, slots=True)
class Package:
    """What the package document says; `langs` are the languages of the text, its own first."""

    title: str
    langs: tuple[str, ...]
    dir: Direction
    meta: Metadata
    identifier: str
    access: tuple[tuple[str, str], ...]
    items: tuple[Item, ...]


def identify(meta: Metadata, files: Mapping[str, bytes]) -> str:
    """The identifier that the source gives, else a UUID of version 5 made of the text, with its front, and the images.

    Style and faces are left out: the same text in another theme is the same publication (EPUB 3.3 §5.5.3.1).
    """
    if meta.identifier.strip():
        return meta.identifier.strip()
    content = sha256()
    for name in sorted(name for name in files if name.startswith(("text/", "images/"))):
        content.update(f"\0{name}\0{len(files[name])}\0".encode())
        content.update(files[name])
    return uuid5(NAMESPACE_URL, f"urn:sha256:{content.hexdigest()}").urn


def write_package(package: Package) -> bytes:
    """package.opf."""
    root = etree.Element("package", {"version": "3.0", "unique-identifier": "identifier"}, nsmap={None: OPF})  # type: ignore[dict-item]
    root.set("dir", package.dir)
    root.set(f"{{{XML}}}lang", package.langs[0])
    _write_metadata(etree.SubElement(root, "metadata", nsmap={"dc": DC}), package)
    manifest, spine = etree.SubElement(root, "manifest"), etree.SubElement(root, "spine", toc="ncx")
    spine.set("page-progression-direction", package.dir)
    for number, item in enumerate(package.items, 1):
        name = "ncx" if item.name == "toc.ncx" else f"item-{number}"
        entry = etree.SubElement(manifest, "item", {"id": name, "href": item.name, "media-type": item.media_type})
        if item.properties:
            entry.set("properties", item.properties)
        if item.linear:
            etree.SubElement(spine, "itemref", idref=name)
    for element in root.iter():
        if not str(element.tag).startswith("{"):
            element.tag = f"{{{OPF}}}{element.tag}"
    data: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return data


def _write_metadata(parent: _Element, package: Package) -> None:
    meta = package.meta
    _dublin_core(parent, "identifier", package.identifier).set("id", "identifier")
    _dublin_core(parent, "title", package.title, package.langs[0], package.dir)
    for lang in package.langs:
        _dublin_core(parent, "language", lang)
    for number, person in enumerate(meta.contributors, 1):
        _write_contributor(parent, person, f"contributor-{number}")
    if meta.publication and meta.publication.text.strip():
        _dublin_core(parent, "publisher", meta.publication.text, meta.publication.lang, meta.publication.dir)
    if meta.issued:
        _dublin_core(parent, "date", meta.issued.iso)
    for name, text in (("description", meta.description), ("rights", meta.rights)):
        if text.strip():
            _dublin_core(parent, name, text)
    for tag in meta.tags:
        if tag.strip():
            _dublin_core(parent, "subject", tag)
    _meta(parent, "dcterms:modified", publication_time(meta))
    for name, value in package.access:
        _meta(parent, name, value)


def _write_contributor(parent: _Element, person: Contributor, id: str) -> None:
    if not person.name.text.strip():
        return
    term = "creator" if person.role == "author" else "contributor"
    _dublin_core(parent, term, person.name.text, person.name.lang, person.name.dir).set("id", id)
    if person.role in _RELATORS:
        role = _meta(parent, "role", _RELATORS[person.role])
        role.set("refines", f"#{id}")
        role.set("scheme", "marc:relators")


def _dublin_core(
    parent: _Element, term: str, text: str, lang: str | None = None, dir: Direction | None = None
) -> _Element:
    new = etree.SubElement(parent, f"{{{DC}}}{term}")
    new.text = text
    if lang:
        new.set(f"{{{XML}}}lang", lang)
    if dir:
        new.set("dir", dir)
    return new


def _meta(parent: _Element, name: str, value: str) -> _Element:
    new = etree.SubElement(parent, "meta", property=name)
    new.text = value
    if name == "schema:accessibilitySummary":
        new.set(f"{{{XML}}}lang", "en")
        new.set("dir", "ltr")
    return new
