"""Content streams rewritten for a press: every colour operator in inks, fills at the trim edge led into the bleed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from afgpub.frozen import dataclass, replace
from afgpub.renderers.pdf.profiles.colour import BLACK
from afgpub.renderers.pdf.profiles.spaces import Kind, kind_of

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Paint = Callable[[Kind, tuple[float, ...]], tuple[float, ...] | None]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
NEAR = 0.1  # pt: an edge this near to the trim is meant to be on it
_DIRECT: dict[str, Kind] = {"g": "grey", "rg": "rgb", "k": "cmyk"}


def multiply(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that does `inner` first (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` saves: the matrix, the spaces, colours and opacities of filling (0) and stroking (1)."""

    matrix: Matrix = IDENTITY
    spaces: tuple[Kind, Kind] = ("grey", "grey")
    colours: tuple[tuple[float, ...], tuple[float, ...]] = (BLACK, BLACK)
    opacities: tuple[float, float] = (1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Rewriting:
    """How a stream is rewritten.

    `paint` gives the numbers for `k` (four) or `g` (one), None where a colour stays as it is. `flatten` mixes what is
    half transparent with white paper. `trim` and `bleed` are boxes of a page, None inside forms.
    """

    paint: Paint
    flatten: bool = False
    trim: Box | None = None
    bleed: Box | None = None


def rewrite(stream: Any, resources: Any, how: Rewriting) -> bytes:
    """The content of a page, form, pattern or glyph with its colours changed; everything else stays."""
    import pikepdf

    return bytes(pikepdf.unparse_content_stream(list(_instructions(stream, resources, how))))


def _instructions(stream: Any, resources: Any, how: Rewriting) -> Iterator[Any]:
    import pikepdf

    state, stack = _State(), []
    for instruction in pikepdf.parse_content_stream(stream):
        name = str(instruction.operator)
        if name == "q":
            stack.append(state)
        elif name == "Q":
            state = stack.pop() if stack else state
        elif name == "cm":
            values = tuple(float(number) for number in instruction.operands)
            state = replace(state, matrix=multiply(values, state.matrix))  # type: ignore[arg-type]
        elif name == "re" and how.trim and how.bleed:
            yield _led_out(instruction, state.matrix, how.trim, how.bleed), instruction.operator
            continue
        elif name == "gs" and how.flatten:
            state = _with_opacity(state, resources.get("/ExtGState", {}).get(str(instruction.operands[0]), {}))
            yield instruction
            yield from (_operator(state, side) for side in (0, 1) if state.colours[side])
            continue
        elif name.lower() in ("g", "rg", "k", "cs", "sc", "scn"):
            state, made = _colour(instruction, name, state, resources, how)
            yield made
            continue
        yield instruction


def _colour(instruction: Any, name: str, state: _State, resources: Any, how: Rewriting) -> tuple[_State, Any]:
    """The state after a colour operator, and the operator to write in its place."""
    side = int(name.isupper())
    operands = list(instruction.operands)
    if name.lower() == "cs":
        kind = kind_of(operands[0], resources)
        values: tuple[float, ...] = (0.0, 0.0, 0.0, 1.0) if kind == "cmyk" else (0.0, 0.0, 0.0)
    else:
        kind = _DIRECT.get(name.lower(), state.spaces[side])
        plain = kind not in ("pattern", "spot", "unknown", "indexed")
        values = tuple(float(number) for number in operands) if plain else ()
    painted = how.paint(kind, values) if values and kind not in ("pattern", "spot", "unknown", "indexed") else None
    state = replace(state, spaces=_put(state.spaces, side, kind), colours=_put(state.colours, side, painted or ()))
    return state, instruction if painted is None else _operator(state, side)


def _operator(state: _State, side: int) -> tuple[list[float], Any]:
    from pikepdf import Operator

    values = [round(value * state.opacities[side], 4) for value in state.colours[side]]
    if len(values) == 1:
        values = list(state.colours[side])
    return values, Operator(("gG" if len(values) == 1 else "kK")[side])


def _with_opacity(state: _State, settings: Any) -> _State:
    fill = float(settings.get("/ca", state.opacities[0]))
    stroke = float(settings.get("/CA", state.opacities[1]))
    return replace(state, opacities=(fill, stroke))


def _put(pair: tuple[Any, Any], side: int, value: Any) -> tuple[Any, Any]:
    return (value, pair[1]) if side == 0 else (pair[0], value)


def _led_out(instruction: Any, matrix: Matrix, trim: Box, bleed: Box) -> list[Any]:
    """The operands of `re`, with each edge that lies on the trim moved out to the edge of the bleed."""
    x, y, width, height = (float(number) for number in instruction.operands)
    a, b, c, d, e, f = matrix
    if b or c or not a or not d:
        return list(instruction.operands)
    edges = [x * a + e, y * d + f, (x + width) * a + e, (y + height) * d + f]
    moved = list(edges)
    for at in range(4):
        for wall in (at % 2, at % 2 + 2):
            if abs(edges[at] - trim[wall]) <= NEAR:
                moved[at] = bleed[wall]
    if moved == edges:
        return list(instruction.operands)
    left, bottom, right, top = (moved[0] - e) / a, (moved[1] - f) / d, (moved[2] - e) / a, (moved[3] - f) / d
    return [round(value, 4) for value in (left, bottom, right - left, top - bottom)]
