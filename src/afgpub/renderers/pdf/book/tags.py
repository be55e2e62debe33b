"""Tags of a book in the PDF: notes, the contents list, and no tags for what only adorns a page.

ISO 32000-1, 14.8.2.2 (artifacts) and 14.8.4; ISO 14289-1, 7.8 and 7.9.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.book.initials import UNPAINTED

FILLED, INVISIBLE = 0, 3  # text rendering modes, ISO 32000-1, 9.3.6
_CONTENTS = {"/L": "/TOC", "/LI": "/TOCI", "/LBody": "/NonStruct"}


def repair_tags(weasyprint: Any) -> None:
    """Make WeasyPrint tag footnotes as Note with an ID, contents lists as TOC and TOCI.

    Running heads, page numbers and elements with `aria-hidden` become artifacts; a letter that a drop cap stands for
    is not painted.
    """
    from weasyprint import draw
    from weasyprint.pdf import stream, tags

    if hasattr(tags, "_afgpub_before_books"):
        return
    tags._afgpub_before_books = tags._build_box_tree
    tags._build_box_tree = _with_book_tags(tags._build_box_tree)
    draw._afgpub_draw_stacking_context = draw.draw_stacking_context
    draw.draw_stacking_context = _telling_margins(draw.draw_stacking_context)
    stream.Stream._afgpub_marked = stream.Stream.marked
    stream.Stream.marked = _without_adornments(stream.Stream.marked)


def _with_book_tags(build: Any) -> Any:
    from pydyf import String
    from weasyprint.formatting_structure.boxes import MarginBox

    notes: list[Any] = []  # the elements of the notes being built: boxes without a name inside have the same element

    @wraps(build)
    def build_book_tags(box: Any, *rest: Any) -> Iterator[Any]:
        element = getattr(box, "element", None)
        if isinstance(box, MarginBox) or _is_adornment(element):
            return
        if element is None:
            yield from build(box, *rest)
        elif box.element_tag == "aside" and element.get("class") == "footnote" and element not in notes:
            notes.append(element)
            for tag in list(build(box, *rest)):
                tag["S"], tag["ID"] = "/Note", String(element.get("id"))
                yield tag
            notes.remove(element)
        else:
            entry = element.get("class") in ("entries", "entry-item")
            for tag in build(box, *rest):
                if entry:
                    tag["S"] = _CONTENTS.get(tag["S"], tag["S"])
                yield tag

    return build_book_tags


def _is_adornment(element: Any) -> bool:
    return element is not None and hasattr(element, "get") and element.get("aria-hidden") == "true"


def _telling_margins(draw: Any) -> Any:
    """A margin box is a stacking context of its own: its stream knows while it is drawn, and what was drawn for it."""
    from weasyprint.formatting_structure.boxes import MarginBox

    @wraps(draw)
    def draw_and_tell(stream: Any, context: Any) -> None:
        if not isinstance(context.box, MarginBox):
            draw(stream, context)
            return
        stream.in_margin, begin = True, len(stream.stream)
        draw(stream, context)
        stream.in_margin = False
        stream.__dict__.setdefault("margins", []).append((begin, len(stream.stream)))

    return draw_and_tell


def _without_adornments(marked: Any) -> Any:
    @wraps(marked)
    @contextmanager
    def mark_or_not(self: Any, box: Any, tag: str) -> Iterator[None]:
        element = box.element
        if getattr(self, "in_margin", False) or _is_adornment(element):
            with self.artifact():
                yield
            return
        unpainted = hasattr(element, "get") and element.get("class") == UNPAINTED
        with marked(self, box, tag):
            if unpainted:
                self.set_text_rendering(INVISIBLE)
            yield
            if unpainted:
                self.set_text_rendering(FILLED)

    return mark_or_not
