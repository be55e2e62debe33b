"""Colour spaces in a few words, as a printer says them."""

from __future__ import annotations

from typing import Any

_DEVICE = {
    "/DeviceRGB": "DeviceRGB",
    "/RGB": "DeviceRGB",
    "/DeviceCMYK": "DeviceCMYK",
    "/CMYK": "DeviceCMYK",
    "/DeviceGray": "DeviceGray",
    "/G": "DeviceGray",
}


def describe_space(space: Any, resources: Any) -> str:
    """A colour space in a few words: `DeviceRGB`, `RGB with a profile`, `spot Gold`."""
    from pikepdf import Array, Name

    text = str(space)
    if text in _DEVICE:
        device = _DEVICE[text]
        default = resources.get("/ColorSpace", {}).get("/Default" + device[6:]) if resources is not None else None
        return device if default is None else f"{device[6:]} with a profile"
    if isinstance(space, Name):
        named = resources.get("/ColorSpace", {}).get(text) if resources is not None else None
        return text[1:] if named is None else describe_space(named, None)
    if not isinstance(space, Array) or not len(space):
        return "unknown"
    family = str(space[0])
    if family == "/ICCBased":
        return {1: "grey", 3: "RGB", 4: "CMYK"}.get(int(space[1].get("/N", 0)), "unknown") + " with a profile"
    if family == "/Separation":
        return f"spot {str(space[1])[1:]}"
    if family == "/DeviceN":
        return "spot " + " ".join(str(name)[1:] for name in space[1])
    if family == "/Indexed":
        return describe_space(space[1], resources)
    if family in ("/CalRGB", "/Lab"):
        return {"/CalRGB": "RGB with a profile", "/Lab": "Lab"}[family]
    return family[1:]
