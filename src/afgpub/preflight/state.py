"""The graphics state that content streams change (ISO 32000-1, 8.4): what of it preflight needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from afgpub.frozen import dataclass, replace
from afgpub.renderers.pdf.profiles.content import IDENTITY, Matrix, multiply
from afgpub.renderers.pdf.profiles.objects import is_dictionary

_DIRECT = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}


@dataclass(frozen=True, slots=True)
class State:
    """The matrix; for filling (0) and stroking (1) the colour space, its numbers, overprint; how text is shown."""

    matrix: Matrix = IDENTITY
    spaces: tuple[Any, Any] = ("/DeviceGray", "/DeviceGray")
    values: tuple[tuple[float, ...], tuple[float, ...]] = ((0.0,), (0.0,))
    overprint: tuple[bool, bool] = (False, False)
    mode: int = 0


def changed(state: State, name: str, operands: Any) -> State:
    """The state after an operator that paints nothing."""
    if name == "cm" and len(operands) == 6:
        return replace(state, matrix=multiply(tuple(float(n) for n in operands), state.matrix))  # type: ignore[arg-type]
    if name == "Tr" and len(operands) == 1:
        return replace(state, mode=int(operands[0]))
    side = int(name.isupper())
    low = name.lower()
    if low not in ("g", "rg", "k", "cs", "sc", "scn"):
        return state
    if low in _DIRECT:
        space: Any = _DIRECT[low]
        values = tuple(float(number) for number in operands)
    elif low == "cs":
        space, values = operands[0], ()
    else:
        last = operands[-1] if len(operands) else None
        if last is not None and str(last).startswith("/"):
            space, values = ("pattern", str(last)), ()
        else:
            space, values = state.spaces[side], tuple(float(number) for number in operands)
    if side:
        return replace(state, spaces=(state.spaces[0], space), values=(state.values[0], values))
    return replace(state, spaces=(space, state.spaces[1]), values=(values, state.values[1]))


def transparency_of(settings: Any) -> Iterator[str]:
    """What an ExtGState lets shine through (ISO 32000-1, 11.6.4.4)."""
    for key in ("/ca", "/CA"):
        if float(settings.get(key, 1)) < 1:
            yield f"an opacity of {float(settings[key]):g}"
    blend = str(settings.get("/BM", "/Normal"))
    if blend not in ("/Normal", "/Compatible"):
        yield f"the blend mode {blend[1:]}"
    if is_dictionary(settings.get("/SMask")):
        yield "a soft mask"
