"""The pieces of a page in the order of reading: columns side by side, what spans them before and after.

A gutter is a strip of the page that many pieces end before or begin behind. Pieces that cross it part the page into
zones; in each zone one side is read before the other. What stands side by side without filling its column, as the
cells of a table do, stays in its row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from afgpub.frozen import dataclass
from afgpub.metadata import Direction
from afgpub.readers.pdf.lines import Piece, make_piece

_STEP = 2.0  # points, how finely gutters are looked for
_NARROWEST = 0.7  # of the size of text
_FEWEST = 3  # lines that a column has at least
_FILLED = 0.55  # of its width, that lines of a column fill on average
_LOOSE = 3.0  # of the size: lines farther apart than that are no text, but halves of couplets in turn, say
_LONGEST_POEM = 14  # couplets
_EVEN = 0.93  # of the column's width
_APART = 0.9  # of the leading is between couplets and what stands beside them, beyond the size
_SHORTEST = 16  # characters that a line of a column has at least, on average
_SHARED = 0.8  # of the rows of a table have cells on both sides, at least
_DROP = 0.8  # of the lines beside a gutter, at most, go through it
_DETACHED = 1.3  # of the leading: a smaller row set off that far from the columns is none of their lines
_OTHER_SIZE = 0.05  # of the size
_TITLE = 1.15  # of the size of text, and above
_MOST_GUTTERS = 12  # that are remembered from page to page
_SAME_GUTTER = 6.0  # points
_MOST_STRIPS = 50  # that are tried
_DEEPEST = 6
_ROW = 0.3  # of the size: base lines nearer than that are one row


@dataclass(frozen=True, slots=True)
class Line:
    """A whole line, and the sides of the column in which it stands."""

    piece: Piece
    column_left: float
    column_right: float
    column: int
    page: int


def lines_in_order(
    pieces: Sequence[Piece], direction: Direction, page: int, first_column: int, gutters: set[float] | None = None
) -> list[Line]:
    """The lines of a page in the order of reading; columns are counted on from `first_column`.

    `gutters` are those of pages before, in points: on them a page may have too few lines to show where they are. Those
    of this page are added.
    """
    found: list[Line] = []
    gutters = set() if gutters is None else gutters
    for number, leaf in enumerate(_leaves(sorted(pieces, key=_from_above), direction, gutters, 0), first_column):
        left, right = min(p.left for p in leaf), max(p.right for p in leaf)
        for row in rows_of(leaf):
            whole = row[0] if len(row) == 1 else _merged(row)
            found.append(Line(whole, left, right, number, page))
    return found


def _from_above(piece: Piece) -> tuple[float, float]:
    return -piece.y, piece.left


def rows_of(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces by their base lines, from above; those of a row from left to right."""
    row: list[Piece] = []
    for piece in pieces:
        if row and row[0].y - piece.y > _ROW * min(piece.size, row[0].size):
            yield sorted(row, key=lambda p: p.left)
            row = []
        row.append(piece)
    if row:
        yield sorted(row, key=lambda p: p.left)


def _merged(row: Sequence[Piece]) -> Piece:
    raised = {id(p.characters[n]) for p in row for n in p.raised}
    lowered = {id(p.characters[n]) for p in row for n in p.lowered}
    merged = make_piece([c for p in row for c in p.characters])
    merged.raised = {n for n, c in enumerate(merged.characters) if id(c) in raised}
    merged.lowered = {n for n, c in enumerate(merged.characters) if id(c) in lowered}
    return merged


def _leaves(pieces: list[Piece], direction: Direction, gutters: set[float], depth: int) -> Iterator[list[Piece]]:
    gutter = _gutter(pieces) if depth < _DEEPEST and len(pieces) >= 2 * _FEWEST else None
    if gutter is None and depth == 0:
        gutter = _known_gutter(pieces, gutters)
    fewest = 1 if gutter in gutters else _FEWEST
    if gutter is None:
        if pieces:
            yield pieces
        return
    plain: list[Piece] = []
    for spans, group in groupby(pieces, key=lambda p: p.left < gutter < p.right):
        zone = list(group)
        if spans:
            plain += zone
            continue
        title = _rest_of_title(plain, zone)
        plain += title
        above, columns, below = _detached(zone[len(title) :], gutter)
        left = [p for p in columns if p.right <= gutter]
        right = [p for p in columns if p.right > gutter]
        if not _are_columns(left, right, fewest):
            plain += zone[len(title) :]
            continue
        plain += above
        if plain:
            yield from _leaves(plain, direction, gutters, depth + 1)
        plain = below
        if len(gutters) < _MOST_GUTTERS and not any(abs(gutter - known) < _SAME_GUTTER for known in gutters):
            gutters.add(gutter)
        sides = (left, right) if direction == "ltr" else (right, left)
        for side in sides:
            yield from _leaves(side, direction, gutters, depth + 1)
    if plain:
        yield from (_leaves(plain, direction, gutters, depth + 1) if len(plain) < len(pieces) else (plain,))


def _known_gutter(pieces: Sequence[Piece], gutters: set[float]) -> float | None:
    """A gutter of pages before that no line of this page crosses, if there are lines on both sides of it."""
    for gutter in sorted(gutters):
        left, right = (p for p in pieces if p.right <= gutter), (p for p in pieces if p.left >= gutter)
        beside = len(list(left)), len(list(right))
        if min(beside) and sum(beside) == len(pieces) > _FEWEST:
            return gutter
    return None


def _are_columns(left: Sequence[Piece], right: Sequence[Piece], fewest: int) -> bool:
    """Whether two sides are lines of texts, not cells of a table: those stand on one base line and are short."""
    rows = [list(rows_of(side)) for side in (left, right)]
    if min(map(len, rows)) < fewest:
        return False
    if any(_leading([row[0] for row in side]) > _LOOSE * side[0][0].size for side in rows):
        return False
    both = list(rows_of(sorted((*left, *right), key=_from_above)))
    shared = len(rows[0]) + len(rows[1]) - len(both)
    if shared < _SHARED * min(map(len, rows)):
        return True
    if _is_poem(*sorted(rows, key=len)):
        return False
    sides = zip((left, right), rows, strict=True)
    return all((_filled(r) >= _FILLED or _gutter(side)) and _letters(r) >= _SHORTEST for side, r in sides)


def _is_poem(fewer: Sequence[Sequence[Piece]], more: Sequence[Sequence[Piece]]) -> bool:
    """Whether all rows are full on both sides, as couplets are; the last line of a paragraph seldom is."""
    if not _FEWEST <= len(fewer) <= _LONGEST_POEM:
        return False
    bottom, top = fewer[-1][0].y - _ROW * fewer[-1][0].size, fewer[0][0].y + _ROW * fewer[0][0].size
    beside = [row for row in more if bottom <= row[0].y <= top]
    leading = (fewer[0][0].y - fewer[-1][0].y) / (len(fewer) - 1)
    others = [max(row[0].y - top, bottom - row[0].y) for row in more if not bottom <= row[0].y <= top]
    return all(map(_is_even, (fewer, beside))) and min(others, default=leading) > _APART * leading


def _is_even(rows: Sequence[Sequence[Piece]]) -> bool:
    if not rows:
        return False
    width = max(p.right for row in rows for p in row) - min(p.left for row in rows for p in row)
    return all(row[-1].right - row[0].left > _EVEN * width for row in rows)


def _letters(rows: Sequence[Sequence[Piece]]) -> float:
    """How many characters a row has on average."""
    return sum(len(p.characters) for row in rows for p in row) / len(rows)


def _filled(rows: Sequence[Sequence[Piece]]) -> float:
    """How much of the width of a column its rows fill on average, 0 to 1."""
    width = max(p.right for row in rows for p in row) - min(p.left for row in rows for p in row)
    return sum(row[-1].right - row[0].left for row in rows) / (max(width, 1.0) * len(rows))


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """The middle of the strip that fewest lines cross, if both sides have lines of their own."""
    left, right = min(p.left for p in pieces), max(p.right for p in pieces)
    count = int((right - left) / _STEP) + 1
    if not 8 < count < 10_000:
        return None
    changes = [0] * (count + 1)
    for piece in pieces:
        changes[max(0, int((piece.left - left) / _STEP))] += 1
        changes[min(count, int((piece.right - left) / _STEP) + 1)] -= 1
    crossing, open_lines = [], 0
    for change in changes[:count]:
        open_lines += change
        crossing.append(open_lines)
    size = sorted(p.size for p in pieces)[len(pieces) // 2]
    return _best_strip(crossing, left, max(2, int(_NARROWEST * size / _STEP)), pieces)


def _best_strip(crossing: Sequence[int], left: float, narrowest: int, pieces: Sequence[Piece]) -> float | None:
    """The middle of the strip with fewest lines across, of those the widest; `crossing` counts them by steps."""
    highest_before = _running_highest(crossing)
    highest_behind = _running_highest(crossing[::-1])[::-1]
    strips: list[tuple[float, int, float]] = []
    place = 0
    for level, group in groupby(crossing):
        width = len(list(group))
        end = place + width
        beside = min(highest_before[place], highest_behind[end - 1])
        is_inside = place > 0 and end < len(crossing)
        if is_inside and width >= narrowest and level <= _DROP * beside and beside - level >= _FEWEST:
            strips.append((level / beside, -width, left + (place + end) / 2 * _STEP))
        place = end
    return next((middle for _, _, middle in sorted(strips)[:_MOST_STRIPS] if _has_sides(pieces, middle)), None)


def _running_highest(values: Sequence[int]) -> list[int]:
    found, highest = [], 0
    for value in values:
        highest = max(highest, value)
        found.append(highest)
    return found


def _has_sides(pieces: Sequence[Piece], middle: float) -> bool:
    before = sum(p.right <= middle for p in pieces)
    behind = sum(p.left >= middle for p in pieces)
    return before >= _FEWEST and behind >= _FEWEST


def _detached(zone: list[Piece], gutter: float) -> tuple[list[Piece], list[Piece], list[Piece]]:
    """The zone without the rows at its head and foot that are set smaller and stand off from it.

    A line of addresses above the columns is such, and notes below them.
    """
    rows = list(rows_of(zone))
    gaps = [above[0].y - below[0].y for above, below in pairwise(rows)]
    usual = max(_leading([p for p in zone if p.right <= gutter]), _leading([p for p in zone if p.left >= gutter]))
    size = sorted(p.size for p in zone)[len(zone) // 2]
    others = [all(p.size < (1 - _OTHER_SIZE) * size for p in row) for row in rows]
    first, last = 0, len(rows)
    while first < len(rows) and others[first]:
        first += 1
    while last > first and others[last - 1]:
        last -= 1
    if first == last or not usual:
        return [], zone, []
    if first and gaps[first - 1] <= _DETACHED * usual:
        first = 0
    if last < len(rows) and gaps[last - 1] <= _DETACHED * usual:
        last = len(rows)
    flat = [[p for row in part for p in row] for part in (rows[:first], rows[first:last], rows[last:])]
    return flat[0], flat[1], flat[2]


def _leading(pieces: Sequence[Piece]) -> float:
    """The usual distance of base lines, in points; 0 where there are not two lines."""
    distances = sorted(above.y - below.y for above, below in pairwise(pieces))
    return distances[len(distances) // 2] if distances else 0.0


def _rest_of_title(before: Sequence[Piece], zone: Sequence[Piece]) -> list[Piece]:
    """The first pieces of a zone that go on with a title over all columns: as large, and close below it."""
    found: list[Piece] = []
    size = sorted(p.size for p in zone)[len(zone) // 2]
    for piece in zone:
        above = found[-1] if found else before[-1] if before else None
        if above is None or piece.size < _TITLE * size or abs(above.size - piece.size) > 0.05 * piece.size:
            break
        if above.y - piece.y > 1.8 * piece.size:
            break
        found.append(piece)
    return found
