"""A property that no rule sets is its parent's or the initial one; WeasyPrint 70.0 finds that out by way of all cases.

Most of what a style is asked for is not set by any rule. What can be otherwise goes the long way: what is propagated or
computed together with another property, what a logical property may set, values with `calc()`, and the root element.
"""

from __future__ import annotations

from functools import wraps
from typing import Any

_KEPT = "_afgpub_logical"  # of a style: whether a rule sets a logical property of it
_TOGETHER = frozenset(("float", "display", "position", "page"))


def repair_usual_styles() -> None:
    """Make WeasyPrint's styles find plainly what no rule sets."""
    from weasyprint import css

    missing = css.ComputedStyle.__missing__
    if not hasattr(missing, "__wrapped__"):
        css.ComputedStyle.__missing__ = _plainly(missing)


def _plainly(missing: Any) -> Any:
    from weasyprint import css
    from weasyprint.css.functions import check_math

    physical = css.PHYSICAL_FUNCTIONS
    logical = {of(block="ttb", inline=inline) for of in physical.values() for inline in ("ltr", "rtl")}
    inherited = frozenset(css.INHERITED)
    plain = {
        key: value
        for key, value in css.INITIAL_VALUES.items()
        if key not in css.INITIAL_NOT_COMPUTED
        and key not in inherited
        and key not in _TOGETHER
        and not key.startswith("text_decoration_")
        and value not in ("inherit", "initial")
        and not check_math(value)
    }
    usual = inherited - _TOGETHER

    @wraps(missing)
    def find_plainly(self: Any, key: str) -> Any:
        if key in self.cascaded or (key in physical and _has_logical(self, logical)):
            return missing(self, key)
        if key in plain:
            value = self[key] = plain[key]
            return value
        parent = self.parent_style
        if parent is None or key not in usual or key.startswith("text_decoration_"):
            return missing(self, key)
        value = parent[key]
        if value == "initial" or check_math(value):
            return missing(self, key)
        self[key] = value
        return value

    return find_plainly


def _has_logical(style: Any, logical: set[str]) -> bool:
    attributes = style.__dict__
    found = attributes.get(_KEPT)
    if found is None:
        found = attributes[_KEPT] = not logical.isdisjoint(style.cascaded)
    return bool(found)
