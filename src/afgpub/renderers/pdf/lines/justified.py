"""A justified text box gets the layout that will draw it; WeasyPrint 70.0 has Pango set it up, to throw that away."""

from __future__ import annotations

from functools import wraps
from typing import Any


def repair_justification() -> None:
    """Make WeasyPrint note what is to be drawn, and leave the rest to the drawing, which does it in any case."""
    from weasyprint.layout import inline

    if not hasattr(inline.create_layout, "__wrapped__"):
        inline.create_layout = _at_rest(inline.create_layout)


def _at_rest(create: Any) -> Any:
    @wraps(create)
    def create_at_rest(text: str, style: Any, context: Any, max_width: Any, justification_spacing: float) -> Any:
        if max_width is not None or style["text_decoration_line"] != "none" or text == " " or "\n" in text:
            return create(text, style, context, max_width, justification_spacing)
        layout = layout_at_rest(text, None)
        layout.justification_spacing = justification_spacing
        return layout

    return create_at_rest


def layout_at_rest(text: str, max_width: float | None) -> Any:
    """A `Layout` of WeasyPrint that holds nothing of Pango, of a text without decorations."""
    from weasyprint.text.line_break import Layout

    layout = object.__new__(Layout)
    layout.justification_spacing, layout.max_width, layout.text = 0, max_width, text
    layout.first_line_direction = 0
    layout.ascent = layout.underline_position = layout.strikethrough_position = None
    layout.layout = layout.language = layout.style = None  # what `deactivate` takes away
    return layout
