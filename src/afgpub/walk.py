"""Going through a tree: its nodes in reading order, a changed copy, its plain text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import is_
from typing import TypeVar, cast

from afgpub.document import AnyNode, Code, CodeBlock, Image, LineBreak, Node, Note, Paragraph, Text
from afgpub.frozen import fields, replace

NodeType = TypeVar("NodeType", bound=Node)


_PLAIN = ("str", "int", "bool", "Attrs", "Span", "Align", "Calendar", "Metadata")


class _Holders(dict[type[Node], tuple[str, ...]]):
    """For each node class the names of the fields that hold nodes; a class is looked at when it is first met."""

    def __missing__(self, kind: type[Node]) -> tuple[str, ...]:
        self[kind] = tuple(field.name for field in fields(kind) if not str(field.type).startswith(_PLAIN))
        return self[kind]


_HOLDERS = _Holders()


def holders(kind: type[Node]) -> tuple[str, ...]:
    """The fields of a node class that hold other nodes, in reading order: those whose type is no plain value."""
    return _HOLDERS[kind]


def children(node: Node) -> Iterator[AnyNode]:
    """The nodes right below `node`, in reading order, which is the order of its fields."""
    for name in _HOLDERS[type(node)]:
        yield from getattr(node, name)


def walk(node: Node) -> Iterator[AnyNode]:
    """`node` and all nodes below it, in reading order."""
    stack = [cast("AnyNode", node)]
    while stack:
        current = stack.pop()
        yield current
        for name in reversed(_HOLDERS[type(current)]):
            stack += getattr(current, name)[::-1]


Change = Callable[[AnyNode], "AnyNode | tuple[AnyNode, ...]"]


def transform(node: NodeType, change: Change) -> NodeType:
    """A copy of `node` in which `change` has been applied to every node below it, innermost first.

    `change` gives back one node, or a tuple of nodes to stand in its place (an empty one takes it out).
    What is unchanged is shared with the original, which comes back itself if nothing is changed.
    """
    updates: dict[str, object] = {}
    for name in _HOLDERS[type(node)]:
        before: tuple[AnyNode, ...] = getattr(node, name)
        after: list[AnyNode] = []
        is_changed = False
        for child in before:
            changed = change(transform(child, change) if _HOLDERS[type(child)] else child)
            if isinstance(changed, tuple):
                after += changed
            else:
                after.append(changed)
            is_changed = is_changed or changed is not child
        if is_changed and not (len(after) == len(before) and all(map(is_, after, before))):
            updates[name] = tuple(after)
    return replace(node, **updates) if updates else node  # type: ignore[arg-type]


def plain_text(nodes: Node | Iterable[Node]) -> str:
    """The characters of inline nodes in logical order, without the bodies of notes; a break is a space."""
    if type(nodes) is Paragraph:
        nodes = nodes.children
    if type(nodes) is tuple and len(nodes) == 1 and type(nodes[0]) is Text:  # as most lines are
        return str(nodes[0].value)
    pieces: list[str] = []
    stack = [nodes] if isinstance(nodes, Node) else list(nodes)[::-1]
    while stack:
        node = stack.pop()
        match node:
            case Text() | Code():
                pieces.append(node.value)
            case CodeBlock():
                pieces.append(node.text)
            case LineBreak():
                pieces.append(" ")
            case Image():
                pieces.append(node.alternative)
            case Note():
                pass
            case _:
                for name in reversed(_HOLDERS[type(node)]):
                    stack += getattr(node, name)[::-1]
    return pieces[0] if len(pieces) == 1 else "".join(pieces)
