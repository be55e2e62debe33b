"""The words of a text that are in a language of people: without code and the bodies of notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from afgpub.document import Block, Code, Figure, Image, LineBreak, Node, Note, Part, Section, Table, Text
from afgpub.walk import children, holders


def prose(nodes: Iterable[Node]) -> str:
    """The words of `nodes` in reading order, each block on a line of its own."""
    return "".join(_words(nodes))


def _words(nodes: Iterable[Node]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(value) | Image(alternative=value):
                yield value
            case LineBreak():
                yield " "
            case Code() | Note():
                pass
            case Section() | Figure() | Table():
                for field in holders(type(node)):  # a title or a caption is a line of its own too
                    yield from _words(getattr(node, field))
                    yield "\n"
            case _:
                yield from _words(children(node))
                if isinstance(node, Block | Part):
                    yield "\n"
