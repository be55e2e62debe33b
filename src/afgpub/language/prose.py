"""The words of a text that are in a language of people: without code and the bodies of notes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from afgpub.document import Code, Figure, Image, Inline, LineBreak, Node, Note, Section, Table, Text
from afgpub.walk import holders

_INLINES = frozenset(get_args(Inline))


def is_inline(node: Node) -> bool:
    """Whether `node` stands in a line; all others are blocks, or parts of blocks."""
    return type(node) in _INLINES


def prose(nodes: Iterable[Node]) -> str:
    """The words of `nodes` in reading order, each block on a line of its own."""
    pieces: list[str] = []
    _collect(nodes, pieces)
    return pieces[0] if len(pieces) == 1 else "".join(pieces)


def _collect(nodes: Iterable[Node], pieces: list[str]) -> None:
    for node in nodes:
        match node:
            case Text():
                pieces.append(node.value)
            case Image():
                pieces.append(node.alternative)
            case LineBreak():
                pieces.append(" ")
            case Code() | Note():
                pass
            case Section() | Figure() | Table():
                for field in holders(type(node)):  # a title or a caption is a line of its own too
                    _collect(getattr(node, field), pieces)
                    pieces.append("\n")
            case _:
                for field in holders(type(node)):
                    _collect(getattr(node, field), pieces)
                if not is_inline(node):
                    pieces.append("\n")
