"""Notes: each stands where it is called, and what is marked inside it says nothing of the text around it."""

from __future__ import annotations

from typing import Any

from afgpub.document import NO_ATTRS, Note
from afgpub.readers.pandoc.mapping import Mapping

NOTE = "afgpub-note"  # the attribute of a call and of its note in a page that was made ready


def collect_notes(tree: object) -> dict[str, Any]:
    """The blocks of the notes that a page was made ready with, by name."""
    found: dict[str, Any] = {}
    stack = [tree]
    while stack:
        match stack.pop():
            case {"t": "Div", "c": [[_, _, pairs], nodes]}:
                if name := next((value for key, value in pairs if key == NOTE), ""):
                    found[name] = nodes
                stack.append(nodes)
            case list() as items:
                stack.extend(items)
            case _:
                pass
    return found


def make_note(nodes: Any, mapping: Mapping) -> Note:
    """The note of pandoc's blocks `nodes`."""
    from afgpub.readers.pandoc.blocks import make_blocks  # blocks hold notes and notes blocks

    span = mapping.span()
    before = mapping.style, mapping.paragraph, mapping.place, mapping.first, mapping.in_note
    mapping.style, mapping.paragraph, mapping.in_note = NO_ATTRS, None, True
    body = make_blocks(nodes, mapping)
    mapping.style, mapping.paragraph, mapping.place, mapping.first, mapping.in_note = before
    return Note(body, span=span)
