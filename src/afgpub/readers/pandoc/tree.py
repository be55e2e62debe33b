"""pandoc's tree as JSON (pandoc-types 1.23): parsed with limits, its words in reading order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, TypeAlias

Node: TypeAlias = dict[str, Any]
Attr: TypeAlias = list[Any]  # [identifier, [class, …], [[name, value], …]]

_SINGLE: dict[str, Node] = {kind: {"t": kind} for kind in ("Space", "SoftBreak", "LineBreak", "HorizontalRule")}


def parse_tree(data: bytes) -> Node:
    """The document that pandoc wrote. Raises RecursionError where it is nested too deep for Python's parser."""
    tree: Node = json.loads(data, object_hook=_shared)
    return tree


def _shared(node: Node) -> Node:
    """One object for all spaces and breaks, which are half of a text's nodes."""
    return _SINGLE.get(node["t"], node) if len(node) == 1 and isinstance(node.get("t"), str) else node


def words_of(tree: object) -> Iterator[str]:
    """All texts of a part of the tree in reading order: words, code, formulas; a space where pandoc has one."""
    stack: list[object] = [tree]
    while stack:
        match stack.pop():
            case {"t": "Str", "c": str(text)}:
                yield text
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                yield " "
            case {"t": "Code" | "CodeBlock" | "Math" | "RawInline" | "RawBlock", "c": [_, str(text)]}:
                yield text
            case {"t": "Image" | "Link" | "Span" | "Div", "c": [_, children, *_]}:
                stack.append(children)
            case {"t": _, "c": content}:
                stack.append(content)
            case dict() as names:
                stack.extend(reversed([*names.values()]))
            case list() as items:
                stack.extend(reversed(items))
            case _:
                pass


def link_targets(tree: object) -> frozenset[str]:
    """The identifiers that links of the document lead to."""
    found: set[str] = set()
    stack: list[object] = [tree]
    while stack:
        match stack.pop():
            case {"t": "Link", "c": [_, children, [str(target), _]]}:
                if target.startswith("#"):
                    found.add(target[1:])
                stack.append(children)
            case dict() as names:
                stack.extend(names.values())
            case list() as items:
                stack.extend(items)
            case _:
                pass
    return frozenset(found)
