"""The characters of a page as they stand in the file: what each says, and where it is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from afgpub.frozen import dataclass, field, replace
from afgpub.proof.content import instructions
from afgpub.proof.fonts import Font, read_font
from afgpub.proof.shown import Shown, shown_whole

Matrix = tuple[float, float, float, float, float, float]
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_DEEPEST = 8  # forms in forms
_MOST_FORMS = 1000  # on a page: forms that draw each other many times over would be read for ever
_character = tuple.__new__
_OPERATORS = "q Q cm BT ET Tf Tm Td TD T* TL Tc Tw Tz Ts Tj TJ ' \" BDC BMC EMC Do"


class Character(NamedTuple):
    """What one code says, in the order of the file: where its pen stood (in points), its size, its tag's number.

    `face` is the name of its face, `width` how far the pen went on (points). `mcid` is None outside of tagged content;
    `artifact` is for running heads, page numbers and ornaments.
    """

    text: str
    x: float
    y: float
    size: float
    mcid: int | None
    artifact: bool
    face: str = ""
    width: float = 0.0

    def saying(self, text: str) -> Character:
        """The same in the same place, but with another text."""
        return self._replace(text=text)

    def placed(self) -> list[tuple[float, str]]:
        """It with its place, as `Shown` has it for more than one."""
        return [(self.x, self.text)]

    @property
    def last(self) -> float:
        """Where the last of the characters stands, as `Shown` has it."""
        return self.x


@dataclass(slots=True)
class _State:
    matrix: Matrix = _UNIT
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


@dataclass(slots=True)
class _Mark:
    mcid: int | None
    artifact: bool
    actual: str | None = None
    start: int = 0


@dataclass(slots=True)
class _Page:
    fonts: dict[Any, Font]
    whole: bool  # whether what is shown at once is put down as one
    found: list[Any] = field(default_factory=list)
    marks: list[_Mark] = field(default_factory=list)
    forms: int = 0


def read_page(page: Any, fonts: dict[Any, Font]) -> list[Character]:
    """The characters of a pikepdf.Page; `fonts` are those that other pages have read already.

    Raises pikepdf.PdfError where the content cannot be parsed.
    """
    return _found(page, fonts, whole=False)


def read_shown(page: Any, fonts: dict[Any, Font]) -> list[Character | Shown]:
    """The same, but that characters which one operator shows, each after the one before it, are told as one."""
    return _found(page, fonts, whole=True)


def _found(page: Any, fonts: dict[Any, Font], *, whole: bool) -> list[Any]:
    reading = _Page(fonts, whole)
    _read(page.obj, page.obj.get("/Resources"), reading, _UNIT, 0)
    return reading.found


def _read(stream: Any, resources: Any, page: _Page, matrix: Matrix, depth: int) -> None:
    state, stack = _State(matrix), []
    text = line = _UNIT
    for operator, operands in instructions(stream, _OPERATORS):
        match operator:
            case "q":
                stack.append(replace(state))
            case "Q":
                state = stack.pop() if stack else state
            case "cm":
                state.matrix = _times(_matrix(operands), state.matrix)
            case "BT":
                text = line = _UNIT
            case "Tf":
                state.font, state.size = _font(resources, operands[0], page), float(operands[1])
            case "Tm":
                text = line = _matrix(operands)
            case "Td" | "TD":
                x, y = float(operands[0]), float(operands[1])
                state.leading = -y if operator == "TD" else state.leading
                text = line = _times((1, 0, 0, 1, x, y), line)
            case "TL":
                state.leading = float(operands[0])
            case "Tc":
                state.spacing = float(operands[0])
            case "Tw":
                state.word_spacing = float(operands[0])
            case "Tz":
                state.stretch = float(operands[0]) / 100
            case "Ts":
                state.rise = float(operands[0])
            case "T*" | "'" | '"':
                text = line = _times((1, 0, 0, 1, 0, -state.leading), line)
                if operator != "T*":
                    text = _show([operands[-1]], text, state, page)
            case "Tj":
                text = _show(operands, text, state, page)
            case "TJ":
                text = _show(operands[0], text, state, page)
            case "BDC" | "BMC":
                page.marks.append(_mark(operands, resources, page))
            case "EMC":
                _close(page)
            case "Do" if depth < _DEEPEST and page.forms < _MOST_FORMS:
                form = _named(resources, "/XObject", operands[0])
                if form is not None and str(form.get("/Subtype")) == "/Form":
                    page.forms += 1
                    inner = _times(_matrix(form.get("/Matrix", _UNIT)), state.matrix)
                    _read(form, form.get("/Resources", resources), page, inner, depth + 1)


def _show(strings: Any, text: Matrix, state: _State, page: _Page) -> Matrix:
    """Show strings with numbers between; gives the text matrix after them (ISO 32000-1, 9.4.4)."""
    font = state.font
    if font is None:
        return text
    mark = page.marks[-1] if page.marks else _Mark(None, False)
    a, b, c, d, x, y = _times(_times((1, 0, 0, 1, 0, state.rise), text), state.matrix)
    size, along = abs(state.size) * (c * c + d * d) ** 0.5, 0.0
    scale = state.size / 1000 * state.stretch
    add, mcid, artifact, name = page.found.append, mark.mcid, mark.artifact, font.name
    spaced = bool(state.spacing or state.word_spacing)
    if page.whole and not (spaced or b) and scale > 0 < a:
        strings = list(strings)
        whole = shown_whole(strings, font, scale)
        if whole is not None:
            said, first, last, along = whole
            if said:
                source = strings, font, scale * a, x
                add(Shown(said, x + first * a, x + last * a, y, size, mcid, artifact, source))
            return _times((1, 0, 0, 1, along, 0), text)
    for item in strings:
        if isinstance(item, int | float | Decimal):
            along -= float(item) * scale
            continue
        for code, string, width in font.codes(bytes(item)):
            # made as a tuple: a named one takes twice the time, and there are thousands on a page
            shown = string, x + along * a, y + along * b, size, mcid, artifact, name, width * scale * a
            add(_character(Character, shown))
            along += width * scale
            if spaced:
                between = state.word_spacing if code == 0x20 and font.code_length == 1 else 0.0
                along += (state.spacing + between) * state.stretch
    return _times((1, 0, 0, 1, along, 0), text)


def _mark(operands: Any, resources: Any, page: _Page) -> _Mark:
    above = page.marks[-1] if page.marks else _Mark(None, False)
    mark = _Mark(above.mcid, above.artifact or str(operands[0]) == "/Artifact", start=len(page.found))
    if len(operands) > 1:
        given = operands[1]
        properties = given if hasattr(given, "keys") else _named(resources, "/Properties", given)
        if properties is not None and hasattr(properties, "keys"):
            mark.mcid = int(properties["/MCID"]) if "/MCID" in properties else mark.mcid
            mark.actual = str(properties["/ActualText"]) if "/ActualText" in properties else None
    return mark


def _close(page: _Page) -> None:
    """Leave a marked sequence; its ActualText takes the place of what it shows (ISO 32000-1, 14.9.4)."""
    mark = page.marks.pop() if page.marks else _Mark(None, False)
    if mark.actual is None or mark.start == len(page.found):
        return
    from afgpub.bidi import may_turn

    first = min(page.found[mark.start :], key=lambda character: character.x)
    text = mark.actual[::-1] if may_turn(mark.actual) else mark.actual
    page.found[mark.start :] = [first.saying(text)]


def _font(resources: Any, name: Any, page: _Page) -> Font | None:
    dictionary = _named(resources, "/Font", name)
    if dictionary is None:
        return None
    key = dictionary.objgen if dictionary.is_indirect else id(dictionary)
    if key not in page.fonts:
        page.fonts[key] = read_font(dictionary)
    return page.fonts[key]


def _named(resources: Any, kind: str, name: Any) -> Any:
    """The resource of that kind and name, or None."""
    group = resources.get(kind) if resources is not None else None
    return group.get(str(name)) if group is not None else None


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in numbers)
    return a, b, c, d, e, f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def pages_of(pdf: Any) -> Iterator[list[Character]]:
    """The characters of every page of a pikepdf.Pdf."""
    fonts: dict[Any, Font] = {}
    for page in pdf.pages:
        yield read_page(page, fonts)


def shown_of(pdf: Any) -> Iterator[list[Character | Shown]]:
    """What every page of a pikepdf.Pdf shows."""
    fonts: dict[Any, Font] = {}
    for page in pdf.pages:
        yield read_shown(page, fonts)
