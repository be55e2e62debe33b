"""Where the pages of a laid-out PDF begin in the shared XHTML, for the page-list of an e-book of the same text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from afgpub.renderers.page_starts import ATTRIBUTE, PageStart, count_letters


def find_page_starts(
    pages: Any, labels: Sequence[str], known: Mapping[int, tuple[int, int] | None]
) -> dict[int, PageStart]:
    """The start of each of WeasyPrint's laid-out `pages`, by its place; pages without text of the article have none.

    `known` has block and letters of those pages on which no text stands any more.

    The blocks were numbered by `number_blocks` before the XHTML was taken apart. What a page repeats (the head of a
    table) and what it moves (notes at the foot) is no beginning: the text goes on where the page before ended.
    """
    found: dict[int, PageStart] = {}
    last, letters = 0, 0  # the block where the text has come to, and how much of it has been read
    for number, (page, label) in enumerate(zip(pages.pages, labels, strict=True)):
        if number in known:
            if place := known[number]:
                found[number] = PageStart(label, *place)
            continue
        begun = False
        for part in page._page_box.children:
            if part.element_tag != "html":
                continue
            for block, text in _texts(part, -1):
                count = count_letters(text)
                if block < last or not count:
                    continue
                if block > last:
                    last, letters = block, 0
                if not begun:
                    found[number] = PageStart(label, block, letters)
                    begun = True
                letters += count
    return found


def _texts(box: Any, block: int) -> Iterator[tuple[int, str]]:
    """The pieces of text below `box`, each with the number of its block; marks of notes and what CSS adds left out."""
    element, tag = box.element, str(box.element_tag or "")
    if "::" in tag:
        return
    if element is not None:
        if (element.get("role") or "").startswith("doc-note"):
            return
        block = int(element.get(ATTRIBUTE) or block)
    text = getattr(box, "text", None)
    if isinstance(text, str):
        if block >= 0:
            yield block, text
        return
    for child in getattr(box, "children", ()):
        yield from _texts(child, block)
