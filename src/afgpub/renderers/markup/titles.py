"""Titles outside of their headings: a heading as a string with its isolates, and that string as XHTML again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from afgpub import bidi
from afgpub.direction.plain import outline_text
from afgpub.metadata import Direction
from afgpub.renderers.markup.elements import append_text, element, inherited

PLACE = "\0"  # no XML holds it
_MARKS = re.compile(f"([{bidi.LRI}{bidi.RLI}{bidi.PDI}])")


def shown_title(heading: etree._Element) -> str:
    """The text of a heading without the calls of its notes, its isolates as characters where it can turn."""
    text = " ".join("".join(shown_pieces(heading)).split())
    if text.isascii():
        return text
    return text if bidi.may_turn(plain_title(text)) else plain_title(text)


def plain_title(shown: str) -> str:
    """The text of a heading that `shown_title` gave, without the isolates."""
    return shown if shown.isascii() else _MARKS.sub("", shown)


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
        if label != plain_title(shown):
            heading.set("data-outline", label)


def _direction_of(heading: etree._Element, around: Direction) -> Direction:
    own = inherited(heading, "dir")
    return around if own is None else "rtl" if own == "rtl" else "ltr"


def shown_pieces(node: etree._Element, marked: etree._Element | None = None) -> Iterator[str]:
    """The text below `node` without the calls of notes, its isolates as characters; a break is a space.

    PLACE stands where `marked` begins.
    """
    if node is marked:
        yield PLACE
    yield " " if node.tag == "br" else node.text or ""
    for child in node:
        if child.get("role") != "doc-noteref":
            dir = child.get("dir")
            if dir:
                yield bidi.isolate_of("rtl" if dir == "rtl" else "ltr")
            yield from shown_pieces(child, marked)
            if dir:
                yield bidi.PDI
        yield child.tail or ""
