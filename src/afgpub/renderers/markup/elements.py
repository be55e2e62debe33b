"""Small helpers for who changes the tree of the XHTML: make an element, append text to it, look around."""

from __future__ import annotations

from lxml import etree

from afgpub.renderers.markup.writing import clean


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
