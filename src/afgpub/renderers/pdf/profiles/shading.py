"""Gradients for a press: the function of a shading is sampled, and each sample is given in inks."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.profiles.content import Paint
from afgpub.renderers.pdf.profiles.spaces import kind_of

SAMPLES = 256
TRUE_GREY = 0.02  # of a channel


def convert_shading(pdf: Any, shading: Any, paint: Paint) -> None:
    """Put an axial or radial shading (ISO 32000-1, 8.7.4.5.3) into inks; one of another type or space stays."""
    from pikepdf import Array, Name

    kind = kind_of(shading.get("/ColorSpace"))
    if kind not in ("rgb", "grey", "lab") or int(shading.get("/ShadingType", 0)) not in (2, 3):
        return
    start, end = (float(number) for number in shading.get("/Domain", [0, 1]))
    steps = (start + (end - start) * step / (SAMPLES - 1) for step in range(SAMPLES))
    colours = [evaluate(shading.Function, at) for at in steps]
    plain = kind != "rgb" or all(max(colour) - min(colour) < TRUE_GREY for colour in colours)
    rows = [paint(kind if plain else "blend", colour) for colour in colours]
    outputs = len(rows[0] or ())
    function = pdf.make_stream(bytes(min(max(round(value * 255), 0), 255) for row in rows for value in row or ()))
    function.FunctionType, function.BitsPerSample = 0, 8
    function.Domain, function.Range = Array([start, end]), Array([0, 1] * outputs)
    function.Size = Array([SAMPLES])
    shading.Function = function
    shading.ColorSpace = Name.DeviceCMYK if outputs == 4 else Name.DeviceGray
    if "/Background" in shading:
        del shading["/Background"]


def evaluate(function: Any, value: float) -> tuple[float, ...]:
    """The value of an exponential or stitching function, or an array of them (ISO 32000-1, 7.10.3 and 7.10.4).

    Raises ValueError for another type.
    """
    from pikepdf import Array

    if isinstance(function, Array):
        return tuple(number for part in function for number in evaluate(part, value))
    low, high = (float(number) for number in function.Domain)
    value = min(max(value, low), high)
    match int(function.FunctionType):
        case 2:
            first = [float(number) for number in function.get("/C0", [0])]
            last = [float(number) for number in function.get("/C1", [1])]
            share = _power(value, float(function.N))
            return tuple(a + share * (b - a) for a, b in zip(first, last, strict=True))
        case 3:
            bounds = [low, *(float(number) for number in function.Bounds), high]
            last_part = len(function.Functions) - 1
            part = min(sum(value >= bound for bound in bounds[1:-1]), last_part)
            left, right = (float(function.Encode[2 * part + end]) for end in (0, 1))
            span = bounds[part + 1] - bounds[part]
            inside = left + (value - bounds[part]) * (right - left) / span if span else left
            return evaluate(function.Functions[part], inside)
        case other:
            raise ValueError(f"a function of type {other}")


def _power(base: float, exponent: float) -> float:
    return 0.0 if base == 0 and exponent > 0 else float(base**exponent)
