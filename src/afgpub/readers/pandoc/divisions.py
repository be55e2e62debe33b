"""Divisions: what a Div of pandoc says about the blocks inside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from afgpub.document import NO_ATTRS, Aside, Attrs, Quote, Section
from afgpub.frozen import replace
from afgpub.readers.markdown.attributes import merge_attrs
from afgpub.readers.markdown.sections import Heading, Item, nest_sections, push_attrs
from afgpub.readers.pandoc.attributes import make_attrs, value_of
from afgpub.readers.pandoc.mapping import Mapping
from afgpub.readers.pandoc.notes import NOTE
from afgpub.readers.pandoc.tree import Node

_ASIDES = frozenset(
    "aside note tip hint important warning caution danger attention error seealso admonition sidebar topic bio "
    "box".split()
)
MakeItems = Callable[[Sequence[Node], Mapping], list[Item]]


def make_division(content: list[Any], mapping: Mapping, make_items: MakeItems) -> Sequence[Item]:
    """The items of a Div: an Aside or a Quote by its class, else what stands inside, with language and direction."""
    attr, nodes = content
    if value_of(attr, NOTE):
        # It stands where it is called.
        return ()
    attrs = make_attrs(attr, mapping)
    items = make_items(nodes, mapping)
    if not items:
        return ()
    names = [name for name in attr[1] if name in _ASIDES]
    if names:
        role = names[0] if names[0] in ("bio", "box") else "note"
        return [_aside(items, role, without_class(attrs, names[0]), mapping)]
    if "epigraph" in attr[1] or "pull-quote" in attr[1]:
        return [Quote(nest_sections(items), attrs=attrs, span=mapping.cover(nest_sections(items)))]
    return _open(items, attrs, mapping)


def _aside(items: list[Item], role: str, attrs: Attrs, mapping: Mapping) -> Aside:
    children = nest_sections(items)
    return Aside(children, role=role, attrs=attrs, span=mapping.cover(children))


def _open(items: list[Item], attrs: Attrs, mapping: Mapping) -> Sequence[Item]:
    """The items without the Div: its identifier goes to the first, language and direction to all of them."""
    if attrs.classes and not any(isinstance(item, Heading) for item in items):
        if len(items) == 1 and not items[0].attrs.id:
            return push_attrs(items, attrs)
        children = nest_sections(items)
        return [Section(children=children, attrs=attrs, span=mapping.cover(children))]
    identifier, rest = attrs.id, replace(attrs, id=None, classes=())
    pushed = push_attrs(items, rest) if rest != NO_ATTRS else items
    if identifier:
        first = pushed[0]
        if first.attrs.id:
            mapping.aliases[identifier] = first.attrs.id
        else:
            pushed[0] = replace(first, attrs=merge_attrs(first.attrs, Attrs(id=identifier)))
    return pushed


def without_class(attrs: Attrs, name: str) -> Attrs:
    """The same attributes without the class `name`."""
    return replace(attrs, classes=tuple(found for found in attrs.classes if found != name))
