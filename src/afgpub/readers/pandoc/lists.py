"""Lists, and terms with their definitions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from afgpub.document import NO_ATTRS, Attrs, Blocks, Definition, DefinitionList, List, ListItem, Term
from afgpub.frozen import replace
from afgpub.readers.pandoc.leaves import make_line
from afgpub.readers.pandoc.mapping import Mapping
from afgpub.readers.pandoc.tree import Node

MakeBlocks = Callable[[Sequence[Node], Mapping], Blocks]
_NUMBERINGS = {
    "LowerRoman": "lower-roman",
    "UpperRoman": "upper-roman",
    "LowerAlpha": "lower-alpha",
    "UpperAlpha": "upper-alpha",
}
_TASKS = {"☐": False, "☒": True}


def shared_direction(blocks: Blocks) -> Attrs:
    """The direction that all of the blocks have, if it is one."""
    directions = {block.attrs.dir for block in blocks}
    direction = directions.pop() if len(directions) == 1 else None
    return Attrs(dir=direction) if direction else NO_ATTRS


def make_list(
    items: list[list[Node]], mapping: Mapping, make_blocks: MakeBlocks, ordering: list[Any] | None = None
) -> list[List]:
    """The list of pandoc's; `ordering` has its first number and its kind of numbering where it is ordered."""
    ordered = ordering is not None
    start, style, _ = ordering or (1, {"t": ""}, None)
    name = _NUMBERINGS.get(style["t"], "")
    mapping.numbering = ""
    made = []
    for nodes in items:
        made.append(_item(nodes, mapping, make_blocks))
        name = name or (mapping.numbering if ordered and not _has_list(nodes) else "")
    if not made:
        return []
    attrs = shared_direction(tuple(block for item in made for block in item.children))
    if name:
        attrs = replace(attrs, classes=(name,))
    # Programs for writing have no loose lists: an item of one paragraph is a line like others.
    most = 1 if mapping.unit == "paragraph" else 0
    tight = all(sum(node["t"] == "Para" for node in nodes) <= most for nodes in items)
    return [List(tuple(made), ordered=ordered, start=start, tight=tight, attrs=attrs, span=mapping.cover(made))]


def _has_list(nodes: list[Node]) -> bool:
    return any(node["t"] in ("OrderedList", "BulletList") for node in nodes)


def _item(nodes: list[Node], mapping: Mapping, make_blocks: MakeBlocks) -> ListItem:
    checked: bool | None = None
    match nodes:
        case [{"t": "Plain" | "Para" as kind, "c": [{"t": "Str", "c": str(box)}, {"t": "Space"}, *rest]}, *others]:
            if box in _TASKS:
                checked = _TASKS[box]
                nodes = [{"t": kind, "c": rest}, *others]
    children = make_blocks(nodes, mapping)
    return ListItem(children, checked=checked, span=mapping.cover(children))


def make_definitions(content: list[Any], mapping: Mapping, make_blocks: MakeBlocks) -> list[DefinitionList]:
    """Each term with what defines it."""
    items: list[Term | Definition] = []
    for term, definitions in content:
        words, attrs = make_line(term, mapping)
        items.append(Term(words, attrs=attrs, span=mapping.cover(words)))
        for nodes in definitions:
            body = make_blocks(nodes, mapping)
            items.append(Definition(body, span=mapping.cover(body)))
    return [DefinitionList(tuple(items), span=mapping.cover(items))] if items else []
