"""Further marked sequences within a text box, for words that are drawn in pieces, and their place in the tags."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any


class Marks:
    """The marked sequences of a text box after its first; where text objects end for them, they are nested properly
    (ISO 32000-1, 14.6.1)."""

    def __init__(self, stream: Any, textbox: Any) -> None:
        self._stream = stream
        self._textbox = textbox

    @property
    def are_kept(self) -> bool:
        """Whether the text box is tagged, so that its sequences have numbers."""
        return self._stream._tags is not None and self._textbox in self._stream._tags

    def begin_word(self, text: str) -> None:
        """End the sequence that is open, and begin a word that is drawn in pieces: `text` as a whole, if it has any."""
        self._stream.end_text()
        self._stream.end_marked_content()
        self._further.append((text, []))
        if text:
            self._begin("Span", ActualText=text)
        self._stream.begin_text()

    def begin_piece(self, text: str) -> None:
        """Begin a piece of the word. Others than pdfium take ActualText of the tag Span only, as ISO 32000-1, 14.9.4
        has it, or read it piece by piece as well."""
        self._begin("Piece", MCID=self._number(), ActualText=text)

    def end_piece(self) -> None:
        """End the piece."""
        self._stream.end_marked_content()

    def end_word(self) -> None:
        """End the word, and begin a sequence for what comes next."""
        self._stream.end_text()
        if self._further[-1][0]:
            self._stream.end_marked_content()
        self._further.append(("", []))
        self._begin("Span", MCID=self._number())
        self._stream.begin_text()

    @property
    def _further(self) -> list[tuple[str, list[int]]]:
        """The word, or nothing, and the numbers of each sequence of the text box after its first."""
        further: list[tuple[str, list[int]]] = self._textbox.__dict__.setdefault("further_marks", [])
        return further

    def _number(self) -> int:
        number = len(self._stream._tags)
        self._stream._tags[self._textbox, number] = {"tag": "Span", "mcid": number}
        self._further[-1][1].append(number)
        return number

    def _begin(self, tag: str, **properties: int | str) -> None:
        from pydyf import Dictionary, String

        values = {name: String(value) if isinstance(value, str) else value for name, value in properties.items()}
        self._stream.begin_marked_content(tag, Dictionary(values))


def with_further_marks(build: Any) -> Any:
    """WeasyPrint's `_build_box_tree`, which tells the structure tree of those sequences too."""

    @wraps(build)
    def build_with_further_marks(
        box: Any, parent: Any, pdf: Any, page_number: int, nums: Any, annotations: Any, tags: Any
    ) -> Iterator[Any]:
        firsts = [(child, tags[child]["mcid"]) for child in _text_boxes(box) if hasattr(child, "further_marks")]
        yield from build(box, parent, pdf, page_number, nums, annotations, tags)
        for child, first in firsts:
            if not hasattr(child, "further_marks"):
                continue  # told already: the box of a list item is built inside itself
            _add(pdf, child, first, page_number, nums, tags)

    return build_with_further_marks


def _text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in getattr(box, "children", ()):
        for inner in child.children if isinstance(child, boxes.LineBox) else (child,):
            if isinstance(inner, boxes.TextBox):
                yield inner


def _add(pdf: Any, textbox: Any, first: int, page_number: int, nums: Any, tags: Any) -> None:
    from pydyf import Array, Dictionary, String

    reference = nums[first]
    kids = pdf.objects[int(reference.split()[0])]["K"]
    place = kids.index(first) + 1
    for word, numbers in textbox.further_marks:
        to = reference
        if word:
            element = Dictionary({"Type": "/StructElem", "S": "/Span", "K": Array(numbers), "P": reference})
            element |= {"Pg": pdf.page_references[page_number], "ActualText": String(word)}
            pdf.add_object(element)
            to = element.reference
        kids[place:place] = [to] if word else numbers
        place += 1
        for number in numbers:
            del tags[textbox, number]
            nums[number] = to
    del textbox.further_marks
