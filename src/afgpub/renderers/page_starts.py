"""Where printed pages begin, said of the shared XHTML, so that an e-book can bear the numbers of the printed pages.

A place is the number of a block among all blocks and how many letters and digits of that block stand before it: both
are the same in every output, whatever lines, hyphens or notes an engine makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from afgpub.frozen import dataclass, replace
from afgpub.lxml_start import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.options import Options

BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "td", "th", "caption", "figcaption", "pre")
ATTRIBUTE = "data-block"


@dataclass(frozen=True, slots=True)
class PageStart:
    """A printed page: its number as printed, the block in which it begins, and the letters of that block before it."""

    label: str
    block: int
    letters: int = 0


def printed_first(formats: Iterable[str], options: Mapping[str, Options]) -> list[str]:
    """The formats in their order, but those last that can bear the numbers of printed pages."""
    return sorted(formats, key=lambda name: hasattr(options[name], "page_starts"))


def with_page_starts(options: Options, starts: tuple[PageStart, ...]) -> Options:
    """The options with these page numbers, where the format can bear any and has not been given others."""
    if not starts or not hasattr(options, "page_starts"):
        return options
    given: dict[str, Any] = {"page_starts": options.page_starts or starts}
    return replace(options, **given)


def blocks(article: _Element) -> list[_Element]:
    """The blocks of the shared XHTML, numbered from 0 in the order of the document."""
    return list(article.iter(*BLOCKS))


def number_blocks(article: _Element) -> None:
    """Write the number of each block on it, for an engine that takes the XHTML apart afterwards."""
    for number, block in enumerate(blocks(article)):
        block.set(ATTRIBUTE, str(number))


def count_letters(text: str) -> int:
    """The letters and digits of a text: what no engine adds to or takes away."""
    return sum(map(str.isalnum, text))


def insert_page_breaks(article: _Element, starts: Iterable[PageStart], word: str) -> tuple[tuple[str, str], ...]:
    """Put a mark where each page begins (EPUB Accessibility 1.1 §3.3; DPUB-ARIA doc-pagebreak).

    `word` is what a page is called. Gives the label and the identifier of each mark; a page that begins in no block of
    `article` is passed over.
    """
    known = blocks(article)
    found: list[tuple[str, str]] = []
    for start in starts:
        if not 0 <= start.block < len(known):
            continue
        id = f"page-{len(found) + 1}"
        mark = etree.Element("span", {"role": "doc-pagebreak", "id": id, "aria-label": f"{word} {start.label}"})
        _insert(known[start.block], mark, start.letters)
        found.append((start.label, id))
    return tuple(found)


def _insert(block: _Element, mark: _Element, letters: int) -> None:
    if not letters:
        block.text, mark.tail = None, block.text
        _place(block, 0, mark)
        return
    for node, is_tail, text in list(_pieces(block)):
        count = count_letters(text)
        if count <= letters and letters:
            letters -= count
            continue
        cut = _cut(text, letters)
        if not is_tail:
            node.text, mark.tail = text[:cut], text[cut:]
            _place(node, 0, mark)
            return
        parent = node.getparent()
        if parent is not None:
            node.tail, mark.tail = text[:cut], text[cut:]
            _place(parent, parent.index(node) + 1, mark)
            return
    block.append(mark)


def _place(parent: _Element, index: int, mark: _Element) -> None:
    tail = mark.tail
    parent.insert(index, mark)
    mark.tail = tail


def _pieces(block: _Element) -> Iterator[tuple[_Element, bool, str]]:
    """The pieces of text of a block that are in no block inside it, each as text or tail of an element."""
    yield block, False, block.text or ""
    for child in block:
        if child.tag not in BLOCKS and not child.get("role", "").startswith("doc-"):
            yield from _pieces(child)
        yield child, True, child.tail or ""


def _cut(text: str, letters: int) -> int:
    """Where `letters` letters of `text` have gone by and the next one begins."""
    for index, character in enumerate(text):
        if character.isalnum():
            if letters == 0:
                return index
            letters -= 1
    return len(text)
