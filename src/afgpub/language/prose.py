"""The words of a text that are in a language of people: without code and the bodies of notes."""

from __future__ import annotations

from collections.abc import Iterable

from afgpub.document import Block, Code, Figure, Image, LineBreak, Node, Note, Part, Section, Table, Text
from afgpub.walk import children, holders


def prose(nodes: Iterable[Node]) -> str:
    """The words of `nodes` in reading order, each block on a line of its own."""
    pieces: list[str] = []
    _collect(nodes, pieces)
    return "".join(pieces)


def _collect(nodes: Iterable[Node], pieces: list[str]) -> None:
    for node in nodes:
        match node:
            case Text(value) | Image(alternative=value):
                pieces.append(value)
            case LineBreak():
                pieces.append(" ")
            case Code() | Note():
                pass
            case Section() | Figure() | Table():
                for field in holders(type(node)):  # a title or a caption is a line of its own too
                    _collect(getattr(node, field), pieces)
                    pieces.append("\n")
            case _:
                _collect(children(node), pieces)
                if isinstance(node, Block | Part):
                    pieces.append("\n")
