"""Going through a tree: its nodes in reading order, a changed copy, its plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from operator import is_
from typing import TypeVar, cast

from afgpub.document import AnyNode, Code, CodeBlock, Image, LineBreak, Node, Note, Text

NodeType = TypeVar("NodeType", bound=Node)


_PLAIN = ("str", "int", "bool", "Attrs", "Span", "Align", "Calendar", "Metadata")
_holders: dict[type[Node], tuple[str, ...]] = {}


def holders(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a node class that hold other nodes, in reading order: those whose type is no plain value."""
    if kind not in _holders:
        _holders[kind] = tuple(f.name for f in fields(kind) if not str(f.type).startswith(_PLAIN))
    return _holders[kind]


def children(node: Node) -> Iterator[AnyNode]:
    """The nodes right below `node`, in reading order, which is the order of its fields."""
    for name in holders(type(node)):
        yield from getattr(node, name)


def walk(node: Node) -> Iterator[AnyNode]:
    """`node` and all nodes below it, in reading order."""
    stack: list[Node] = [node]
    while stack:
        current = stack.pop()
        yield cast("AnyNode", current)
        for name in reversed(holders(type(current))):
            stack.extend(reversed(getattr(current, name)))


Change = Callable[[AnyNode], "AnyNode | tuple[AnyNode, ...]"]


def transform(node: NodeType, change: Change) -> NodeType:
    """A copy of `node` in which `change` has been applied to every node below it, innermost first.

    `change` gives back one node, or a tuple of nodes to stand in its place (an empty one takes it out).
    What is unchanged is shared with the original.
    """
    updates: dict[str, object] = {}
    for name in holders(type(node)):
        before = getattr(node, name)
        after: list[AnyNode] = []
        for child in before:
            changed = change(transform(child, change) if holders(type(child)) else child)
            if isinstance(changed, tuple):
                after.extend(changed)
            else:
                after.append(changed)
        if len(after) != len(before) or not all(map(is_, after, before)):
            updates[name] = tuple(after)
    return replace(node, **updates) if updates else node  # type: ignore[arg-type]


def plain_text(nodes: Node | Iterable[Node]) -> str:
    """The characters of inline nodes in logical order, without the bodies of notes; a break is a space."""
    if isinstance(nodes, Node):
        nodes = (nodes,)
    pieces: list[str] = []
    _collect(nodes, pieces)
    return "".join(pieces)


def _collect(nodes: Iterable[Node], pieces: list[str]) -> None:
    for node in nodes:
        match node:
            case Text(value) | Code(value):
                pieces.append(value)
            case CodeBlock(text):
                pieces.append(text)
            case LineBreak():
                pieces.append(" ")
            case Image(alternative=alternative):
                pieces.append(alternative)
            case Note():
                pass
            case _:
                _collect(children(node), pieces)
