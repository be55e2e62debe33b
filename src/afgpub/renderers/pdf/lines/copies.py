"""Copies of laid-out lines that can be moved, drawn and taken apart without touching what is remembered."""

from __future__ import annotations

from typing import Any


def copy_layout(layout: Any) -> Any:
    """A copy of WeasyPrint's `Layout` at rest, when it holds nothing of Pango."""
    new = object.__new__(type(layout))
    new.__dict__.update(layout.__dict__)
    return new


def copy_text(box: Any) -> Any:
    """A copy of a text box with a layout of its own."""
    new = object.__new__(type(box))
    attributes = new.__dict__
    attributes.update(box.__dict__)
    layout = attributes.get("pango_layout")
    if layout is not None:
        attributes["pango_layout"] = copy_layout(layout)
    return new


def copy_line(box: Any) -> Any:
    """A copy of a line of inline boxes and text boxes, all the way down."""
    children = box.__dict__.get("children")
    if not children:
        return copy_text(box)
    new = object.__new__(type(box))
    new.__dict__.update(box.__dict__)
    new.children = [copy_line(child) for child in children]
    new.remove_decoration_sides = set(box.remove_decoration_sides)
    return new
