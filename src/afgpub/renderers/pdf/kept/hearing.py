"""A page that is listened to while WeasyPrint draws, links and tags it, so that it can be kept."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from afgpub.renderers.pdf.kept import NotKeptError
from afgpub.renderers.pdf.kept.faces import describe_font
from afgpub.renderers.pdf.kept.letters import letters_shown
from afgpub.renderers.pdf.kept.tags import PAGE, hear_elements
from afgpub.renderers.pdf.kept.values import pack

_COUNTED = ("Pattern", "Shading")
_FORM = ("Font", "ColorSpace")  # resources that every form has


class HeardPage:
    """One of WeasyPrint's laid-out pages, with what it has said so far; `fault` is why it cannot be kept."""

    def __init__(self, page: Any) -> None:
        self.kept: dict[str, Any] = {}
        self.content = b""
        self.fault = ""
        self._page = page
        self._paint = page.paint
        page.paint = self.paint
        page._page_box.__dict__[PAGE] = self
        self._trying(self._look)

    def _trying(self, work: Any, *given: Any) -> None:
        try:
            work(*given)
        except NotKeptError as fault:
            self.fault = self.fault or str(fault)

    def _look(self) -> None:
        page = self._page
        if any(page.forms.values()) or any(link[0] not in ("internal", "external") for link in page.links):
            raise NotKeptError("forms or attachments")
        kind = page._page_box.page_type
        strings: list[tuple[str, str]] = []
        for box in page._page_box.descendants(placeholders=True):
            if getattr(box, "missing_link", None):
                raise NotKeptError("numbers of pages in the text")
            if "::footnote-" in str(box.element_tag or "") and getattr(box, "text", None):
                raise NotKeptError("notes that the style sheet numbers")
            if box.string_set and box.string_set != "none":
                strings += box.string_set
        self.kept |= {
            "kind": kind_of(kind),
            "links": [[type, target, list(rectangle)] for type, target, rectangle, _ in page.links],
            "anchors": [[name, list(place)] for name, place in page.anchors.items()],
            "bookmarks": [[level, label, list(place), state] for level, label, place, state in page.bookmarks],
            "strings": strings,
        }

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Let the page be painted, and listen."""
        fonts: dict[int, Any] = {}
        add = stream.add_font

        def add_and_note(pango_font: Any) -> Any:
            font, size = add(pango_font)
            if id(font) not in fonts and not stream.__dict__.get("in_margin"):
                fonts[id(font)] = font, describe_font(pango_font, font)
            return font, size

        stream.add_font = add_and_note
        counts = [len(stream._resources[kind]) for kind in _COUNTED]
        start = len(stream.stream)
        self._paint(stream, scale)
        del stream.add_font
        if counts != [len(stream._resources[kind]) for kind in _COUNTED]:
            self.fault = self.fault or "patterns"
        self._trying(self._note, stream, start, list(fonts.values()))

    def _note(self, stream: Any, start: int, fonts: list[Any]) -> None:
        begin, end = margins_of(stream, len(stream.stream))
        body, rest = operators_of(stream.stream[start:begin]), operators_of(stream.stream[end:])
        rows = letters_shown(body, {font.hash: font for font, _ in fonts})
        if len({font.hash for font, _ in fonts}) < len(fonts):
            raise NotKeptError("two fonts of one name")
        self.kept |= {
            "fonts": [[font.hash, described, rows.get(font.hash, [])] for font, described in fonts],
            "states": _states(body, stream._resources),
            "forms": _forms(body, stream),
            "margins": begin < end,
            "rest": [operator.decode("ascii") for operator in rest],
        }
        self.content = b"\n".join(body)

    def tag(
        self, build: Any, box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: Any
    ) -> Any:
        """The structure elements of the page, which are noted."""
        links = [link[3].link_annotation for link in self._page.links]  # None for one that leads nowhere
        if self.fault:
            return build(box, parent, pdf, page, nums, annotations, tags)
        elements, told = hear_elements(build, box, parent, pdf, page, nums, annotations, tags, links)
        self.kept |= told
        return elements


def kind_of(page_type: Any) -> list[Any]:
    """What rules for pages ask of one: its side, name, and of which groups it is the first."""
    firsts = [name for name, index in page_type.groups if not index]
    return [page_type.side, page_type.blank, page_type.name, page_type.index == 0, firsts]


def margins_of(stream: Any, end: int) -> tuple[int, int]:
    """Where the margins of a page begin and end among its operators; they must stand together."""
    rows: list[tuple[int, int]] = stream.__dict__.get("margins") or []
    if not rows:
        return end, end
    if any(one[1] != two[0] for one, two in pairwise(rows)):
        raise NotKeptError("margins between the text")
    return rows[0][0], rows[-1][1]


def operators_of(items: list[Any]) -> list[bytes]:
    """Operators as they will be written, each a line."""
    from pydyf import _to_bytes

    lines: list[bytes] = [_to_bytes(item) for item in items]
    if any(b"\n" in line for line in lines):
        raise NotKeptError("a line break in an operator")
    return lines


def _states(operators: list[bytes], resources: Any) -> list[Any]:
    """The graphics states that are set, of which only the opacities are named by what they are."""
    names = dict.fromkeys(operator[1:-3].decode() for operator in operators if operator.endswith(b" gs"))
    if any(name[0] not in "aA" for name in names):
        raise NotKeptError("states")
    return [[name, pack(resources["ExtGState"][name], {})] for name in names]


def _forms(operators: list[bytes], stream: Any) -> list[Any]:
    """The forms that are drawn, as the rule above notes is one."""
    found = []
    for name in dict.fromkeys(operator[1:-3].decode() for operator in operators if operator.endswith(b" Do")):
        form = stream._resources["XObject"][name]
        if form is None or name[0] != "x":
            raise NotKeptError("pictures")
        x, y, width, height = stream.page_rectangle
        if list(form.extra["BBox"]) != [x, y, x + width, y + height]:
            raise NotKeptError("a form of its own size")
        own = form._resources
        if any(value for kind, value in own.items() if kind not in (*_FORM, "ExtGState")):
            raise NotKeptError("forms in forms")
        lines = operators_of(form.stream)
        if any(line.endswith((b" Tf", b" Do", b"scn", b"SCN", b" sh")) for line in lines):
            raise NotKeptError("text in a form")
        found.append([name, [line.decode("ascii") for line in lines], _states(lines, own)])
    return found
