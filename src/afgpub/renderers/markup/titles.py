"""Titles outside of their headings: a heading as a string with its isolates, and that string as XHTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from afgpub import bidi
from afgpub.direction.plain import outline_text
from afgpub.metadata import Direction
from afgpub.renderers.markup.elements import append_text, element

_MARKS = re.compile(f"([{bidi.LRI}{bidi.RLI}{bidi.PDI}])")


def shown_title(heading: etree._Element) -> str:
    """The text of a heading without the calls of its notes, its isolates as characters where it can turn."""
    text = " ".join("".join(_words(heading)).split())
    return text if bidi.may_turn(_MARKS.sub("", text)) else _MARKS.sub("", text)


def isolated_title(heading: etree._Element, around: Direction) -> str:
    """`shown_title` for a line without markup that runs `around`: in an isolate if the heading runs the other way."""
    shown, own = shown_title(heading), _direction_of(heading, around)
    return shown if own == around else bidi.isolated(shown, own)


def write_title(parent: etree._Element, shown: str) -> etree._Element:
    """Append a title to `parent`, with `bdi` elements for its isolates, and give `parent` back."""
    place = parent
    depth = [parent]
    for piece in _MARKS.split(shown):
        if piece in (bidi.LRI, bidi.RLI):
            place = element(place, "bdi", dir="ltr" if piece == bidi.LRI else "rtl")
            depth.append(place)
        elif piece == bidi.PDI:
            if len(depth) > 1:
                depth.pop()
            place = depth[-1]
        elif piece:
            append_text(place, piece)
    return parent


def name_outline(page: etree._Element, dir: Direction) -> None:
    """Say on headings, in `data-outline`, how the outline of a PDF shows them, where their text alone would not do."""
    for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        shown = shown_title(heading)
        label = outline_text(shown, _direction_of(heading, dir))
        if label != _MARKS.sub("", shown):
            heading.set("data-outline", label)


def _direction_of(heading: etree._Element, around: Direction) -> Direction:
    turned = next((node for node in (heading, *heading.iterancestors()) if node.get("dir")), None)
    return around if turned is None else "rtl" if turned.get("dir") == "rtl" else "ltr"


def _words(node: etree._Element) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.get("role") != "doc-noteref":
            dir = child.get("dir")
            if dir:
                yield bidi.RLI if dir == "rtl" else bidi.LRI
            yield from _words(child)
            if dir:
                yield bidi.PDI
        yield child.tail or ""
