"""Lines to paragraphs: by leading, by indents, and by whether the next word would still have fitted in the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from afgpub.frozen import dataclass
from afgpub.language import letters_by_direction
from afgpub.metadata import Direction
from afgpub.readers.pdf.characters import Character
from afgpub.readers.pdf.columns import Line
from afgpub.readers.pdf.hyphenation import HYPHENS

_GAP = 1.28  # of the usual leading
_INDENT = 0.7  # of the size
_SPACE = 0.25  # of the size: a space between words
_SHORT = 0.4  # of the column's width is free in a line that stands alone
_SENTENCE_ENDS = frozenset(".!?؟۔:؛")
_NUMBER_AND_UNIT = 3  # words
_MAJORITY = 0.66  # of the letters
_OTHER_SIZE = 0.08
_DISPLAY = 1.15  # of the size of text, and above: titles, whose lines end where they please
_MARKER = re.compile(r"(?:[•▪●○◦‣⁃➢✓*–-]|\(?[0-9۰-۹٠-٩]{1,3}[.)\-])")
_NOTE = re.compile(r"(?:\[?[0-9۰-۹٠-٩]{1,3}\]?|[*†‡§]{1,3})(?=[ .)]|[^\W\d])")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one paragraph, the direction of its letters, and that of the column in which it stands."""

    lines: tuple[Line, ...]
    direction: Direction
    column: Direction

    @property
    def indent(self) -> float:
        """How far its first line begins from the side of its column, in points."""
        return _start(self.lines[0], self.column)

    @property
    def size(self) -> float:
        """The size of most of its letters, in points."""
        return body_size(self.lines)


def body_size(lines: Iterable[Line]) -> float:
    """The size in points, to half a point, in which most letters are set."""
    sizes = Counter[float]()
    for line in lines:
        sizes[round(line.piece.size * 2) / 2] += len(line.piece.characters)
    return max(sizes.items(), key=lambda item: (item[1], item[0]))[0] if sizes else 0.0


def direction_of_lines(lines: Iterable[Line], default: Direction) -> Direction:
    """The direction of most letters of the lines; `default` where hardly more of them run that way."""
    left, right = letters_by_direction("".join(line.piece.text for line in lines))
    if max(left, right) < _MAJORITY * (left + right):
        return default
    return default if left == right else "rtl" if right > left else "ltr"


def paragraphs_of(lines: Sequence[Line], size: float, default: Direction, *, notes: bool = False) -> list[Block]:
    """The paragraphs of lines in reading order; `size` is that of the text. Each of `notes` begins with its mark."""
    leadings = _leadings(lines)
    columns = _columns(lines, default)
    groups: list[list[Line]] = []
    for line in lines:
        direction = columns[line.column]
        opens = opens_note(line, direction) if notes else False
        if groups and not opens and not _begins(groups[-1], line, direction, leadings, size):
            groups[-1].append(line)
        else:
            groups.append([line])
    found = []
    for group in groups:
        column = columns[group[0].column]
        direction = direction_of_lines(group, column)
        if direction != column and _is_mixed(group) and _is_aligned(group[-1], column):
            direction = column
        found.append(Block(tuple(group), direction, column))
    return found


def _is_mixed(lines: Iterable[Line]) -> bool:
    return all(letters_by_direction("".join(line.piece.text for line in lines)))


def _is_aligned(line: Line, way: Direction) -> bool:
    """Whether a line stands at the side where the lines of its column begin, and leaves the other one free."""
    em = line.piece.size
    return _start(line, way) < em and _room(line, way) > 2 * em


def _columns(lines: Sequence[Line], default: Direction) -> dict[int, Direction]:
    by_column: dict[int, list[Line]] = {}
    for line in lines:
        by_column.setdefault(line.column, []).append(line)
    return {number: direction_of_lines(group, default) for number, group in by_column.items()}


def _leadings(lines: Sequence[Line]) -> dict[float, float]:
    """The usual distance of base lines for each size."""
    found: dict[float, Counter[float]] = {}
    for above, below in pairwise(lines):
        distance = above.piece.y - below.piece.y
        if above.column == below.column and _alike(above, below) and 0 < distance < 3 * above.piece.size:
            found.setdefault(round(below.piece.size), Counter())[round(distance * 2) / 2] += 1
    return {size: _usual(counts) for size, counts in found.items()}


def _usual(counts: Counter[float]) -> float:
    """The most frequent distance; of those that are nearly as frequent, the smallest."""
    most = max(counts.values())
    return min(distance for distance, count in counts.items() if count >= 0.6 * most)


def _alike(one: Line, two: Line) -> bool:
    """Whether two lines are set in one size; a phrase in another script may be larger in one of them."""
    return _near(one.piece.size, two.piece.size) or (
        any(_near(size, two.piece.size) for size in _sizes(one))
        and any(_near(size, one.piece.size) for size in _sizes(two))
    )


def _near(one: float, two: float) -> bool:
    return abs(one - two) <= _OTHER_SIZE * max(one, two)


def _sizes(line: Line) -> list[float]:
    """The sizes of at least three characters of a line."""
    counts = Counter(round(character.size, 1) for character in line.piece.characters)
    return [size for size, count in counts.items() if count >= 3]


def is_bold(line: Line) -> bool:
    """Whether all letters of a line are bold."""
    return all(c.face.bold for c in line.piece.characters if c.text.strip())


def _begins(paragraph: Sequence[Line], line: Line, way: Direction, leadings: dict[float, float], size: float) -> bool:
    """Whether `line` begins a new paragraph after the lines of `paragraph`."""
    last = paragraph[-1]
    if not _alike(last, line) or is_bold(last) != is_bold(line) or last.piece.angle != line.piece.angle:
        return True
    em = line.piece.size
    follows = last.column == line.column
    if follows:
        distance = last.piece.y - line.piece.y
        if distance > _GAP * leadings.get(round(em), 1.3 * em):
            return True
    if _ends_with_hyphen(last, way) or _same_link(last, line, way):
        return False
    if em > _DISPLAY * size:
        return not follows
    indent = _start(line, way)
    in_list = bool(_MARKER.match(_opening(paragraph[0], way)))
    if _MARKER.match(_opening(line, way)) and (in_list or indent < _start(last, way) - _INDENT * em):
        return True
    listed = in_list and len(paragraph) == 1
    if follows and indent - _start(last, way) > _INDENT * em and not listed:
        return True
    if not follows:
        if indent > _INDENT * em and indent - _start(last, way) > _INDENT * em and not listed:
            return True
        width = line.column_right - line.column_left
        if _ends_sentence(last, way) and not _ends_sentence(line, way) and _room(line, way) > _SHORT * width:
            return True
    return _room(last, way) > _first_word(line, way) + _SPACE * em


def opens_note(line: Line, way: Direction) -> bool:
    """Whether a line begins with the mark of a note: a number or a sign, raised or with a space after it."""
    return bool(_NOTE.match(_opening(line, way)))


def _ends_sentence(line: Line, way: Direction) -> bool:
    end = line.piece.characters[-2:] if way == "ltr" else line.piece.characters[:2]
    return any(c.text in _SENTENCE_ENDS for c in end)


def _start(line: Line, way: Direction) -> float:
    """How far a line begins from the side of its column, in points."""
    return line.piece.left - line.column_left if way == "ltr" else line.column_right - line.piece.right


def _room(line: Line, way: Direction) -> float:
    """How much is free at the end of a line, in points."""
    return line.column_right - line.piece.right if way == "ltr" else line.piece.left - line.column_left


def _first_word(line: Line, way: Direction) -> float:
    """The width of the first word of a line, in points; of a number the next two too, from which it is not parted."""
    characters = line.piece.characters if way == "ltr" else line.piece.characters[::-1]
    left, right = characters[0].left, characters[0].right
    words = _NUMBER_AND_UNIT if any(c.isdigit() for c in characters[0].text) else 1
    for before, character in pairwise(characters):
        if character.text == " " or (before.text != " " and _gap(before, character) > _SPACE * character.size):
            words -= 1
            if not words:
                break
        if character.text != " ":
            left, right = min(left, character.left), max(right, character.right)
    return right - left


def _gap(one: Character, two: Character) -> float:
    return max(two.x - one.right, one.x - two.right)


def _opening(line: Line, way: Direction) -> str:
    characters = line.piece.characters[:6] if way == "ltr" else line.piece.characters[:-7:-1]
    return "".join(c.text for c in characters)


def _same_link(one: Line, two: Line, way: Direction) -> bool:
    last = one.piece.characters[-1 if way == "ltr" else 0].link
    return bool(last) and last == two.piece.characters[0 if way == "ltr" else -1].link


def _ends_with_hyphen(line: Line, way: Direction) -> bool:
    last = line.piece.characters[-1] if way == "ltr" else line.piece.characters[0]
    return last.text in HYPHENS and len(line.piece.characters) > 2
