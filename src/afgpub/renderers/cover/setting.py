"""Setting a line of type: bidi order, faces by letter, shaping; then breaking a title into even lines."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, TypeAlias

from afgpub.bidi import for_line, reordered, resolve
from afgpub.faces import Face, coverage, load_faces
from afgpub.frozen import dataclass
from afgpub.harfbuzz import load_harfbuzz

if TYPE_CHECKING:
    from afgpub.metadata import Direction
    from afgpub.theme import Theme


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a face with its place in the line, in units of the line."""

    face: Face
    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, eq=False)  # `set_line` gives the same one again; glyphs are dear to compare
class Line:
    """Glyphs from left to right, `size` units to the em, and how wide they are together."""

    glyphs: tuple[Glyph, ...]
    width: float
    size: float


# A glyph before it has a size: its face and number, where it is drawn and how far it goes, in units of the face.
_Shape: TypeAlias = tuple[Face, int, int, int, int]


def cast(theme: Theme, place: str) -> tuple[Face, ...]:
    """The upright faces of `theme` for a tag or `.class`, those that are named for it before those of the text."""
    bundled = load_faces()
    named = [bundled[use.face] for use in theme.faces if place in use.within]
    plain = [bundled[use.face] for use in theme.faces if not use.within]
    rest = [bundled[use.face] for use in theme.faces]
    return tuple(dict.fromkeys(face for face in (*named, *plain, *rest) if face.style == "normal"))


@cache
def font_of(face: Face) -> Any:
    """The face opened for shaping and drawing, in its own units."""
    uharfbuzz = load_harfbuzz()
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file))))


@cache
def units_per_em(face: Face) -> int:
    """How many units of the face its size has; HarfBuzz makes an object for each answer."""
    units: int = font_of(face).face.upem
    return units


@lru_cache(64)
def set_line(text: str, dir: Direction, faces: tuple[Face, ...], size: float) -> Line:
    """`text` as one line in the first of `faces` that has each letter; what none of them has is left out."""
    glyphs: list[Glyph] = []
    x = 0.0
    for face, number, left, up, advance in _shaped(text, dir, faces):
        scale = size / units_per_em(face)
        glyphs.append(Glyph(face, number, x + left * scale, up * scale))
        x += advance * scale
    return Line(tuple(glyphs), x, size)


def width_of(text: str, dir: Direction, faces: tuple[Face, ...], size: float) -> float:
    """How wide `set_line` makes `text`."""
    x = 0.0
    for face, _, _, _, advance in _shaped(text, dir, faces):
        x += advance * (size / units_per_em(face))
    return x


@lru_cache(512)  # a title is tried in many sizes, and covers of a publication share their words
def _shaped(text: str, dir: Direction, faces: tuple[Face, ...]) -> tuple[_Shape, ...]:
    """The glyphs of a line from left to right."""
    text = " ".join(text.split())
    levels = for_line(text, resolve(text, dir), 0, len(text), dir)
    chosen = _faces_of(text, faces)
    places = [(levels[i], chosen[i]) for i in range(len(text))]
    runs: list[tuple[int, Face | None, str]] = []
    start = 0
    for (level, face), group in groupby(places):
        end = start + len(list(group))
        runs.append((level, face, text[start:end]))
        start = end
    shapes: list[_Shape] = []
    for index in reordered(bytes(level for level, _, _ in runs)):
        level, face, run = runs[index]
        if face is not None:
            shapes += _shape(run, level, face)
    return tuple(shapes)


def _faces_of(text: str, faces: tuple[Face, ...]) -> list[Face | None]:
    """A letter takes the first face that has it; a mark or a sign stays in the face before it where that has it."""
    drawn = [(face, coverage(face)) for face in faces]
    chosen: list[Face | None] = []
    before: tuple[Face, frozenset[int]] | None = None
    for character in text:
        number = ord(character)
        if character.isalnum() or before is None or number not in before[1]:
            before = next((one for one in drawn if number in one[1]), None)
        chosen.append(before[0] if before else None)
    return chosen


def _shape(run: str, level: int, face: Face) -> list[_Shape]:
    """The glyphs of one run."""
    uharfbuzz = load_harfbuzz()
    buffer = uharfbuzz.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if level % 2 else "ltr"
    uharfbuzz.shape(font_of(face), buffer)
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [(face, info.codepoint, place.x_offset, place.y_offset, place.x_advance) for info, place in pairs]


def break_lines(text: str, dir: Direction, faces: tuple[Face, ...], size: float, width: float) -> list[str]:
    """`text` in as few lines of at most `width` as it takes, and those as even as they can be.

    A word that is wider than a line stands alone.
    """
    words = text.split()
    space = width_of("x x", "ltr", faces, size) - 2 * width_of("x", "ltr", faces, size)
    widths = [width_of(word, dir, faces, size) for word in words]
    lines = _fill(widths, space, width)
    narrow, wide = max(widths, default=0.0), width
    for _ in range(12):
        middle = (narrow + wide) / 2
        if len(_fill(widths, space, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return [" ".join(words[start:end]) for start, end in _fill(widths, space, wide)]


def _fill(widths: list[float], space: float, width: float) -> list[tuple[int, int]]:
    lines, start, used = [], 0, 0.0
    for number, own in enumerate(widths):
        if number > start and used + space + own > width:
            lines.append((start, number))
            start, used = number, own
        else:
            used += own + (space if number > start else 0)
    return [*lines, (start, len(widths))] if widths else []
