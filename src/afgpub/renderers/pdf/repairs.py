"""Repairs to WeasyPrint 70.0, made once when it is loaded; each is tied by a test to the upstream text it wraps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.bidi import install as repair_directions
from afgpub.renderers.pdf.by_style import repair_repetition
from afgpub.renderers.pdf.column_tops import repair_column_tops
from afgpub.renderers.pdf.kept.tags import repair_page_tags
from afgpub.renderers.pdf.letter_spacing import repair_letter_spacing
from afgpub.renderers.pdf.lines import repair_lines
from afgpub.renderers.pdf.lines.breaks import repair_breaks
from afgpub.renderers.pdf.links import repair_links
from afgpub.renderers.pdf.overlong_lines import repair_overlong_lines
from afgpub.renderers.pdf.page_kinds import repair_page_kinds
from afgpub.renderers.pdf.text import repair_text
from afgpub.renderers.pdf.trailing_space import repair_trailing_space
from afgpub.renderers.pdf.usual_styles import repair_usual_styles
from afgpub.renderers.pdf.writing import repair_writing


def repair(weasyprint: Any) -> None:
    """Make WeasyPrint say on every tag of the PDF that its element is in another language (ISO 14289-1, 7.2)."""
    from weasyprint.pdf import tags

    if not hasattr(tags, "_afgpub_build_box_tree"):
        tags._afgpub_build_box_tree = tags._build_box_tree
        tags._build_box_tree = _with_languages(tags._build_box_tree)
    repair_text(weasyprint)
    repair_directions(weasyprint)
    repair_breaks()
    repair_trailing_space(weasyprint)
    repair_letter_spacing(weasyprint)
    repair_overlong_lines()
    repair_repetition()
    repair_usual_styles()
    repair_lines()
    repair_page_kinds()
    repair_column_tops()
    repair_writing()
    repair_links()
    repair_page_tags(tags)


def _with_languages(build: Any) -> Any:
    """`_build_box_tree` calls itself by its name in the module, so the wrapper sees every box."""
    from pydyf import String

    @wraps(build)
    def build_with_languages(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        lang = element.get("lang") if element is not None and element.tag not in ("html", "body") else None
        for tag in build(box, *rest):
            if lang:
                tag["Lang"] = String(lang)
            yield tag

    return build_with_languages
