"""The part of a text box that goes into a line, cut from its text, which is shaped once."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from afgpub.renderers.pdf.by_style import kept_for
from afgpub.renderers.pdf.lines.breakable import Breakable, Part, breakable
from afgpub.renderers.pdf.lines.generations import Kept
from afgpub.renderers.pdf.lines.justified import layout_at_rest
from afgpub.renderers.pdf.lines.learnt import Learnt

KIND = "_afgpub_direct"  # of what is kept of a text box
_TEXT = "text"  # a key beside those of lines
_SHORT = 60  # letters: less than most lines hold, so that a longer text will be asked for more
_LETTERS = 4  # an em, of which WeasyPrint's first guess takes text


def part_of(
    context: Any, kept: Kept, text_box: Any, start: int, width: float, *, beside: bool = False
) -> tuple[Any, int | None] | None:
    """The part from byte `start` that goes into a room, with no place yet, and the byte with which the next one begins.

    `kept` is where the text is kept when it is shaped. None where WeasyPrint has to look; with other boxes `beside` in
    the line, it has to look at short texts of which nothing is known.
    """
    from weasyprint.text import line_break
    from weasyprint.text.ffi import TO_UNITS

    style = text_box.style
    size = style["font_size"]
    if not size or not size * _LETTERS <= width < 2**21 or kept_for(style) is None:
        return None
    text = _shaped(context, kept, text_box.text, style, known=beside and len(text_box.text) < _SHORT)
    if text is None or (part := text.part(start, int(width * TO_UNITS), beside=beside)) is None:
        return None
    said = text.encoded[part.start : part.end].decode()
    measured = _measured(text, part, said, style, context, width)
    if measured is None:
        return None
    layout, taken, height, baseline = measured
    new = object.__new__(type(text_box))
    new.__dict__.update(text_box.__dict__)
    new.text, new.width, new.height, new.pango_layout, new.added_hyphen = said, taken, height, layout, 0
    line_height, _ = line_break.strut(style)
    new.margin_top = new.margin_bottom = (line_height - height) / 2
    new.baseline = baseline + new.margin_top
    if start and text_box.bidi_start is not None:
        new.bidi_start = text_box.bidi_start + len(text.encoded[:start].decode())
    return new, part.next


def _shaped(context: Any, kept: Kept, text: str, style: Any, *, known: bool) -> Breakable | None:
    """The text, shaped; with `known`, nothing that Pango would have to lay out for that."""
    found: tuple[str, Any, Breakable | None] | None = kept.get(_TEXT)
    if found is None or found[0] is not text or found[1] is not style:
        if known and ((learnt := Learnt.of(style)) is None or not learnt.is_known(text)):
            return None
        # the text and the style are kept as well, so that no others are taken for them
        found = kept[_TEXT] = text, style, breakable(text, style, context)
    return found[2]


def _measured(
    text: Breakable, part: Part, said: str, style: Any, context: Any, width: float
) -> tuple[Any, float, float, float] | None:
    """The layout of a part, and its width, height and baseline in CSS pixels; None where it is not as it seemed."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import FROM_UNITS, TO_UNITS

    learnt = text.learnt
    if part.is_exact and learnt is not None and learnt.says_script(said) and category(said[0])[0] != "M":
        layout = layout_at_rest(said, width)
        layout.first_line_direction = int(learnt.right_to_left)
        layout.shaped = text.glyphs, learnt, part.start, part.end
        taken = (text.reached[part.end] - text.reached[part.start]) * FROM_UNITS
        return layout, taken, learnt.height, learnt.baseline
    layout = line_break.create_layout(said, style, context, None, 0)
    layout.max_width = width
    first, more = layout.get_first_line()
    layout, _, _, taken, height, baseline = line_break.first_line_metrics(first, said, layout, None, False, style)
    if more is not None or taken > width or not text.is_near(part, taken * TO_UNITS):
        return None
    return layout, taken, height, baseline


def whole(text: str, style: Any, max_width: float | None) -> tuple[Any, float] | None:
    """The layout of a text that is broken no further, and its width (CSS px); None where Pango has to be asked."""
    from weasyprint.text.ffi import FROM_UNITS

    if style["letter_spacing"] not in ("normal", 0) or style["word_spacing"] != 0:
        return None
    learnt = Learnt.of(style)
    if learnt is None or learnt.shaper is None or not learnt.is_known(text) or category(text[0])[0] == "M":
        return None
    encoded = text.encode()
    glyphs = learnt.shaper.shape(encoded)
    layout = layout_at_rest(text, max_width)
    layout.first_line_direction = int(learnt.right_to_left)
    layout.shaped = glyphs, learnt, 0, len(encoded)
    return layout, sum(glyphs.widths) * FROM_UNITS
