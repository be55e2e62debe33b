"""The nodes of the tree, which are made and copied by code of our own, and the ways through it."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from typing import Any

import pytest

import afgpub
from afgpub import document
from afgpub.document import NO_ATTRS, AnyNode, Attrs, Emphasis, Image, LineBreak, Node, Note, Paragraph, Section, Text
from afgpub.frozen import replace
from afgpub.walk import holders, plain_text, transform, walk

KINDS = [kind for kind in vars(document).values() if isinstance(kind, type) and dataclasses.is_dataclass(kind)]
NOTE = Note((Paragraph((Text("n"),)),))
ROOT = Section(
    title=(Text("a"), Emphasis((Text("b"),)), NOTE),
    subtitle=(Text("c"),),
    children=(Paragraph((Text("d"), LineBreak(), Image("x.png", alternative="e"))), Paragraph((Text("f"),))),
)


def made(kind: type[Any]) -> Any:
    """A node of a class with its necessary fields alone."""
    needed = [field for field in dataclasses.fields(kind) if field.default is dataclasses.MISSING]
    return kind(*(() if "tuple" in str(field.type) else "x" for field in needed))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_nodes_are_what_the_standard_librarys_frozen_dataclasses_are(kind: type[Any]) -> None:
    standard = dataclasses.make_dataclass(
        "Standard",
        [
            (field.name, field.type, dataclasses.field(default=field.default, kw_only=bool(field.kw_only)))
            for field in dataclasses.fields(kind)
        ],
        frozen=True,
    )
    ours, theirs = inspect.signature(kind), inspect.signature(standard)
    assert [(p.name, p.kind, p.default) for p in ours.parameters.values()] == [
        (p.name, p.kind, p.default) for p in theirs.parameters.values()
    ]
    node = made(kind)
    assert node == made(kind) == pickle.loads(pickle.dumps(node)) == copy.deepcopy(node)  # noqa: S301
    assert hash(node) == hash(made(kind))
    assert not hasattr(node, "__dict__")
    name = dataclasses.fields(kind)[0].name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(node, name, None)
    assert getattr(replace(node, **{name: "changed"}), name) == "changed"
    assert replace(node) == node
    with pytest.raises(TypeError):
        kind(*("x",) * 9, unknown=1)
    with pytest.raises(TypeError):
        replace(node, unknown=1)


def test_replace_changes_what_is_named_and_nothing_else() -> None:
    changed = replace(ROOT, role="article", attrs=Attrs(lang="fa"))
    assert changed == dataclasses.replace(ROOT, role="article", attrs=Attrs(lang="fa"))
    assert ROOT.attrs is NO_ATTRS
    assert changed.title is ROOT.title


def test_walk_gives_every_node_once_in_reading_order() -> None:
    def below(node: Node) -> list[AnyNode]:
        inside = [child for name in holders(type(node)) for child in getattr(node, name)]
        return [part for child in inside for part in (child, *below(child))]

    document, _ = afgpub.read("# a *b*\n\nc^[d]\n\n> - e\n>\n>   f\n\n| g |\n|---|\n| h |\n")
    for root in (ROOT, document.root):
        assert [id(node) for node in walk(root)] == [id(root), *map(id, below(root))]


def test_transform_gives_the_same_node_back_where_nothing_changes() -> None:
    assert transform(ROOT, lambda node: node) is ROOT
    assert transform(ROOT, lambda node: (node,)) is ROOT


def test_transform_replaces_multiplies_and_takes_out_from_the_inside() -> None:
    def change(node: AnyNode) -> AnyNode | tuple[AnyNode, ...]:
        match node:
            case Text("b"):
                return ()
            case Emphasis(()):
                return Text("emptied")
            case Text("d"):
                return Text("d"), Text("d")
            case _:
                return node

    changed = transform(ROOT, change)
    assert [node.value for node in walk(changed) if isinstance(node, Text)] == ["a", "emptied", "n", "c", "d", "d", "f"]
    assert changed.subtitle is ROOT.subtitle
    assert changed.children[1] is ROOT.children[1]


def test_plain_text_leaves_out_notes_and_keeps_the_order() -> None:
    assert plain_text(ROOT) == "abcd ef"
    assert plain_text(iter(ROOT.title)) == "ab"
    assert plain_text(ROOT.children[1]) == "f"
    assert plain_text(()) == ""
