"""Markup in a normal form that people can read: an element a line, attributes in the order of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

Attribute = Callable[[str], str]
_KEPT = ("pre", "textarea")  # where every space counts
_PHRASES = frozenset(
    "a abbr b bdi bdo br cite code data del dfn em i img ins kbd mark".split()
    + "q s samp small span strong sub sup time u var".split()
)


def markup_lines(root: _Element, shown: Attribute = str, depth: int = 0) -> Iterator[str]:
    """The element and what is in it. One that holds text, or a space between phrases, stays on a line with all inside
    it; `shown` is asked for what to write for the value of an attribute (a link's address, a style sheet's name).
    """
    indent = " " * depth
    if _holds_elements_only(root):
        yield indent + _tag(root, shown)
        for child in root:
            yield from markup_lines(child, shown, depth + 1)
        return
    yield indent + " ".join(_whole(root, shown).split("\n"))


def _holds_elements_only(element: _Element) -> bool:
    """Lines and indents between blocks are no text; a space between phrases is, and all of it where it is kept."""
    if len(element) == 0 or _name(str(element.tag)) in _KEPT:
        return False
    if element.text and element.text.strip():
        return False
    children = list(element)
    for child, following in zip_longest(children, children[1:]):
        tail = child.tail or ""
        if tail.strip() or (tail and following is not None and _is_phrase(child) and _is_phrase(following)):
            return False
    return True


def _is_phrase(element: _Element) -> bool:
    namespace, _, name = str(element.tag).rpartition("}")
    return name in _PHRASES and namespace in ("", "{http://www.w3.org/1999/xhtml")


def _whole(element: _Element, shown: Attribute, kept: bool = False) -> str:
    kept = kept or _name(str(element.tag)) in _KEPT
    inside = _text(element.text, kept)
    for child in element:
        inside += _whole(child, shown, kept) + _text(child.tail, kept)
    opened = _tag(element, shown)
    return f"{opened}{inside}</{_name(str(element.tag))}>" if inside else opened


def _text(text: str | None, kept: bool) -> str:
    """Escaped; a line feed or tab that is kept is written as a reference (HTML, 13.1.4)."""
    escaped = escape(text or "", quote=False)
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;") if kept else escaped


def _tag(element: _Element, shown: Attribute) -> str:
    attributes = sorted((_name(str(name)), str(value)) for name, value in element.attrib.items())
    written = "".join(f' {name}="{escape(shown(value))}"' for name, value in attributes)
    return f"<{_name(str(element.tag))}{written}>"


def _name(name: str) -> str:
    """A name without the address of its namespace, of which the language alone is told apart."""
    return name.replace("{http://www.w3.org/XML/1998/namespace}", "xml:").rpartition("}")[2]
