"""A line that holds but one text, or a part of it, is put together directly, step by step as WeasyPrint 70.0 does."""

from __future__ import annotations

from functools import wraps
from typing import Any

_TOLERANCE = 1 + 1e-9  # of WeasyPrint's split_inline_box


def repair_plain_lines() -> None:
    """Make WeasyPrint take the short way for lines within one text box, where no float stands beside them."""
    from weasyprint.layout import inline

    if not hasattr(inline.get_next_linebox, "__wrapped__"):
        inline.get_next_linebox = _directly(inline.get_next_linebox)


def _directly(get_next: Any) -> Any:
    from weasyprint.css import AnonymousStyle
    from weasyprint.formatting_structure.boxes import TextBox
    from weasyprint.layout import inline
    from weasyprint.layout.percent import resolve_percentages

    @wraps(get_next)
    def get_next_directly(
        context: Any,
        linebox: Any,
        position_y: float,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        first_letter_style: Any,
        first_line_style: Any,
    ) -> Any:
        def long_way() -> Any:
            return get_next(
                context,
                linebox,
                position_y,
                bottom_space,
                skip_stack,
                containing_block,
                absolute_boxes,
                fixed_boxes,
                first_letter_style,
                first_line_style,
            )

        shapes = context.excluded_shapes
        if first_letter_style or first_line_style or shapes or type(shapes) is not list or not linebox.children:
            return long_way()
        begin = inline.skip_first_whitespace(linebox, skip_stack)
        if begin == "continue":
            return None, None
        index, inside = next(iter(begin.items())) if begin else (0, None)
        text_box = linebox.children[index]
        if not (type(text_box) is TextBox and type(text_box.style) is type(linebox.style) is AnonymousStyle):
            return long_way()
        linebox.position_y = position_y
        linebox.width = linebox.height = 0
        left, top, room = inline.avoid_collisions(context, linebox, containing_block, outer=False)
        linebox.position_x, linebox.position_y = left, top
        if not hasattr(text_box, "padding_left"):
            resolve_percentages(text_box, containing_block)
        text_box.position_x, text_box.position_y = left + linebox.text_indent, top
        skip = next(iter(inside)) if inside else 0
        width = (left + room) * _TOLERANCE - text_box.position_x
        text, resume_at, preserved = inline.split_text_box(context, text_box, width, skip, is_line_start=True)
        if text is None or (resume_at is None and index + 1 < len(linebox.children)):
            return long_way()
        line = linebox.copy_with_children([text])
        line.remove_decoration(start=begin is not None, end=resume_at is not None)
        line.width = text.position_x + text.margin_width() - line.content_box_x()
        inline._adjust_line_height(line)
        linebox.width, linebox.height = line.width, line.height
        inline.remove_last_whitespace(context, line)
        offset_x = inline.text_align(context, line, room, last=resume_at is None or preserved)
        if containing_block.style["direction"] == "rtl":
            offset_x = offset_x * -1 - line.width
        bottom, above = inline.line_box_verticality(line)
        line.baseline, line.position_y, line.height = -above, above, bottom - above
        line.margin_top = line.margin_bottom = 0
        line.translate(offset_x, position_y - above)
        line.position_y = position_y
        return line, None if resume_at is None else {index: {resume_at: None}}

    return get_next_directly
