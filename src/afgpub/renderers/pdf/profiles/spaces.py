"""Colour spaces of PDF told apart by what their numbers mean (ISO 32000-1, 8.6)."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias

# `blend` is RGB in a gradient of colours.
Kind: TypeAlias = Literal["grey", "rgb", "blend", "cmyk", "lab", "indexed", "pattern", "spot", "unknown"]

_DEVICE: dict[str, Kind] = {
    "/DeviceGray": "grey", "/G": "grey", "/CalGray": "grey", "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Pattern": "pattern", "/Lab": "lab", "/Indexed": "indexed",
    "/I": "indexed", "/Separation": "spot", "/DeviceN": "spot",
}  # fmt: skip
_BY_COUNT: dict[int, Kind] = {1: "grey", 3: "rgb", 4: "cmyk"}


def kind_of(space: Any, resources: Any = None) -> Kind:
    """The kind of a colour space: a name (also as text), one that `resources` defines, or an array."""
    from pikepdf import Array, Name

    if isinstance(space, str | Name):
        if str(space) in _DEVICE:
            return _DEVICE[str(space)]
        named = resources.get("/ColorSpace", {}).get(str(space)) if resources is not None else None
        return "unknown" if named is None or named == space else kind_of(named)
    if not isinstance(space, Array) or not len(space):
        return "unknown"
    family = str(space[0])
    if family == "/ICCBased":
        return _BY_COUNT.get(int(space[1].get("/N", 0)), "unknown")
    return _DEVICE.get(family, "unknown")
