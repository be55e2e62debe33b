"""Objects of a PDF (pydyf) as JSON and back; what they refer to is told by names, since numbers change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from afgpub.renderers.pdf.kept import NotKeptError

_CELL = re.compile(r"(\d+)(-\d+-\d+)")  # WeasyPrint's identifier of a table's cell: it begins with the table's number
LIST, STRING, CELL, REFERENCE, ELEMENT = range(5)
_KEYS = ["Type", "S", "K", "Pg", "P"]  # of most elements, as WeasyPrint writes them


def pack(value: Any, names: Mapping[bytes, Any]) -> Any:
    """`value` as JSON; `names` has what stands for each reference. Raises NotKeptError for what cannot be named."""
    from pydyf import Array, Dictionary, String

    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Array):
        return [LIST, *(pack(item, names) for item in value)]
    if isinstance(value, Dictionary) and list(value) == _KEYS and value["Type"] == "/StructElem":
        kids = [kid if isinstance(kid, int) else pack(kid, names) for kid in value["K"]]
        return [ELEMENT, value["S"], pack(value["Pg"], names)[1], pack(value["P"], names)[1], kids]
    if isinstance(value, Dictionary):
        return {key: pack(item, names) for key, item in value.items()}
    if isinstance(value, String) and isinstance(value.string, str):
        cell = _CELL.fullmatch(value.string)
        table = names.get(f"{cell[1]} 0 R".encode()) if cell else None
        return [CELL, table, cell[2]] if cell and table is not None else [STRING, value.string]
    if isinstance(value, bytes) and value in names:
        return [REFERENCE, names[value]]
    raise NotKeptError(type(value).__name__)


def unpack(value: Any, reference: Callable[[Any], bytes]) -> Any:
    """What `pack` made into `value`; `reference` gives that of a name."""
    from pydyf import Array, Dictionary, String

    if isinstance(value, dict):
        return Dictionary({key: unpack(item, reference) for key, item in value.items()})
    if not isinstance(value, list):
        return value
    kind = value[0]
    if kind == ELEMENT:
        _, tag, page, parent, kids = value
        made = Array([kid if isinstance(kid, int) else unpack(kid, reference) for kid in kids])
        row = {"Type": "/StructElem", "S": tag, "K": made, "Pg": reference(page), "P": reference(parent)}
        return Dictionary(row)
    if kind == REFERENCE:
        return reference(value[1])
    if kind == STRING:
        return String(value[1])
    if kind == CELL:
        return String(reference(value[1]).split()[0].decode() + value[2])
    return Array(unpack(item, reference) for item in value[1:])
