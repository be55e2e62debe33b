"""The feet of laid-out pages: which notes are too tall for theirs, and which do not stand where they are called."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.book.notes import SHARE


def look_at_notes(pages: Any) -> tuple[set[int], set[int]]:
    """The numbers of notes at the foot of WeasyPrint's laid-out `pages` that are no good there, and of those displaced.

    No good is one over a third of its page, and the tallest of a page where notes overprint the text; displaced is one
    that stands on another page than its call.
    """
    from weasyprint.formatting_structure.boxes import FootnoteAreaBox

    found: set[int] = set()
    called: dict[int, int] = {}
    displaced: set[int] = set()
    for index, page in enumerate(pages.pages):
        box = page._page_box
        texts = [part for part in box.children if part.element_tag == "html"]
        called.update((number, index) for part in texts for number in _calls(part))
        area = next((child for child in box.children if isinstance(child, FootnoteAreaBox)), None)
        notes = {_number(n.element): n for n in area.children if n.element is not None} if area is not None else {}
        if area is None or not notes:
            continue
        tall = {number for number, note in notes.items() if note.margin_height() > box.height * SHARE}
        if not tall and _lowest(texts) > area.position_y + 1:
            tall.add(max(notes, key=lambda number: (notes[number].margin_height(), number)))
        found |= tall
        displaced.update(number for number in notes if called.get(number) != index)
    return found, displaced


def _lowest(texts: list[Any]) -> float:
    """How far down lines and pictures go."""
    from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox

    boxes = (box for part in texts for box in part.descendants() if isinstance(box, LineBox | ReplacedBox))
    return max((float(box.position_y + box.height) for box in boxes), default=0.0)


def _calls(root: Any) -> set[int]:
    ids = (box.element.get("id", "") for box in root.descendants() if box.element is not None)
    return {int(id.removeprefix("call-")) for id in ids if id.startswith("call-") and id[5:].isdecimal()}


def _number(note: Any) -> int:
    return int(note.get("id").removeprefix("note-"))
