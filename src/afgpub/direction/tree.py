"""Isolates in every phrase of a tree whose blocks have their directions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import is_
from typing import TypeVar, cast

from afgpub.direction.isolation import isolate
from afgpub.document import Inline, Inlines, Node, Note
from afgpub.metadata import Direction
from afgpub.walk import holders

NodeType = TypeVar("NodeType", bound=Node)


@dataclass(frozen=True, slots=True)
class Place:
    """Direction and language where a node stands, the direction of the whole text, and the order of heading numbers."""

    dir: Direction
    lang: str
    home: Direction
    heading_numbers: str


def isolate_phrases(node: NodeType, place: Place) -> NodeType:
    """`node` with isolates in every phrase below it: in its blocks, titles, captions, credits and notes.

    A note is printed where the text ends, so it says its direction where it is called in one that is not the text's.
    """
    names = holders(type(node))
    if not names:
        return node
    if node.attrs.dir or node.attrs.lang:
        place = replace(place, dir=node.attrs.dir or place.dir, lang=node.attrs.lang or place.lang)
    changes: dict[str, object] = {}
    for name in names:
        before: tuple[Node, ...] = getattr(node, name)
        after = before
        if before and isinstance(before[0], Inline) and not isinstance(node, Inline):
            after = isolate(cast("Inlines", before), place.dir, place.heading_numbers if name == "title" else "")
        after = tuple(_note(n, place) if isinstance(n, Note) else isolate_phrases(n, place) for n in after)
        if len(after) != len(before) or not all(map(is_, after, before)):
            changes[name] = after
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]


def _note(note: Note, place: Place) -> Note:
    own = isolate_phrases(note, place)
    if place.dir == place.home or note.attrs.dir:
        return own
    return replace(own, attrs=replace(own.attrs, dir=place.dir, lang=own.attrs.lang or place.lang))
