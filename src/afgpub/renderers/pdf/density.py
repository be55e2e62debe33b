"""Paragraphs of thousands of phrases, which nobody writes and which an engine needs minutes for, are refused."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from afgpub.exceptions import RenderError
from afgpub.renderers.page_starts import BLOCKS

MOST = 5_000  # phrases of a paragraph with markup of their own
_EXCERPT = 40


def refuse_dense_blocks(article: etree._Element) -> None:
    """Raise RenderError (layout-dense) where a block of `article` holds more than `MOST` inline elements itself."""
    blocks = frozenset(BLOCKS)
    holder: dict[etree._Element, etree._Element] = {}
    counts = Counter[etree._Element]()
    for element in article.iter(etree.Element):
        parent = element.getparent()
        block = element if element.tag in blocks or parent is None else holder.get(parent, element)
        holder[element] = block
        counts[block] += block is not element and element.tag not in ("table", "tr", "thead", "tbody", "ul", "ol")
    for block, count in counts.items():
        if block.tag in blocks and count > MOST:
            words = " ".join("".join(str(text) for text in block.itertext()).split())[:_EXCERPT]
            raise RenderError.coded("layout-dense", count=count, most=MOST, words=words)
