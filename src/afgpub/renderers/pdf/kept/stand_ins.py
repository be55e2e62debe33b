"""The chapters of a page tree, under digests of all that their pages depend on; stand-ins for those that are kept."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from lxml import etree

from afgpub.renderers.page_starts import ATTRIBUTE

if TYPE_CHECKING:
    from lxml.etree import _Element

PAGE = "kept-page"  # the element of a page that is kept; its `number` is that of the page
_PART = "kept-part"
# What counts over pages, or says in one place what stands in another; but for what the contents and the numbers of
# pages need, whoever asks for it has chapters that depend on others.
_REACHING = re.compile(r"counter-(?:increment|set|reset)|running\(|element\(|target-|:nth\(|position:\s*fixed")
_KNOWN = re.compile(
    r"@page :nth\(1 of text\) \{ counter-reset: page 1;? \}|target-counter\(attr\(data-target\), page, folio\)"
)


def reaches_over(style: str) -> bool:
    """Whether a style sheet may make pages of a chapter depend on other chapters."""
    return bool(_REACHING.search(_KNOWN.sub("", style)))


def chapters_of(page: Any) -> tuple[Any, list[Any]]:
    """The division that holds the text of a book, and the sections in it, of a tree of lxml or ElementTree."""
    for matter in page.iter("div"):
        if (matter.get("class") or "").split()[:1] == ["matter"]:
            text = matter.find("div[@class='text']")
            return text, [] if text is None else text.findall("section")
    return None, []


def key_of(section: _Element, settings: str, ids: Set[str]) -> str:
    """The digest of a chapter and of what is around it, without the numbers of blocks; `ids` are those of the book."""
    from afgpub.chapters.store import digest_of

    numbered = [(block, block.attrib.pop(ATTRIBUTE)) for block in section.iter() if ATTRIBUTE in block.attrib]
    written = etree.tostring(section, with_tail=False)
    for block, number in numbered:
        block.set(ATTRIBUTE, number)
    parent = section.getparent()
    places = [section.getprevious() is None, section.getnext() is None]
    links = [link.get("href", "") for link in section.iter("a")]
    places += [unquote(target[1:]) in ids for target in links if target.startswith("#")]  # the others have no place
    around = [[node.tag, *sorted(node.items())] for node in section.iterancestors() if node is not parent]
    more = repr([places, around, sorted(parent.items()) if parent is not None else []])
    return digest_of(b"pages", settings.encode(), more.encode("utf-8", "surrogatepass"), written)


def first_block(section: Any) -> int:
    """The number of the first block of a chapter."""
    return next(int(block.get(ATTRIBUTE)) for block in section.iter() if block.get(ATTRIBUTE))


def targets_in(page: _Element) -> Set[str]:
    """The identifiers of which the contents want the numbers of pages."""
    return {target[1:] for node in page.iter("span") if (target := node.get("data-target"))}


def stand_in(section: _Element, pages: tuple[dict[str, Any], ...], targets: Set[str]) -> None:
    """Put empty pages in the place of a chapter, which say what margins and contents ask of them."""
    section.text = None
    del section[:]
    placed = {section.get("id")}
    for number, kept in enumerate(pages):
        page = etree.SubElement(section, PAGE, number=str(number))
        page.set("style", "display: block; break-before: page" if number else "display: block")
        for place in (name for name, _ in kept["anchors"] if name in targets and name not in placed):
            etree.SubElement(page, _PART, id=place, style="display: block")
            placed.add(place)
        for name, value in kept["strings"]:
            part = etree.SubElement(page, _PART, {"data-string": value})
            part.set("style", f"display: block; string-set: {name} attr(data-string)")
