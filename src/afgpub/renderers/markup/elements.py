"""Three small helpers over lxml: make an element, append text to it, write a node's attributes on it."""

from __future__ import annotations

import re

from lxml import etree

from afgpub.document import Attrs

# What XML 1.0 cannot hold (section 2.2): such characters have no place in a text and no look on a page.
_ANY_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = {
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def element(parent: etree._Element | None, tag: str, text: str = "", **attributes: str | None) -> etree._Element:
    """A new element, the last child of `parent` if there is one; `class_` is written `class`, `x_y` as `x-y`."""
    new = etree.Element(tag) if parent is None else etree.SubElement(parent, tag)
    for name, value in attributes.items():
        if value is not None:
            new.set(name.rstrip("_").replace("_", "-"), clean(value))
    if text:
        append_text(new, text)
    return new


def append_text(parent: etree._Element, text: str) -> None:
    """Put `text` after what `parent` holds already."""
    text = clean(text)
    # lxml counts the children for its length, so that asking for it makes a long paragraph quadratic.
    last = next(parent.iterchildren(reversed=True), None)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def inherited(node: etree._Element, name: str) -> str | None:
    """The value of an attribute that is inherited: the element's own, or that of the nearest one around it."""
    around = (node, *node.iterancestors())
    return next((str(value) for element in around if (value := element.get(name))), None)


def clean(text: str) -> str:
    """`text` without the control characters that XML forbids."""
    return text.translate(_FORBIDDEN) if _ANY_FORBIDDEN.search(text) else text


def put_attrs(target: etree._Element, attrs: Attrs) -> etree._Element:
    """Write language, direction and classes on `target` and return it; identifiers are given by the writer."""
    if attrs.lang:
        target.set("lang", clean(attrs.lang))
    if attrs.dir:
        target.set("dir", attrs.dir)
    if attrs.classes:
        own = target.get("class")
        target.set("class", clean(" ".join([*([own] if own else []), *attrs.classes])))
    return target
