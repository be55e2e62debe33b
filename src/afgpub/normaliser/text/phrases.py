"""A phrase: the texts below one block, title or caption as one string, so that rules see what stands around bold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from afgpub.document import AnyNode, Code, Image, Inlines, LineBreak, Node, Note, NoteReference, Text
from afgpub.frozen import dataclass, field, replace
from afgpub.normaliser.text.changes import Change, apply_changes
from afgpub.walk import holders

# Stands for what is not text: rules see that something is there, and none knows the character.
OBJECT = "\ufffc"


@dataclass(slots=True)
class Leaf:
    """One text below a phrase, and the language that is named for it; `node` is None for what is not text."""

    value: str
    node: Text | None = None
    lang: str | None = None


@dataclass(slots=True)
class Phrase:
    """The leaves of one phrase in reading order. `text` is the whole; it is kept in step with the leaves."""

    leaves: list[Leaf]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(leaf.value for leaf in self.leaves)

    def places(self) -> list[int]:
        """Where each leaf starts, and where the last ends."""
        places = [0]
        for leaf in self.leaves:
            places.append(places[-1] + len(leaf.value))
        return places

    def edit(self, changes: Sequence[Change]) -> None:
        """Make `changes`, each of which is inside one leaf and which are in order."""
        places = self.places()
        taken = 0
        for leaf, start, end in zip(self.leaves, places, places[1:], strict=False):
            first = taken
            while taken < len(changes) and changes[taken].start < end and changes[taken].end <= end:
                taken += 1
            if taken > first:
                leaf.value = apply_changes(self.text, changes[first:taken], start, end)
        self.text = "".join(leaf.value for leaf in self.leaves)


def phrase_of(inlines: Inlines, lang: str | None) -> Phrase:
    """The phrase that `inlines` make, in a block of language `lang`."""
    leaves: list[Leaf] = []
    _collect(inlines, lang, leaves)
    return Phrase(leaves)


def _collect(inlines: Sequence[Node], lang: str | None, leaves: list[Leaf]) -> None:
    for inline in inlines:
        match inline:
            case Text(value):
                leaves.append(Leaf(value, inline, inline.attrs.lang or lang))
            case LineBreak():
                leaves.append(Leaf("\n"))
            case Code() | Image() | Note() | NoteReference():
                leaves.append(Leaf(OBJECT))
            case _:
                for name in holders(type(inline)):
                    _collect(getattr(inline, name), inline.attrs.lang or lang, leaves)


def rebuilt(inlines: Inlines, leaves: Sequence[Leaf], other: Callable[[AnyNode], AnyNode]) -> Inlines:
    """`inlines` with the values of `leaves` in place of their texts; `other` changes what is not text."""
    rest = iter(leaves)

    def again(nodes: Sequence[Node]) -> tuple[Node, ...]:
        made: list[Node] = []
        for node in nodes:
            match node:
                case Text(value):
                    leaf = next(rest)
                    made.append(node if leaf.value == value else Text(leaf.value, attrs=node.attrs, span=node.span))
                case LineBreak() | Code() | Image() | Note() | NoteReference():
                    next(rest)
                    made.append(other(node))
                case _:
                    updates = {name: again(getattr(node, name)) for name in holders(type(node))}
                    same = all(
                        len(new) == len(getattr(node, name))
                        and all(a is b for a, b in zip(new, getattr(node, name), strict=True))
                        for name, new in updates.items()
                    )
                    made.append(other(cast("AnyNode", node if same else replace(node, **updates))))  # type: ignore[arg-type]
        return tuple(made)

    return cast("Inlines", again(inlines))
