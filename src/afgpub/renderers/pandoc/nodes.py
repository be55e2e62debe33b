"""The parts of pandoc's tree (pandoc-types 1.23) as they are written in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Nodes: TypeAlias = list[Node]
Attr: TypeAlias = list[Any]  # [identifier, [class, …], [[name, value], …]]

API_VERSION = [1, 23, 1]
SPACE: Node = {"t": "Space"}
LINE_BREAK: Node = {"t": "LineBreak"}
_WORDS = re.compile(r"([ \t\n\r]+)")


def node(kind: str, content: object) -> Node:
    """A node of `kind`."""
    return {"t": kind, "c": content}


def attr(id: str | None = None, classes: Iterable[str] = (), pairs: Iterable[tuple[str, str]] = ()) -> Attr:
    """The attributes of a node."""
    return [id or "", list(classes), [list(pair) for pair in pairs]]


def words(text: str) -> Nodes:
    """Characters as words and the spaces between them; a no-break space is part of a word."""
    return [node("Str", piece) if piece.strip(" \t\n\r") else SPACE for piece in _WORDS.split(text) if piece]


def span(inside: Nodes, attributes: Attr) -> Node:
    """A phrase with attributes."""
    return node("Span", [attributes, inside])


def division(inside: Nodes, attributes: Attr) -> Node:
    """Blocks with attributes."""
    return node("Div", [attributes, inside])


def paragraph(inside: Nodes, *, tight: bool = False) -> Node:
    """A paragraph, without space around it where it is `tight`."""
    return node("Plain" if tight else "Para", inside)


def meta_inlines(inside: Nodes) -> Node:
    """A value of the metadata."""
    return node("MetaInlines", inside)


def meta_list(values: Sequence[Node]) -> Node:
    """A list of values of the metadata."""
    return node("MetaList", list(values))
