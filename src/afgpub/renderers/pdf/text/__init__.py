"""The text layer of the PDF: what is copied, searched and read aloud is what was written.

PDF maps a code to a string, WeasyPrint 70 a glyph to the string of its first use. Here every pair of a glyph and a
string gets a code of its own, every character has exactly one code, and what is not seen (a ZWNJ, the second letter
of a ligature) is a glyph without ink or width. So no ActualText is needed, which extractors read in many ways.
"""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.text.first_line import drawing
from afgpub.renderers.pdf.text.hyphens import keeping_hyphens, noting_hyphens
from afgpub.renderers.pdf.text.maps import with_own_codes
from afgpub.renderers.pdf.text.marks import with_further_marks


def repair_text(weasyprint: Any) -> None:
    """Draw text with one code per character, know the hyphens of hyphenation, and write the maps of the codes."""
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.layout import inline
    from weasyprint.pdf import tags
    from weasyprint.text import line_break

    if hasattr(text, "_afgpub_draw_first_line"):
        return
    text._afgpub_draw_first_line = text.draw_first_line
    text.draw_first_line = drawing(text.draw_first_line)
    line_break._afgpub_first_line_metrics = line_break.first_line_metrics
    line_break.first_line_metrics = noting_hyphens(line_break.first_line_metrics)
    inline._afgpub_split_text_box = inline.split_text_box
    inline.split_text_box = keeping_hyphens(inline.split_text_box)
    pdf._afgpub_build_fonts_dictionary = pdf.build_fonts_dictionary
    pdf.build_fonts_dictionary = with_own_codes(pdf.build_fonts_dictionary)
    tags._build_box_tree = with_further_marks(tags._build_box_tree)
