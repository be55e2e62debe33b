"""The lines within one text are made one after the other, each from what differs; WeasyPrint 70.0 lays out each anew.

Of a paragraph that is one text, or of the texts between phrases, all lines but those where a phrase stands hold nothing
else. What they are is settled by the text (`breakable`), by the room, and by where the line is to stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.bidi.line import order_line
from afgpub.renderers.pdf.lines.copies import copy_line
from afgpub.renderers.pdf.lines.generations import Generations
from afgpub.renderers.pdf.lines.parts import KIND, part_of

_TOLERANCE = 1 + 1e-9  # of WeasyPrint's split_inline_box


def make_lines_directly() -> None:
    """Make WeasyPrint take the short way for lines within one text, where no float stands beside them."""
    from weasyprint.layout import block, inline

    if not hasattr(inline, "_afgpub_iterate_indirectly"):
        inline._afgpub_iterate_indirectly = inline.iter_line_boxes
        block.iter_line_boxes = inline.iter_line_boxes = _directly(inline.iter_line_boxes)


def _directly(iterate: Any) -> Any:
    from weasyprint.css import AnonymousStyle
    from weasyprint.layout import inline
    from weasyprint.layout.percent import resolve_one_percentage, resolve_percentages

    @wraps(iterate)
    def iterate_directly(
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
        shapes = context.excluded_shapes
        if (
            first_letter_style
            or first_line_style
            or shapes
            or type(shapes) is not list
            or box.bidi_may_change
            or type(box.style) is not AnonymousStyle
        ):
            yield from iterate(context, box, position_y, bottom_space, skip_stack, *rest)
            return
        resolve_percentages(box, containing_block)
        if skip_stack is None:
            resolve_one_percentage(box, "text_indent", containing_block.width)
        else:
            box.text_indent = 0
        box.width = box.height = 0
        box.position_y = position_y
        left, top, room = inline.avoid_collisions(context, box, containing_block, outer=False)
        maker = _Lines(context, box, containing_block, left, room) if top == position_y else None
        while True:
            made = maker.line(skip_stack, position_y) if maker else None
            if made is None:
                for line, resume_at in iterate(context, box, position_y, bottom_space, skip_stack, *rest):
                    yield line, resume_at
                    break
                else:
                    return
            else:
                line, resume_at = made
                yield made
            if resume_at is None:
                return
            position_y = line.position_y + line.height
            skip_stack = resume_at
            box.text_indent = 0

    return iterate_directly


class _Lines:
    """The lines of one line box between the same edges."""

    def __init__(self, context: Any, box: Any, containing_block: Any, left: float, room: float) -> None:
        self._context, self._box, self._block = context, box, containing_block
        self._left, self._room = left, room
        self._memory = Generations.of(context, KIND)

    def line(self, skip_stack: Any, position_y: float) -> tuple[Any, Any] | None:
        """The line that begins there, and where the next one does; None where it has to be laid out."""
        from weasyprint.formatting_structure.boxes import TextBox

        box, start = self._box, 0
        if self._context.excluded_shapes:
            return None
        index, inside = next(iter(skip_stack.items())) if skip_stack else (0, None)
        if inside:
            ((start, deeper),) = inside.items()
            if deeper:
                return None
        text_box: Any = box.children[index] if index < len(box.children) else None
        if type(text_box) is not TextBox or type(text_box.style) is not type(box.style):
            return None
        kept = self._memory.about(text_box)
        key = start, self._left, self._room, box.text_indent
        found = kept.get(key)
        # the text and the style are kept as well, so that no others are taken for them
        if found is None or found[0] is not text_box.text or found[1] is not text_box.style:
            made = self._made(kept, text_box, index, start)
            found = kept[key] = text_box.text, text_box.style, made
        if found[2] is None:
            return None
        line, resume_at = found[2]
        line = copy_line(line)
        line.translate(0, position_y - line.position_y)
        line.position_y = position_y
        return line, resume_at

    def _made(self, kept: Any, text_box: Any, index: int, start: int) -> tuple[Any, Any] | None:
        """The line as it stands with its baseline at 0."""
        from weasyprint.layout.percent import resolve_percentages

        context, box, left = self._context, self._box, self._left
        position_x = left + box.text_indent
        if not hasattr(text_box, "padding_left"):
            resolve_percentages(text_box, self._block)
        room = (left + self._room) * _TOLERANCE - position_x
        text, stop = part_of(context, kept, text_box, start, room) or (None, None)
        if text is None or (stop is None and index + 1 < len(box.children)):
            return None
        text.position_x = position_x
        return _line_of(context, box, text, self._block, left, self._room, begun=bool(index or start), stop=stop), (
            None if stop is None else {index: {stop: None}}
        )


def _line_of(
    context: Any, box: Any, text: Any, block: Any, left: float, room: float, *, begun: bool, stop: int | None
) -> Any:
    """A line of one text box with its baseline at 0, step by step as WeasyPrint makes it."""
    from weasyprint.layout import inline

    line = box.copy_with_children([text])
    line.position_x = left
    line.remove_decoration(start=begun, end=stop is not None)
    line.width = text.position_x + text.margin_width() - line.content_box_x()
    inline._adjust_line_height(line)
    text.position_y = line.position_y = 0.0
    offset_x = inline.text_align(context, line, room, last=stop is None)
    if block.style["direction"] == "rtl":
        offset_x = offset_x * -1 - line.width
    bottom, above = inline.line_box_verticality(line)
    line.baseline, line.position_y, line.height = -above, above, bottom - above
    line.margin_top = line.margin_bottom = 0
    line.translate(offset_x, 0)
    order_line(context, line, block)
    return line
