"""A document made ready for pandoc, with what is needed to read pandoc's answer."""

from __future__ import annotations

from collections.abc import Callable

from afgpub.document import NO_ATTRS, Attrs, Unit
from afgpub.frozen import dataclass
from afgpub.messages import Message
from afgpub.readers.pandoc.markers import Mark, Markers


def same_target(target: str) -> str | None:
    """A picture beside the text needs no other name."""
    return target


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """`data` in the format `reader` of pandoc.

    `text` is the text in whose lines the words are looked up, from the character `begin`, if it is one; `expected` are
    the marked paragraphs with their words, so that none that pandoc passes over is lost unseen; `attrs` what is known
    of the whole text. For the other fields see `Mapping`.
    """

    data: bytes
    reader: str
    unit: Unit = "line"
    text: str = ""
    begin: int = 0
    markers: Markers | None = None
    picture: Callable[[str], str | None] = same_target
    messages: tuple[Message, ...] = ()
    expected: tuple[tuple[Mark, str], ...] = ()
    attrs: Attrs = NO_ATTRS
    keeps_classes: bool = True
    is_physical: bool = False
    is_counting: bool = False
