"""The part of a text box that goes into a line, remembered: lines are tried at other places with the same room."""

from __future__ import annotations

from functools import wraps
from typing import Any

from afgpub.renderers.pdf.lines.copies import copy_layout
from afgpub.renderers.pdf.lines.generations import Generations
from afgpub.renderers.pdf.lines.parts import KIND, part_of

_KIND = "_afgpub_splits"
_UNITS = 1024  # of Pango in a CSS pixel
_LETTERS = 4  # an em, of which WeasyPrint's first guess takes text
# What WeasyPrint's split_text_box sets on the part, and the repairs that wrap it.
_SET = "text width height margin_top margin_bottom baseline pango_layout added_hyphen bidi_start".split()


def remember_splits() -> None:
    """Make WeasyPrint break a text box once for one room."""
    from weasyprint.layout import inline

    if not hasattr(inline, "_afgpub_split_every_text"):
        inline._afgpub_split_every_text = inline.split_text_box
        inline.split_text_box = _remembering(inline.split_text_box)


def _remembering(split: Any) -> Any:
    @wraps(split)
    def split_or_remember(
        context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True
    ) -> tuple[Any, int | None, Any]:
        if available_width is None:  # the end of a line without its space, which is no box of the document
            whole: tuple[Any, int | None, Any] = split(context, box, None, skip, is_line_start)
            return whole
        style = box.style
        kept = Generations.of(context, _KIND).about(box)
        key = (skip, is_line_start, id(style), box.justification_spacing, _room(box.text, style, available_width))
        found = kept.get(key)
        if found is None or found[0] is not box.text:
            new, resume_at, preserved = _cut(context, box, available_width, skip) or split(
                context, box, available_width, skip, is_line_start
            )
            # the text and the style are kept as well, so that no others are taken for them
            kept[key] = box.text, style, _changes(new), resume_at, preserved
            return new, resume_at, preserved
        _, _, changes, resume_at, preserved = found
        return changes and _changed(box, changes), resume_at, preserved

    return split_or_remember


def _cut(context: Any, box: Any, width: float, skip: int) -> tuple[Any, int | None, Any] | None:
    """The part that is cut from a text which is shaped once, where that is exact."""
    if box.justification_spacing:
        return None
    part = part_of(context, Generations.of(context, KIND).about(box), box, skip, width, beside=True)
    return part and (*part, False)


def _changes(part: Any) -> dict[str, Any] | None:
    if part is None:
        return None
    attributes = part.__dict__
    changes = {name: attributes[name] for name in _SET if name in attributes}
    changes["pango_layout"] = copy_layout(changes["pango_layout"])
    return changes


def _changed(box: Any, changes: dict[str, Any]) -> Any:
    new = object.__new__(type(box))
    attributes = new.__dict__
    attributes.update(box.__dict__)
    attributes.update(changes)
    attributes["pango_layout"] = copy_layout(changes["pango_layout"])
    return new


def _room(text: str, style: Any, width: float) -> Any:
    """What of a width matters to WeasyPrint's split_first_line: Pango's whole units, and how much text it begins with.

    Lines are whole units wide unless letters are spaced; a text that ends in a space is compared with the width itself.
    """
    size = style["font_size"]
    spaced = style["letter_spacing"] not in ("normal", 0)
    if spaced or text.endswith(" ") or style["hyphenate_limit_zone"].value or not size or not 0 < width < 2**21:
        return width
    units = width * _UNITS
    return int(units), units == int(units), int(width / size * _LETTERS), size * _LETTERS > width
