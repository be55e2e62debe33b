"""Lines that were laid out before, in another trial of columns or on a page that was taken back."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.lines.copies import copy_line
from afgpub.renderers.pdf.lines.generations import Generations

_KIND = "_afgpub_lines"
_FIT = "fit"  # a key beside those of lines: whether lines of this box can be remembered


@dataclass(slots=True)
class _Made:
    """A line as it stands with its baseline at 0, where its top is then, and where the text goes on."""

    line: Any
    top: float
    resume_at: Any


def remember_lines() -> None:
    """Make WeasyPrint lay out a line once for one place from left to right, wherever it comes to stand below."""
    from weasyprint.layout import block, inline

    if not hasattr(inline, "_afgpub_iterate_every_line"):
        inline._afgpub_iterate_every_line = inline.iter_line_boxes
        block.iter_line_boxes = inline.iter_line_boxes = _remembering(inline.iter_line_boxes)


def _remembering(iterate: Any) -> Any:
    from weasyprint.layout import inline

    @wraps(iterate)
    def iterate_or_remember(
        context: Any,
        box: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Iterator[Any]:
        rest = containing_block, absolute_boxes, fixed_boxes, first_letter_style, first_line_style
        memory = Generations.of(context, _KIND)
        if first_letter_style or first_line_style or context.excluded_shapes:
            memory.forget(box)
            yield from iterate(context, box, position_y, bottom_space, skip_stack, *rest)
            return
        kept = memory.about(box)
        if _FIT not in kept:
            kept[_FIT] = not box.bidi_may_change and _is_fit(box)
        if not kept[_FIT]:
            yield from iterate(context, box, position_y, bottom_space, skip_stack, *rest)
            return
        place = containing_block.content_box_x(), containing_block.width, containing_block.height
        while (found := kept.get((place, _path(skip_stack)))) is not None:
            line = copy_line(found.line)
            line.translate(0, position_y - found.top)
            line.position_y = position_y
            position_y += line.height
            yield line, found.resume_at
            skip_stack = found.resume_at
            if skip_stack is None:
                return
        for line, resume_at in iterate(context, box, position_y, bottom_space, skip_stack, *rest):
            made = _made(line, resume_at, inline.line_box_verticality)
            if made is not None:
                kept[place, _path(skip_stack)] = made
            skip_stack = resume_at
            yield line, resume_at

    return iterate_or_remember


def _path(skip_stack: Any) -> tuple[int, ...]:
    """Where a line begins, as a key."""
    path = []
    while skip_stack:
        ((index, skip_stack),) = skip_stack.items()
        path.append(index)
    return tuple(path)


def _is_fit(box: Any) -> bool:
    """Whether a line box holds only text and inline boxes that stay in their line and are not moved in it."""
    from weasyprint.formatting_structure.boxes import InlineBox, TextBox

    return all(
        type(child) is TextBox
        or (
            type(child) is InlineBox
            and not child.is_leader
            and child.style["position"] == "static"
            and child.style["float"] == "none"
            and _is_fit(child)
        )
        for child in box.children
    )


def _made(line: Any, resume_at: Any, align: Any) -> _Made | None:
    """The line for another time; nothing where it cannot be said how its boxes came to stand as high as they do."""
    copy = copy_line(line)
    bottom, top = align(copy)
    if top is None or bottom - top != line.height:
        return None
    copy.position_y = top
    made = copy_line(copy)
    copy.translate(0, line.position_y - top)
    copy.position_y = line.position_y
    return _Made(made, top, resume_at) if _heights(copy) == _heights(line) else None


def _heights(box: Any) -> list[float]:
    found = [box.position_y]
    for child in box.__dict__.get("children", ()):
        found += _heights(child)
    return found
