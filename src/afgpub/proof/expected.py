"""The text of an article, block by block, with the direction of every character: what the PDF must say."""

from __future__ import annotations

import re
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
_SAID = re.compile(f"[^ {''.join(sorted(SILENT))}]+")
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

    def says(self, line: str, start: int, end: int) -> bool:
        """Whether the characters from `start` to `end` are `line` from left to right."""
        characters = self.characters[start:end]
        if len(characters) != len(line):
            return False
        levels = set(self.levels[start:end])
        if not any(level % 2 for level in levels):
            return characters == line
        if len(levels) == 1:
            return characters[::-1] == line
        return sorted(characters) == sorted(line) and line == "".join(
            [self.characters[index] for index in self.seen(start, end)]
        )


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
    kept: list[str] = []
    kept_levels: list[bytes] = []
    word_of: list[int] = []
    end = 0
    for found in _SAID.finditer(text):
        said = found[0]
        if words and not text[end : found.start()].count(" "):
            words[-1] += said
        else:
            words.append(said)
        end = found.end()
        kept.append(said)
        kept_levels.append(bytes(levels[found.start() : end]))
        word_of += [len(words) - 1] * len(said)
    return Block("".join(kept), b"".join(kept_levels), tuple(words), tuple(word_of))
