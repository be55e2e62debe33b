"""What follows from a style alone is worked out once for it; WeasyPrint 70.0 does so for each box, time and again."""

from __future__ import annotations

from functools import wraps
from typing import Any

_KEPT = "_afgpub_kept"  # of a style: what was worked out, or False for a copy, which WeasyPrint changes as it goes
_LENGTHS = (
    *(f"{edge}_{side}" for edge in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{kind}{axis}" for axis in ("width", "height") for kind in ("", "min_", "max_")),
)
_BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
_FLOATS = frozenset(("left", "right", "inline-start", "inline-end", "footnote"))
_OUT_OF_FLOW = frozenset(("absolute", "fixed"))
_TAKEN_OUT = frozenset(("running()", "note()"))


def kept_for(style: Any) -> dict[str, Any] | None:
    """What is kept for a style, to be filled; None for one that may still change."""
    attributes = style.__dict__
    kept: Any = attributes.get(_KEPT)
    if kept is None:
        kept = attributes[_KEPT] = {}
    return None if kept is False else kept


def settle(copy: Any, style: Any) -> None:
    """Say that a copy of `style` changes no more, unless that one may."""
    if style.__dict__.get(_KEPT) is not False:
        copy.__dict__.pop(_KEPT, None)


def repair_repetition() -> None:
    """Make WeasyPrint remember heights of lines and lengths by their style."""
    from weasyprint import css
    from weasyprint.formatting_structure import boxes
    from weasyprint.layout import absolute, block, column, grid, inline, percent, table
    from weasyprint.layout import float as floats
    from weasyprint.text import line_break

    if hasattr(boxes.Box.is_in_normal_flow, "__wrapped__"):
        return
    for style in (css.ComputedStyle, css.AnonymousStyle):
        style.copy = _unsettled(style.copy)
    boxes.Box.is_in_normal_flow = _looking_once(boxes.Box.is_in_normal_flow)
    line_break.strut = inline.strut = _kept_struts(line_break.strut)
    resolve = _kept_lengths(percent.resolve_percentages)
    for module in (absolute, block, column, floats, grid, inline, percent, table):
        module.resolve_percentages = resolve


def _unsettled(copy: Any) -> Any:
    @wraps(copy)
    def copy_unsettled(self: Any) -> Any:
        new = copy(self)
        new.__dict__[_KEPT] = False
        return new

    return copy_unsettled


def _looking_once(is_in_normal_flow: Any) -> Any:
    @wraps(is_in_normal_flow)
    def is_in_flow(self: Any) -> bool:
        style = self.style
        position = style["position"]
        return style["float"] not in _FLOATS and position not in _OUT_OF_FLOW and position[0] not in _TAKEN_OUT

    return is_in_flow


def _kept_struts(strut: Any) -> Any:
    @wraps(strut)
    def strut_of(style: Any) -> Any:
        kept = kept_for(style)
        if kept is None:
            return strut(style)
        found = kept.get("strut")
        if found is None:
            found = kept["strut"] = strut(style)
        return found

    return strut_of


def _kept_lengths(resolve: Any) -> Any:
    from weasyprint.formatting_structure.boxes import Box, PageBox

    @wraps(resolve)
    def resolve_or_remember(box: Any, containing_block: Any) -> None:
        kept = None if isinstance(box, PageBox) else kept_for(box.style)
        if kept is None:
            resolve(box, containing_block)
            return
        height = containing_block.height if isinstance(containing_block, Box) else containing_block[1]
        key = "lengths in auto" if height == "auto" else "lengths"
        found = kept.get(key)
        if found:
            box.__dict__.update(found)
            return
        resolve(box, containing_block)
        if found is None:
            kept[key] = _lengths(box)

    return resolve_or_remember


def _lengths(box: Any) -> dict[str, Any]:
    """The lengths of a box as they were resolved; nothing where they depend on the block around it."""
    style = box.style
    if style["border_collapse"] == "collapse":
        return {}
    values = [style[name] for name in _LENGTHS]
    if any(value != "auto" and getattr(value, "unit", "%") == "%" for value in values):
        return {}
    return {name: box.__dict__[name] for name in (*_LENGTHS, *_BORDERS)}
