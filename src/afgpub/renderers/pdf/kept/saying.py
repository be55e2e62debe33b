"""A page that was kept, in the place of a stand-in: it is drawn, linked and tagged as it was."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from afgpub.renderers.pdf.kept import NotAlikeError
from afgpub.renderers.pdf.kept.faces import load_font
from afgpub.renderers.pdf.kept.hearing import kind_of, margins_of, operators_of
from afgpub.renderers.pdf.kept.letters import give_codes, with_codes
from afgpub.renderers.pdf.kept.tags import PAGE, say_elements
from afgpub.renderers.pdf.kept.values import unpack


class _Link:
    """In the place of the box of a link: WeasyPrint leaves the annotation here."""

    link_annotation: Any = None


class SaidPage:
    """What was `kept` of a page, put into WeasyPrint's laid-out `page`, whose margins alone are drawn anew."""

    def __init__(self, page: Any, kept: dict[str, Any], content: bytes, fonts: Any) -> None:
        self._kept, self._content, self._fonts = kept, content, fonts
        self._codes: dict[str, dict[int, int]] = {}
        self._paint = page.paint
        self._links = [_Link() for _ in kept["links"]]
        if kind_of(page._page_box.page_type) != kept["kind"]:
            raise NotAlikeError("it begins on another side")
        page.paint = self.paint
        page._page_box.__dict__[PAGE] = self
        rows = zip(kept["links"], self._links, strict=True)
        page.links = [(type, target, tuple(rectangle), link) for (type, target, rectangle), link in rows]
        page.anchors = {name: tuple(place) for name, place in kept["anchors"]}
        page.bookmarks = [(level, label, tuple(place), state) for level, label, place, state in kept["bookmarks"]]

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Draw the page: its text as it was, its margins as they are now."""
        kept, changed = self._kept, dict[str, Any]()
        for name, described, rows in kept["fonts"]:
            codes = self._codes[name] = give_codes(load_font(stream, described, self._fonts), rows)
            others = {b"%04x" % code: b"%04x" % new for code, new in codes.items() if code != new}
            if others:
                changed[name] = others
        body = self._content.split(b"\n")
        if changed:
            body = with_codes(body, changed)
        _set_states(stream._resources, kept["states"])
        forms = {b"/%b Do" % name.encode(): _add_form(stream, *form) for name, *form in kept["forms"]}
        if forms:
            body = [forms.get(operator, operator) for operator in body]
        start = len(stream.stream)
        self._paint(stream, scale)
        begin, end = margins_of(stream, len(stream.stream))
        if kept["margins"] is not (begin < end) or stream._tags:
            raise NotAlikeError("its pages have other margins")
        rest = [operator.encode() for operator in kept["rest"]]
        stream.stream[start:] = [*body, *operators_of(stream.stream[begin:end]), *rest]

    def tag(
        self, build: Any, box: Any, parent: Any, pdf: Any, page: int, nums: Any, annotations: Any, tags: Any
    ) -> Any:
        """The structure elements of the page, as they were."""
        links = [link.link_annotation for link in self._links]
        return say_elements(self._kept, parent, pdf, page, nums, annotations, links)

    def letters(self) -> Iterator[tuple[str, int, str, float]]:
        """What the page shows: the name of the font, the code in this book, and its string and width."""
        for name, _, rows in self._kept["fonts"]:
            codes = self._codes[name]
            yield from ((name, codes[code], text, width) for code, _, text, width in rows)


def _set_states(resources: Any, states: list[Any]) -> None:
    for name, state in states:
        if name not in resources["ExtGState"]:
            resources["ExtGState"][name] = unpack(state, _no_reference)


def _add_form(stream: Any, lines: list[str], states: list[Any]) -> bytes:
    form = stream.add_group(*stream.page_rectangle)
    form.stream = [line.encode() for line in lines]
    _set_states(form._resources, states)
    return f"/{form.id} Do".encode()


def _no_reference(name: Any) -> bytes:
    raise NotAlikeError(f"a reference to {name}")
