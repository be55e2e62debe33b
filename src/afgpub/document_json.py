"""The tree as JSON that round-trips: every node an object with its `type`, and only the fields that are set.

What is read is checked field by field against the types in `afgpub.document`, so that a wrong file is an error
with a reason and never a broken tree.
"""

from __future__ import annotations

import json
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from afgpub import document as nodes
from afgpub import metadata
from afgpub.document import Document
from afgpub.frozen import MISSING, fields, is_dataclass

VERSION = 1
MAX_DEPTH = 400  # levels of JSON: about 100 of the tree, as for every reader
_KINDS: dict[str, type[Any]] = {
    name: kind
    for module in (metadata, nodes)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and is_dataclass(kind) and name != "Node"
}

# Beyond these a tree is none that a reader made, and writers that repeat or count would take all memory.
_RANGES = {
    (nodes.Cell, "columns"): range(1, nodes.MAX_COLUMNS + 1),
    (nodes.Cell, "rows"): range(1, nodes.MAX_ROWS + 1),
    (nodes.List, "start"): range(-(2**63), 2**63),
}

_known_hints: dict[type[Any], dict[str, Any]] = {}


def to_json(document: Document, *, indent: int | None = 1) -> str:
    """The document as JSON (UTF-8, indented by `indent` spaces, keys in the order of the fields); None is one line."""
    tree = {"afgpub": VERSION, **_encoded(document)}
    return json.dumps(tree, ensure_ascii=False, indent=indent) + "\n"


def from_json(text: str) -> Document:
    """The document that `to_json` wrote. Raises ValueError with the reason where `text` is not such a document."""
    try:
        tree = json.loads(text)
        if not isinstance(tree, dict) or tree.pop("afgpub", None) != VERSION:
            raise ValueError(f'it does not begin with "afgpub": {VERSION}')
        document = _decoded(tree, 0)
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    if not isinstance(document, Document):
        raise ValueError(f"it holds a {type(document).__name__}, not a Document")
    return document


def _encoded(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encoded(item) for item in value]
    if not is_dataclass(value):
        return value
    set_fields = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
    return {"type": type(value).__name__, **{name: _encoded(item) for name, item in set_fields.items()}}


def _decoded(tree: Any, depth: int) -> Any:
    if depth > MAX_DEPTH:
        raise ValueError("it is nested too deep")
    if isinstance(tree, list):
        return tuple(_decoded(item, depth + 1) for item in tree)
    if not isinstance(tree, dict):
        return tree
    kind = _KINDS.get(str(tree.get("type")))
    if kind is None:
        raise ValueError(f"unknown type {tree.get('type')!r}")
    values = {name: _decoded(item, depth + 1) for name, item in tree.items() if name != "type"}
    hints = _hints(kind)
    for name, value in values.items():
        if name not in hints:
            raise ValueError(f"{kind.__name__} has no {name}")
        if not _accepts(hints[name], value):
            raise ValueError(f"{kind.__name__}.{name} cannot be {_shown(value)}")
        if (kind, name) in _RANGES and value not in _RANGES[kind, name]:
            raise ValueError(f"{kind.__name__}.{name} is out of its range: {_shown(value)}")
    missing = [f.name for f in fields(kind) if f.default is MISSING and f.name not in values]
    if missing:
        raise ValueError(f"{kind.__name__} lacks {missing[0]}")
    return kind(**values)


def _hints(kind: type[Any]) -> dict[str, Any]:
    if kind not in _known_hints:
        _known_hints[kind] = get_type_hints(kind, localns={**vars(metadata), **vars(nodes)})
    return _known_hints[kind]


def _accepts(hint: Any, value: Any) -> bool:
    origin = get_origin(hint)
    if origin is Literal:
        return value in get_args(hint)
    if origin in (Union, types.UnionType):
        return any(_accepts(member, value) for member in get_args(hint))
    if origin is tuple:
        member = get_args(hint)[0]
        return isinstance(value, tuple) and all(_accepts(member, item) for item in value)
    if hint is int:
        return type(value) is int
    return isinstance(value, hint)


def _shown(value: object) -> str:
    return type(value).__name__ if is_dataclass(value) or isinstance(value, tuple) else repr(value)[:40]
