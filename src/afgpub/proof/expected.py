"""The text of an article, block by block, with the direction of every character: what the PDF must say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, cast

from afgpub.bidi import FSI, LRI, PDI, RLI, reordered, resolve
from afgpub.frozen import dataclass
from afgpub.renderers.pdf.text.spelling import SILENT

if TYPE_CHECKING:
    from lxml.etree import _Element

Direction = Literal["ltr", "rtl"]
_BLOCKS = frozenset(
    "article header footer main section div p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd "
    "table caption thead tbody tfoot tr td th figure figcaption blockquote aside nav pre hr address".split()
)
_UNSEEN = frozenset(("img", "svg", "style", "script", "template"))


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: its visible characters in logical order without spaces, their levels (UAX #9), their words."""

    characters: str
    levels: bytes
    words: tuple[str, ...]
    word_of: tuple[int, ...]

    def seen(self, start: int, end: int) -> list[int]:
        """The indices of a line `characters[start:end]` from left to right."""
        return [start + index for index in reordered(self.levels[start:end])]


def expected_blocks(article: _Element) -> tuple[Block, ...]:
    """The blocks of an XHTML article (elements without namespace) that a page prints, in reading order."""
    return tuple(_block(text, base) for text, base in _texts(article) if not text.isspace())


def _texts(article: _Element) -> Iterator[tuple[str, Direction]]:
    pieces: list[str] = []
    done: list[tuple[str, Direction]] = []

    def end(base: Direction) -> None:
        text = "".join(pieces)
        pieces.clear()
        if text.strip():
            done.append((text, base))

    def go(node: _Element, base: Direction, literal: bool) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        labels = node.get("class", "").split()
        if (
            not tag
            or tag in _UNSEEN
            or "backlink" in labels
            or "entries" in labels
            or node.get("aria-hidden") == "true"
        ):
            return
        if "footnote" in labels:  # it stands elsewhere, and the paragraph goes on after it
            around = pieces[:]
            pieces.clear()
            write(node.text, base, literal)
            for child in node:
                go(child, base, literal)
                write(child.tail, base, literal)
            end(base)
            pieces.extend(around)
            return
        own = node.get("dir")
        is_block = tag in _BLOCKS
        opening = closing = ""
        if is_block:
            end(base)
        elif own or tag == "bdi":
            opening, closing = {"ltr": LRI, "rtl": RLI}.get(own or "", FSI), PDI
        inner = cast("Direction", own) if is_block and own in ("ltr", "rtl") else base
        if tag == "br":
            end(base)
        pieces.append(opening)
        write(node.text, inner, literal or tag == "pre")
        for child in node:
            go(child, inner, literal or tag == "pre")
            write(child.tail, inner, literal or tag == "pre")
        pieces.append(closing)
        if is_block:
            end(inner)

    def write(text: str | None, base: Direction, literal: bool) -> None:
        if not literal or "\n" not in (text or ""):
            pieces.append(text or "")
            return
        for number, line in enumerate((text or "").split("\n")):
            if number:
                end(base)
            pieces.append(line)

    go(article, cast("Direction", article.get("dir", "ltr")), False)
    yield from done


def _block(text: str, base: Direction) -> Block:
    text = " ".join(text.split())
    levels = resolve(text, base)
    words: list[str] = []
    kept: list[int] = []
    word_of: list[int] = []
    fresh = True
    for index, character in enumerate(text):
        if character.isspace():
            fresh = True
            continue
        if character in SILENT:
            continue
        if fresh:
            words.append("")
            fresh = False
        words[-1] += character
        kept.append(index)
        word_of.append(len(words) - 1)
    return Block("".join(text[i] for i in kept), bytes(levels[i] for i in kept), tuple(words), tuple(word_of))
