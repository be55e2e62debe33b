"""The package document: what the book consists of and in which order it is read (EPUB 3.3 §5)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from afgpub.digests import sha256_of, url_uuid
from afgpub.frozen import dataclass
from afgpub.renderers.epub.metadata import DC, Facts, write_metadata
from afgpub.renderers.epub.rows import as_document, indented
from afgpub.renderers.markup.writing import NONE, void

if TYPE_CHECKING:
    from collections.abc import Mapping

    from afgpub.metadata import Metadata

OPF = "http://www.idpf.org/2007/opf"
# Marks of printed pages: they come and go with the PDF, the text is the same.
_MARK = re.compile(rb'<span [^<>]*role="doc-pagebreak"[^<>]*/>')


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the book; `linear` is set for a page of the reading order, `properties` as EPUB 3.3 §5.6 has them."""

    name: str
    media_type: str
    properties: str = ""
    linear: bool = False


def identify(meta: Metadata, files: Mapping[str, bytes]) -> str:
    """The identifier that the source gives, else a UUID of version 5 made of the text, with its front, and the images.

    Style, faces and cover are left out: the same text in another theme is the same publication (EPUB 3.3 §5.5.3.1).
    """
    return meta.identifier.strip() or identifier_of(files)


def identifier_of(files: Mapping[str, bytes], *, has_pages: bool = True) -> str:
    """The UUID made of those of `files` that are text or images; none of them is searched for pages if it has none."""
    pieces: list[bytes] = []
    for name in sorted(name for name in files if name.startswith(("text/", "images/"))):
        data = files[name]
        if has_pages and name.endswith(".xhtml") and b"doc-pagebreak" in data:
            data = _MARK.sub(b"", data)
        pieces += (f"\0{name}\0{len(data)}\0".encode(), data)
    return url_uuid(f"urn:sha256:{sha256_of(*pieces)}")


def write_package(facts: Facts, items: tuple[Item, ...]) -> bytes:
    """package.opf."""
    metadata, manifest, spine = write_metadata(facts), list[str](), list[str]()
    for number, item in enumerate(items, 1):
        name = "ncx" if item.name == "toc.ncx" else f"item-{number}"
        entry = {"id": name, "href": item.name, "media-type": item.media_type}
        manifest.append(void("item", {**entry, **({"properties": item.properties} if item.properties else NONE)}))
        if item.properties == "cover-image":  # for readers of EPUB 2 (OPF 2.0.1 has no cover; this is the usage)
            metadata.append(void("meta", {"name": "cover", "content": name}))
        if item.linear:
            spine.append(void("itemref", {"idref": name}))
    root = {"xmlns": OPF, "version": "3.0", "unique-identifier": "identifier"}
    held = indented("metadata", {"xmlns:dc": DC}, metadata)
    held += indented("manifest", NONE, manifest)
    held += indented("spine", {"toc": "ncx", "page-progression-direction": facts.dir}, spine)
    return as_document(indented("package", {**root, "dir": facts.dir, "xml:lang": facts.langs[0]}, held))
