"""The words of one paragraph, heading or line, and verse, which is nothing but lines."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import NO_ATTRS, Attrs, Inlines, Line, Stanza, Verse
from afgpub.readers.pandoc.inlines import make_inlines, trimmed
from afgpub.readers.pandoc.mapping import Mapping
from afgpub.readers.pandoc.tree import Node


def make_line(nodes: Sequence[Node], mapping: Mapping) -> tuple[Inlines, Attrs]:
    """The words of one paragraph, heading or line, and what its mark says of it."""
    mapping.paragraph, mapping.first, mapping.style = None, None, NO_ATTRS
    if mapping.is_counting and not mapping.in_note:
        mapping.place += 1
    children = make_inlines(nodes, mapping)
    attrs = mapping.paragraph.attrs if mapping.paragraph else NO_ATTRS
    mapping.paragraph, mapping.style = None, NO_ATTRS
    return trimmed(children), attrs


def part_at_breaks(nodes: Sequence[Node]) -> list[list[Node]]:
    """The nodes between rows of two line breaks and more."""
    parts: list[list[Node]] = [[]]
    breaks: list[Node] = []
    for node in nodes:
        if node["t"] == "LineBreak" or (breaks and node["t"] in ("Space", "SoftBreak")):
            breaks.append(node)
            continue
        if sum(node["t"] == "LineBreak" for node in breaks) > 1:
            parts.append([])
        else:
            parts[-1].extend(breaks)
        breaks = []
        parts[-1].append(node)
    if sum(node["t"] == "LineBreak" for node in breaks) < 2:
        parts[-1].extend(breaks)
    return parts


def make_verse(lines: list[list[Node]], mapping: Mapping) -> list[Verse]:
    """A line block; an empty line parts its stanzas."""
    stanzas: list[list[Line]] = [[]]
    for nodes in lines:
        words, attrs = make_line(nodes, mapping)
        if words:
            stanzas[-1].append(Line(words, attrs=attrs, span=mapping.cover(words)))
        elif stanzas[-1]:
            stanzas.append([])
    made = tuple(Stanza(tuple(stanza), span=mapping.cover(stanza)) for stanza in stanzas if stanza)
    return [Verse(made, span=mapping.cover(made))] if made else []
