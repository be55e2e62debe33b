"""`dir=auto` and `<bdi>` without `dir` (HTML, 3.2.6.4): resolved in the tree of elements before its style is known."""

from __future__ import annotations

from typing import Any

from afgpub.bidi import first_strong
from afgpub.renderers.pdf.bidi.styles import AUTOMATIC

_SKIPPED = frozenset(("bdi", "script", "style", "textarea"))


def resolve_automatic(root: Any) -> None:
    """Give every element of `root` that has dir=auto, and every bdi without dir, the direction of its first letter."""
    for element in root.iter():
        dir = (element.get("dir") or "").strip().lower()
        if dir == "auto" or (element.tag == "bdi" and dir not in ("ltr", "rtl")):
            element.set("dir", _direction(element) or "ltr")
            element.set(AUTOMATIC, "")


def _direction(element: Any) -> str | None:
    for text in _texts(element):
        if (found := first_strong(text, "rtl")) == first_strong(text, "ltr"):
            return found
    return None


def _texts(element: Any) -> Any:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in _SKIPPED and child.get("dir") is None:
            yield from _texts(child)
        yield child.tail or ""
