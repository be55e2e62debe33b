"""Isolates in every phrase of a tree whose blocks have their directions."""

from __future__ import annotations

from operator import is_
from typing import TypeVar, cast

from afgpub.direction.isolation import isolate
from afgpub.direction.quiet import is_flat, says_nothing
from afgpub.document import Inlines, Node, Note
from afgpub.frozen import dataclass, replace
from afgpub.language.prose import is_inline
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
    if node.attrs.dir or node.attrs.lang:
        place = Place(node.attrs.dir or place.dir, node.attrs.lang or place.lang, place.home, place.heading_numbers)
    changes: dict[str, object] = {}
    for name in holders(type(node)):
        before: tuple[Node, ...] = getattr(node, name)
        in_line = bool(before) and is_inline(before[0])
        if not before or (in_line and place.dir == "ltr" and says_nothing(cast("Inlines", before))):
            continue
        after = before
        if in_line and not is_inline(node):
            after = isolate(cast("Inlines", before), place.dir, place.heading_numbers if name == "title" else "")
        after = tuple([_placed(n, place) if holders(type(n)) and not (in_line and is_flat(n)) else n for n in after])
        if len(after) != len(before) or not all(map(is_, after, before)):
            changes[name] = after
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]


def _placed(node: NodeType, place: Place) -> NodeType:
    own = isolate_phrases(node, place)
    if not isinstance(node, Note) or place.dir == place.home or node.attrs.dir:
        return own
    return replace(own, attrs=replace(own.attrs, dir=place.dir, lang=own.attrs.lang or place.lang))
