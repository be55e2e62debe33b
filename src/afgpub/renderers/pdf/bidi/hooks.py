"""The places in WeasyPrint 70.0 where the directions come in."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.bidi.automatic import resolve_automatic
from afgpub.renderers.pdf.bidi.flow import resolve_line_box
from afgpub.renderers.pdf.bidi.line import order_line
from afgpub.renderers.pdf.bidi.styles import register


def install(weasyprint: Any) -> None:
    """Make WeasyPrint lay out text of mixed direction as a browser does; once."""
    from weasyprint.formatting_structure import boxes, build
    from weasyprint.layout import block, inline

    if hasattr(boxes.Box, "bidi_start"):
        return
    boxes.Box.bidi_start = None
    boxes.LineBox.bidi_flow = None
    boxes.LineBox.bidi_may_change = False
    boxes.TextBox.joined_start = boxes.TextBox.joined_end = boxes.TextBox.is_raised = False
    register()
    weasyprint.HTML.__init__ = _with_directions(weasyprint.HTML.__init__)
    build.create_anonymous_boxes = _with_resolution(build.create_anonymous_boxes)
    inline.first_letter_to_box = _with_resolution_again(inline.first_letter_to_box)
    inline.split_text_box = _with_start(inline.split_text_box)
    block.iter_line_boxes = inline.iter_line_boxes = _with_order(inline.iter_line_boxes)


def _with_directions(init: Any) -> Any:
    @wraps(init)
    def init_with_directions(self: Any, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        resolve_automatic(self.etree_element)

    return init_with_directions


def _with_resolution(create: Any) -> Any:
    """Every line box passes here once it is whole: those of pages, margins and notes."""

    @wraps(create)
    def create_and_resolve(box: Any) -> Any:
        box = create(box)
        _resolve(box)
        return box

    return create_and_resolve


def _resolve(box: Any) -> None:
    from weasyprint.formatting_structure import boxes

    stack = [box]
    while stack:
        box = stack.pop()
        if isinstance(box, boxes.TextBox):
            continue
        if isinstance(box, boxes.LineBox) and box.bidi_flow is None:
            resolve_line_box(box)
        stack.extend(box.children)


def _with_resolution_again(to_box: Any) -> Any:
    """A first letter that gets a box of its own moves the text of the line box."""

    @wraps(to_box)
    def to_box_and_resolve(box: Any, skip_stack: Any, first_letter_style: Any) -> Any:
        before = box.children
        skip_stack = to_box(box, skip_stack, first_letter_style)
        if box.children is not before and getattr(box, "bidi_flow", None) is not None:
            resolve_line_box(box)
        return skip_stack

    return to_box_and_resolve


def _with_start(split: Any) -> Any:
    """A part of a text box knows where it starts in the text of the line box."""

    @wraps(split)
    def split_and_note(context: Any, box: Any, available_width: Any, skip: Any, is_line_start: bool = True) -> Any:
        result = split(context, box, available_width, skip, is_line_start)
        if skip and box.bidi_start is not None and result[0] is not None:
            result[0].bidi_start = box.bidi_start + len(box.text.encode()[:skip].decode())
        return result

    return split_and_note


def _with_order(iterate: Any) -> Any:
    @wraps(iterate)
    def iterate_in_order(
        context: Any, box: Any, position_y: Any, bottom_space: Any, skip_stack: Any, containing_block: Any, *rest: Any
    ) -> Iterator[Any]:
        if skip_stack is None and box.bidi_may_change:
            resolve_line_box(box)
        lines = iterate(context, box, position_y, bottom_space, skip_stack, containing_block, *rest)
        if box.bidi_flow is None:
            yield from lines
            return
        for line, resume_at in lines:
            order_line(context, line, containing_block)
            yield line, resume_at

    return iterate_in_order
