"""Pages of the book: elements without a namespace, as the other formats share them, made into XHTML files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

    from afgpub.metadata import Direction

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

# The DPUB-ARIA roles that are also terms of the EPUB Structural Semantics Vocabulary.
_TYPES = frozenset(
    "abstract appendix backlink bibliography chapter endnotes epigraph footnote foreword glossary index introduction "
    "noteref pagebreak part preface pullquote subtitle toc".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the book: its name relative to the package document, its title, and its body as HTML elements.

    `kind` is what it is in the words of EPUB: `bodymatter`, `frontmatter`, `cover`.
    """

    name: str
    title: str
    lang: str
    dir: Direction
    body: _Element
    kind: str = "bodymatter"

    @property
    def up(self) -> str:
        """The way from this file to the folder of the package document."""
        return "../" * self.name.count("/")


def write_page(page: Page) -> bytes:
    """The page as an XHTML content document (EPUB 3.3 §6.1). What XML readers and EPUB want is added to its body."""
    html = etree.Element("html", nsmap={"epub": OPS})
    html.set(f"{{{XML}}}lang", page.lang)
    html.set("lang", page.lang)
    html.set("dir", page.dir)
    head = etree.SubElement(html, "head")
    etree.SubElement(head, "meta", charset="utf-8")
    etree.SubElement(head, "title").text = page.title
    etree.SubElement(head, "link", rel="stylesheet", type="text/css", href=f"{page.up}style.css")
    page.body.set(f"{{{OPS}}}type", page.kind)
    html.append(page.body)
    for element in page.body.iter("*"):
        _name(element)
    data: bytes = etree.tostring(html, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return in_namespace(data, "html", XHTML)


def in_namespace(data: bytes, root: str, namespace: str) -> bytes:
    """An XML document whose elements are in no namespace, with all of them in `namespace` by default."""
    return data.replace(f"<{root} ".encode(), f'<{root} xmlns="{namespace}" '.encode(), 1)


def write_pages(pages: Iterable[Page]) -> dict[str, bytes]:
    """The files of `pages` by their names."""
    return {page.name: write_page(page) for page in pages}


def _name(element: _Element) -> None:
    """Say the language of an element to XML readers too, and its role in the words of EPUB."""
    if lang := element.get("lang"):
        element.set(f"{{{XML}}}lang", lang)
    label, role = _ROLES.get(str(element.tag), ("", ""))
    if role and label in (element.get("class") or "").split():
        element.set("role", role)
    role = element.get("role") or ""
    if role and (term := role.removeprefix("doc-")) != role and term in _TYPES:
        element.set(f"{{{OPS}}}type", term)


_ROLES = {"section": ("chapter", "doc-chapter"), "p": ("subtitle", "doc-subtitle")}  # by tag and class
