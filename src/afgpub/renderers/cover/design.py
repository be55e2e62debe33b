"""What stands where on a cover: masthead over a double rule, labels, the title as large as it fits, people at the foot.

The measures are units of a sheet of 1200 by 1800.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.frozen import dataclass
from afgpub.metadata import Phrase
from afgpub.renderers.cover.setting import Line, break_lines, cast, set_line, width_of

if TYPE_CHECKING:
    from afgpub.faces import Face
    from afgpub.metadata import Direction
    from afgpub.theme import Theme

WIDTH, HEIGHT, MARGIN = 1200, 1800, 96
FOOT = 1470  # where the coloured foot begins
_SIZES = (138, 126, 116, 106, 97, 89, 82, 75, 69, 63, 58, 53)
_MAX_CHARACTERS = 240


@dataclass(frozen=True, slots=True)
class Words:
    """What a cover says; `others` are the title in further languages. Each phrase has its own direction."""

    title: Phrase
    subtitle: Phrase | None = None
    others: tuple[Phrase, ...] = ()
    publication: Phrase | None = None
    labels: tuple[Phrase, ...] = ()
    people: tuple[Phrase, ...] = ()
    date: Phrase | None = None
    alternative: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle; y runs downwards."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True, slots=True)
class Type:
    """A line of type with the place where its baseline begins at the left, its colour and the one it stands on."""

    line: Line
    x: float
    y: float
    colour: str
    ground: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn, from the back to the front."""

    paper: str
    bars: tuple[Bar, ...]
    types: tuple[Type, ...]


def design(words: Words, theme: Theme) -> Sheet:
    """Lay out `words` in the faces and colours of `theme`."""
    layout = _Layout(theme)
    top = layout.masthead(words)
    top = layout.labels(words, top)
    layout.title(words, top, FOOT - 90)
    layout.foot(words)
    return Sheet(layout.colours["paper"], tuple(layout.bars), tuple(layout.types))


class _Layout:
    """The sheet while it is being filled."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.colours = theme.colours
        self.bars: list[Bar] = []
        self.types: list[Type] = []

    def masthead(self, words: Words) -> float:
        """The publication across the sheet, over a double rule; gives where the rest begins."""
        ink = self.colours["rule"]
        if words.publication is None:
            self.bars.append(Bar(0, 0, WIDTH, 30, self.colours["accent"]))
            return 210.0
        faces = cast(self.theme, ".publication")
        text, dir = _short(words.publication), _dir(words.publication)
        natural = width_of(text, dir, faces, 100) or 1
        size = min(150.0, 100 * (WIDTH - 2 * MARGIN) / natural)
        line = set_line(text, dir, faces, size)
        baseline = 120 + 0.75 * size
        self._put(line, (WIDTH - line.width) / 2, baseline, self.colours["ink"])
        rule = baseline + 0.52 * size + 12
        self.bars += [Bar(MARGIN, rule, WIDTH - 2 * MARGIN, 9, ink), Bar(MARGIN, rule + 16, WIDTH - 2 * MARGIN, 3, ink)]
        return rule + 19

    def labels(self, words: Words, top: float) -> float:
        """Labels in one row, each at the side where its language begins; gives where the rest begins."""
        faces = cast(self.theme, ".kicker")
        taken = {"ltr": float(MARGIN), "rtl": float(WIDTH - MARGIN)}
        for label in words.labels[:4]:
            dir = _dir(label)
            line = set_line(_short(label), dir, faces, 34)
            if taken["ltr"] + line.width + 40 > taken["rtl"]:
                break
            x = taken[dir] if dir == "ltr" else taken[dir] - line.width
            self._put(line, x, top + 62, self.colours["accent"])
            taken[dir] += (line.width + 40) * (1 if dir == "ltr" else -1)
        return top + (100 if words.labels else 40)

    def title(self, words: Words, top: float, bottom: float) -> None:
        """The title, its other languages and the subtitle, in the largest size in which all of it has room."""
        for size in _SIZES:
            rows = list(self._title_rows(words, float(size)))
            high = sum(height for *_, height in rows) <= bottom - top - 60
            if high and all(width_of(row[1], row[2], row[0], row[3]) <= WIDTH - 2 * MARGIN for row in rows):
                break
        y = top + 60
        for faces, text, dir, row_size, colour, height in rows:
            if y + height > bottom + 60:
                break
            y += height
            line = _fitting(text, dir, faces, row_size)
            self._put(line, MARGIN if dir == "ltr" else WIDTH - MARGIN - line.width, y - 0.3 * row_size, colour)
        dir = _dir(words.title)
        self.bars.append(Bar(MARGIN if dir == "ltr" else WIDTH - MARGIN - 150, y + 50, 150, 9, self.colours["accent"]))

    def _title_rows(
        self, words: Words, size: float
    ) -> list[tuple[tuple[Face, ...], str, Direction, float, str, float]]:
        bold, plain = cast(self.theme, "h1"), cast(self.theme, ".byline")
        rows: list[tuple[tuple[Face, ...], str, Direction, float, str, float]] = []
        phrases = [(words.title, bold, size, "ink")]
        phrases += [(words.subtitle, plain, max(38.0, 0.38 * size), "quiet")] if words.subtitle else []
        phrases += [(other, bold, 0.62 * size, "quiet") for other in words.others]
        for phrase, faces, own, colour in phrases:
            dir = _dir(phrase)
            leading = 1.55 if dir == "rtl" else 1.16
            for number, text in enumerate(break_lines(_short(phrase), dir, faces, own, WIDTH - 2 * MARGIN)):
                gap = 0.55 * own if rows and not number else 0.0
                rows.append((faces, text, dir, own, self.colours[colour], leading * own + gap))
        return rows

    def foot(self, words: Words) -> None:
        """People and the date on the accent colour, at the side where the title begins."""
        ground, colour = self.colours["accent"], self.colours["paper"]
        self.bars.append(Bar(0, FOOT, WIDTH, HEIGHT - FOOT, ground))
        side = _dir(words.title)
        rows: list[tuple[Line, float]] = []
        for size in (52.0, 44.0, 38.0):
            rows = []
            for person in words.people[:6]:
                faces, dir = cast(self.theme, ".author"), _dir(person)
                for text in break_lines(_short(person), dir, faces, size, WIDTH - 2 * MARGIN):
                    rows.append((_fitting(text, dir, faces, size), 1.4 * size))
            if sum(height for _, height in rows) <= 200:
                break
        y = FOOT + 30.0
        for line, height in rows[:4]:
            y += height
            self._put(line, MARGIN if side == "ltr" else WIDTH - MARGIN - line.width, y, colour, ground)
        if words.date is not None:
            line = _fitting(_short(words.date), _dir(words.date), cast(self.theme, ".dates"), 36)
            x = WIDTH - MARGIN - line.width if side == "ltr" else MARGIN
            self._put(line, x, HEIGHT - 62, colour, ground)

    def _put(self, line: Line, x: float, y: float, colour: str, ground: str = "") -> None:
        self.types.append(Type(line, x, y, colour, ground or self.colours["paper"]))


def _fitting(text: str, dir: Direction, faces: tuple[Face, ...], size: float) -> Line:
    """The line in `size`, or smaller where a single word is wider than the sheet."""
    line = set_line(text, dir, faces, size)
    room = WIDTH - 2 * MARGIN
    return line if line.width <= room else set_line(text, dir, faces, size * room / line.width)


def _dir(phrase: Phrase) -> Direction:
    return phrase.dir or "ltr"


def _short(phrase: Phrase) -> str:
    text = " ".join(phrase.text.split())
    return text if len(text) <= _MAX_CHARACTERS else text[:_MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"
