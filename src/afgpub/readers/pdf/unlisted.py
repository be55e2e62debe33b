"""Text objects of a page that pdfium leaves out of its list of characters, and lines that it lists wrongly.

It leaves out objects of which nothing is seen: spaces, and what a shaping engine put for a zero-width non-joiner.
It loses others, and moves letters in their lines, where marked content shifts its buffers; such lines are read again
object by object.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

FARTHEST = 1_000_000.0  # points: what stands farther off, or nowhere, is on no page
_EMPTY = 0.01  # points
_MOST = 100_000  # objects of a page that are looked at
_SAME_LINE = 0.6  # points
_MARKS = 16  # marked-content sequences around an object that are looked at
_LONGEST = 512  # bytes of ActualText


class TextObject(NamedTuple):
    """A text object right on a page: its address, its number on the page, where its pen stood and its sides in points.

    It is blank where nothing of it is seen. `mark` is the address of the marked content that says its words in
    `actual` (ActualText, ISO 32000-1, 14.9.4), 0 where there is none.
    """

    address: int
    number: int
    x: float
    y: float
    left: float
    right: float
    mark: int
    actual: str

    @property
    def is_blank(self) -> bool:
        return self.right - self.left < _EMPTY


def text_objects(page: Any) -> list[TextObject]:
    """The text objects right on a page, in the order of the file."""
    from pypdfium2 import raw

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    matrix = raw.FS_MATRIX()
    found: list[TextObject] = []
    for number in range(min(raw.FPDFPage_CountObjects(page), _MOST)):
        thing = raw.FPDFPage_GetObject(page, number)
        if raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
            continue
        if raw.FPDFPageObj_GetMatrix(thing, matrix) and raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
            places = matrix.e, matrix.f, left.value, right.value
            if not all(abs(place) < FARTHEST for place in places):
                continue
            found.append(TextObject(address_of(thing), number, *places, *_spoken(raw, thing)))
    return found


def _spoken(raw: Any, thing: Any) -> tuple[int, str]:
    """The innermost mark around an object that has ActualText, and that text."""
    size, buffer = ctypes.c_ulong(), (ctypes.c_ubyte * _LONGEST)()
    for number in range(min(raw.FPDFPageObj_CountMarks(thing), _MARKS) - 1, -1, -1):
        mark = raw.FPDFPageObj_GetMark(thing, number)
        if raw.FPDFPageObjMark_GetParamBlobValue(mark, b"ActualText", buffer, _LONGEST, size):
            return address_of(mark), _decoded(bytes(buffer[: min(size.value, _LONGEST)]))
    return 0, ""


def _decoded(data: bytes) -> str:
    """A text string (ISO 32000-1, 7.9.2.2)."""
    if data.startswith(b"\xfe\xff"):
        return data[2:].decode("utf-16-be", "replace")
    return data[3:].decode("utf-8", "replace") if data.startswith(b"\xef\xbb\xbf") else data.decode("latin-1")


def address_of(handle: Any) -> int:
    """What tells one object of pdfium from another."""
    return ctypes.addressof(handle.contents)


def spoken_together(objects: Sequence[TextObject]) -> dict[int, TextObject]:
    """For each object whose words one mark says with those of others, the widest of them, as wide as all together.

    Of a letter and the sign above it that is the letter.
    """
    groups: dict[int, list[TextObject]] = {}
    for thing in objects:
        if thing.mark and not thing.is_blank:
            groups.setdefault(thing.mark, []).append(thing)
    found: dict[int, TextObject] = {}
    for group in groups.values():
        if len(group) > 1:
            widest = max(group, key=lambda thing: thing.right - thing.left)
            whole = widest._replace(left=min(t.left for t in group), right=max(t.right for t in group))
            found |= {thing.address: whole for thing in group}
    return found


def lines_listed_wrongly(objects: Sequence[TextObject], listed: set[int]) -> list[list[TextObject]]:
    """The lines in which an object that is seen is not listed, each with all that is seen in it."""
    spoken = {thing.mark for thing in objects if thing.mark and thing.address in listed}
    seen = [thing for thing in objects if not thing.is_blank]
    lost = [thing for thing in seen if thing.address not in listed and thing.mark not in spoken]
    levels = sorted({thing.y for thing in lost})
    lines: list[list[TextObject]] = []
    ordered = sorted(seen, key=lambda thing: (thing.y, thing.x))
    place = 0
    for level in levels:
        if lines and level <= lines[-1][-1].y:
            continue
        while place < len(ordered) and ordered[place].y < level - _SAME_LINE:
            place += 1
        end = place
        while end < len(ordered) and ordered[end].y <= level + _SAME_LINE:
            end += 1
        lines.append(ordered[place:end])
        place = end
    return lines


@contextmanager
def only_some(page: Any) -> Iterator[Any]:
    """A function that leaves on the page, for the time being, nothing but the objects that it is given."""
    from pypdfium2 import raw

    count = raw.FPDFPage_CountObjects(page)
    things = [raw.FPDFPage_GetObject(page, number) for number in range(count)]
    for thing in things:
        raw.FPDFPageObj_SetIsActive(thing, False)
    shown: list[int] = []

    def show(numbers: Sequence[int]) -> None:
        for number in shown:
            raw.FPDFPageObj_SetIsActive(things[number], False)
        for number in numbers:
            raw.FPDFPageObj_SetIsActive(things[number], True)
        shown[:] = numbers

    try:
        yield show
    finally:
        for thing in things:
            raw.FPDFPageObj_SetIsActive(thing, True)
