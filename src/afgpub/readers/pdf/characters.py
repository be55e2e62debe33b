"""The characters of a page as pdfium finds them: what each says, where it stands, in which face and size.

What pdfium makes up (spaces and ends of lines) is left aside, what it turned is turned back (see `turned`), what it
left out is asked for again (see `unlisted`).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from math import atan2, cos, degrees, hypot, radians, sin
from typing import TYPE_CHECKING, Any, NamedTuple

from afgpub.frozen import dataclass, field
from afgpub.readers.pdf.turned import as_in_file, in_order
from afgpub.readers.pdf.unlisted import (
    FARTHEST,
    TextObject,
    address_of,
    lines_listed_wrongly,
    only_some,
    spoken_together,
    text_objects,
)

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

UNKNOWN = "\ufffd"
HYPHEN = "\x02"  # what pdfium puts for a hyphen at the end of a line
BLANK = "\x03"  # something of which nothing is seen: a space or a zero-width non-joiner
_SYMBOLS = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "–"}  # of the Symbol and Wingdings fonts
_NOTHING = frozenset((0x200B, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF))  # seen nowhere, and meant for layout only
_MADE = frozenset((10, 13, 32))  # what pdfium makes up
_HEAVY = 600
_SAME_START = 0.005  # of the size: pieces of a word of ours begin 0.01 px apart
_FORCE_BOLD, _ITALIC = 1 << 18, 1 << 6  # flags of a font descriptor (ISO 32000-1, table 123)
_FILLED_AND_STROKED = 2  # a text rendering mode: letters made bold by an outline
_BOLD_NAMES = ("bold", "black", "heavy", "extrab")
_ITALIC_NAMES = ("italic", "oblique", "slanted", "kursiv")
_MOST_WORK = 2_000_000  # objects that pdfium looks at when lines are read again
_MARKS = 16  # marked-content sequences around an object that are looked at


class Face(NamedTuple):
    """How letters look."""

    bold: bool = False
    italic: bool = False


class Character(NamedTuple):
    """One or more letters that one glyph shows, in logical order.

    `x` and `y` are where its pen stood, `left` and `right` its sides, `size` its height, all in points, with `y`
    upwards; `artifact` is what the file itself calls no part of the text; `unknown` what has no Unicode; `angle` is
    that of its line, in degrees; `link` leads somewhere.
    """

    text: str
    x: float
    y: float
    left: float
    right: float
    size: float
    face: Face = Face()
    artifact: bool = False
    unknown: bool = False
    angle: int = 0
    link: str = ""


@dataclass(frozen=True, slots=True)
class _Object:
    """What all characters of a text object share."""

    size: float
    face: Face
    artifact: bool
    angle: int


@dataclass(slots=True)
class _Page:
    """What is known while the characters of a page are read; `objects` are those of the text by their addresses."""

    bound_right: bool
    objects: dict[int, _Object] = field(default_factory=dict)


def read_characters(page: PdfPage, *, bound_right: bool, limit: int) -> list[Character]:
    """The characters of a page, in the order of the file as far as pdfium keeps it; at most `limit`.

    A text that is turned on its page is given as if it were upright. Raises OverflowError where there are more
    characters than `limit`.
    """
    known = _Page(bound_right)
    found = _read(page, known, limit)
    objects = text_objects(page)
    wrong = lines_listed_wrongly(objects, set(known.objects))
    if wrong and max(map(len, wrong)) * len(objects) > _MOST_WORK:
        lost = [thing for line in wrong for thing in line if thing.address not in known.objects]
        found += [(0, Character(UNKNOWN, t.x, t.y, t.left, t.right, 10.0, unknown=True)) for t in lost]
    elif wrong:
        again = {thing.address for line in wrong for thing in line}
        found = [(address, character) for address, character in found if address not in again]
        with only_some(page) as show:
            for things in zip_longest(*map(_one_for_each_mark, wrong)):
                show([thing.number for thing in things if thing])
                found += _read(page, known, limit)
    together = spoken_together(objects)
    for place, (address, character) in enumerate(found):
        if whole := together.get(address):
            moved = character._replace(x=whole.x, y=whole.y, left=whole.left, right=whole.right)
            found[place] = address, moved
    size = found[0][1].size if found else 1.0
    blanks = [
        Character(thing.actual.strip() or BLANK, thing.x, thing.y, thing.x, thing.x, size)
        for thing in objects
        if thing.is_blank
    ]
    if len(found) + len(blanks) > limit:
        raise OverflowError(len(found) + len(blanks))
    return _upright([*_apart(character for _, character in found), *blanks])


def _apart(characters: Iterable[Character]) -> Iterator[Character]:
    """The pieces of a word that all begin where it begins, as our own files have them, each behind the one before."""
    left = right = level = 0.0
    for character in characters:
        starts, ends = character.left, character.right
        if character.y == level and left - _SAME_START * character.size < starts <= left and ends > right:
            character = character._replace(x=right, left=right)
        left, right, level = starts, ends, character.y
        yield character


def _one_for_each_mark(line: Sequence[TextObject]) -> list[TextObject]:
    """The objects of a line, of those whose words one mark says only the first."""
    return list({thing.mark or thing.address: thing for thing in reversed(line)}.values())[::-1]


def _read(page: PdfPage, known: _Page, limit: int) -> list[tuple[int, Character]]:
    """The characters of a page with the addresses of their objects."""
    from pypdfium2 import raw

    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        if count > limit:
            raise OverflowError(count)
        letters: list[str] = []
        made: list[bool] = []
        for index in range(count):
            code = raw.FPDFText_GetUnicode(text, index)
            made.append(code in _MADE and raw.FPDFText_IsGenerated(text, index) == 1)
            letters.append("\n" if made[-1] and code in (10, 13) else _letter(code))
        letters = as_in_file(letters, bound_right=known.bound_right)
        return _placed(raw, text, ["" if was_made else c for c, was_made in zip(letters, made, strict=True)], known)
    finally:
        text.close()


def _placed(raw: Any, text: Any, letters: Sequence[str], known: _Page) -> list[tuple[int, Character]]:
    """The letters with their places; those of one glyph are one character."""
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    places: dict[tuple[int, float, float], int] = {}
    errors: dict[tuple[int, str], bool] = {}
    pieces: list[list[str]] = []
    found: list[tuple[int, Character]] = []
    for index, letter in enumerate(letters):
        handle = raw.FPDFText_GetTextObject(text, index) if letter else None
        if not handle:
            continue
        address = address_of(handle)
        thing = known.objects.get(address)
        if thing is None:
            thing = known.objects[address] = _object(raw, text, index, handle)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        raw.FPDFText_GetLooseCharBox(text, index, box)
        left, right, origin, level = box.left, box.right, x.value, y.value
        if not (
            -FARTHEST < left <= right < FARTHEST and -FARTHEST < level < FARTHEST and -FARTHEST < origin < FARTHEST
        ):
            continue
        place = (address, round(origin, 2), round(level, 2))
        if place in places:
            number = places[place]
            pieces[number].append(letter)
            before = found[number][1]
            wider = before._replace(right=max(before.right, right), left=min(before.left, left))
            found[number] = address, wider
            continue
        places[place] = len(found)
        pieces.append([letter])
        unknown = errors.get((address, letter))
        if unknown is None:
            unknown = errors[address, letter] = raw.FPDFText_HasUnicodeMapError(text, index) == 1
        look = (thing.size, thing.face, thing.artifact, unknown, thing.angle)
        found.append((address, Character(letter, origin, level, left, right, *look)))
    for number, piece in enumerate(pieces):
        if len(piece) > 1:
            address, character = found[number]
            found[number] = address, character._replace(text=in_order("".join(piece)))
    return found


@lru_cache(4096)
def _letter(code: int) -> str:
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code == 2:
        return HYPHEN
    if code in (9, 10, 13):
        return " "
    if code < 32 or 0x7F <= code < 0xA0 or code in _NOTHING:
        return ""
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return UNKNOWN
    return " " if chr(code).isspace() else chr(code)


def _object(raw: Any, text: Any, index: int, handle: Any) -> _Object:
    matrix, flags, name = raw.FS_MATRIX(), ctypes.c_int(), ctypes.create_string_buffer(256)
    raw.FPDFText_GetMatrix(text, index, matrix)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    size = raw.FPDFText_GetFontSize(text, index) * hypot(matrix.c, matrix.d)
    family = name.value.decode("latin-1").lower()
    heavy = raw.FPDFText_GetFontWeight(text, index) >= _HEAVY or flags.value & _FORCE_BOLD
    outlined = raw.FPDFTextObj_GetTextRenderMode(handle) == _FILLED_AND_STROKED
    face = Face(
        bool(heavy) or outlined or any(word in family for word in _BOLD_NAMES),
        bool(flags.value & _ITALIC) or any(word in family for word in _ITALIC_NAMES),
    )
    angle = round(degrees(atan2(matrix.b, matrix.a))) % 360
    return _Object(min(max(abs(size), 0.1), 10_000.0), face, _is_artifact(raw, handle), angle)


def _is_artifact(raw: Any, handle: Any) -> bool:
    buffer, size = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    for number in range(min(raw.FPDFPageObj_CountMarks(handle), _MARKS)):
        mark = raw.FPDFPageObj_GetMark(handle, number)
        if not raw.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), size):
            continue
        if bytes(buffer)[: max(0, size.value - 2)].decode("utf-16-le", "replace") == "Artifact":
            return True
    return False


def _upright(characters: list[Character]) -> list[Character]:
    """The characters, those of lines that run at an angle as if the page were turned so that they run to the right.

    How wide such a letter is, is told by where the next one stands.
    """
    found = list(characters)
    for number, character in enumerate(found):
        if not character.angle:
            continue
        turn = radians(-character.angle)
        x = character.x * cos(turn) - character.y * sin(turn)
        y = character.x * sin(turn) + character.y * cos(turn)
        found[number] = character._replace(x=x, y=y, left=x, right=x + 0.5 * character.size)
        before = found[number - 1] if number else character
        if before.angle == character.angle and abs(before.y - y) < 1 and 0 < x - before.x < 1.2 * before.size:
            found[number - 1] = before._replace(right=x)
    return found
