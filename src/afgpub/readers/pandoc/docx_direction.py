"""What pandoc drops of a Word file: the direction of paragraphs, runs and tables, languages, kinds of numbering."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree

from afgpub import bidi
from afgpub.document import NO_ATTRS, Attrs
from afgpub.frozen import dataclass, field, replace
from afgpub.metadata import Direction
from afgpub.readers.markdown.attributes import is_language
from afgpub.readers.pandoc.attributes import ALIGNED
from afgpub.readers.pandoc.docx_styles import Style, Styles, switch, value, w
from afgpub.readers.pandoc.figures import CAPTION
from afgpub.readers.pandoc.markers import Mark, Markers

_RTL_LANGUAGES = frozenset("ar arc ckb dv fa he ku nqo prs ps sd syr ug ur yi".split())
_NOT_ARABIC = re.compile("[پچژگکیټډړږښځڅڼېۍٹڈڑے]")
_PLAIN = Attrs()
# Marks of direction stand beside letters of the other one, and are none.
_MARKS = frozenset((bidi.LRM, bidi.RLM, bidi.ALM))
_SHOWN = (w("drawing"), w("pict"), w("object"))


@dataclass(slots=True)
class Directions:
    """The marking of one file; `expected` are the marks given, each with the words of its paragraph."""

    styles: Styles
    numberings: dict[tuple[str, str], str]
    markers: Markers
    expected: list[tuple[Mark, str]] = field(default_factory=list)
    count: int = 0

    def mark(self, root: etree._Element, *, counted: bool) -> None:
        """Mark each paragraph of `root` that has words or pictures; only `counted` ones get numbers."""
        names = _bookmarks(root)
        tables = {table: _table_attrs(table) for table in root.iter(w("tbl"))}
        for paragraph in root.iter(w("p")):
            runs = list(_runs(paragraph))
            words = "".join(text.text or "" for run in runs for text in run.iter(w("t")))
            if not words.strip() and not any(True for run in runs for _ in run.iter(*_SHOWN)):
                continue
            self.count += counted
            table = next((tables[above] for above in paragraph.iterancestors(w("tbl"))), NO_ATTRS)
            mark = Mark(
                attrs=replace(
                    self._mark_runs(paragraph, runs),
                    id=names.get(paragraph),
                    classes=(CAPTION,) if self._is_caption(paragraph) else self._align(paragraph),
                ),
                paragraph=self.count if counted else 0,
                table=table,
                numbering=self._numbering(paragraph),
            )
            self.expected.append((mark, words))
            _put_before(paragraph, self.markers.add(mark))

    def _mark_runs(self, paragraph: etree._Element, runs: list[etree._Element]) -> Attrs:
        """Mark the runs that differ from their paragraph; gives what is to be said of the paragraph as a whole."""
        properties = paragraph.find(w("pPr"))
        direction = self._direction(properties)
        style = value(properties, "pStyle")
        found = [(run, self._run_attrs(run, style, direction)) for run in runs]
        spoken = [attrs for _, attrs in found if attrs is not None and attrs is not _PLAIN]
        # What all runs say is said of the paragraph.
        same = spoken[0] if spoken and all(attrs == spoken[0] for attrs in spoken) else NO_ATTRS
        current = same
        for run, attrs in found:
            if attrs is _PLAIN and not current.dir:
                continue
            if attrs is not None and attrs != current:
                current = attrs
                _put_into(run, self.markers.add(Mark(attrs)))
        return Attrs(lang=same.lang, dir=direction or same.dir)

    def _direction(self, properties: etree._Element | None) -> Direction | None:
        own = switch(properties, "bidi")
        if own is not None:
            return "rtl" if own else "ltr"
        for style in self.styles.chain(value(properties, "pStyle") or self.styles.default):
            if style.is_rtl is not None:
                return "rtl" if style.is_rtl else None
        return "rtl" if self.styles.is_rtl else None

    def _run_attrs(self, run: etree._Element, style: str | None, direction: Direction | None) -> Attrs | None:
        """What a run says; None where it is set like the words before it, _PLAIN for signs set from left to right."""
        text = "".join(node.text or "" for node in run.iter(w("t")))
        sides = {unicodedata.bidirectional(character) for character in set(text) - _MARKS}
        turns = bool(sides & {"R", "AL"})
        properties = run.find(w("rPr"))
        is_rtl = self._is_rtl(run, properties, style)
        if not turns and "L" not in sides:
            return None if is_rtl or not text.strip() else _PLAIN
        lang = self._lang(properties, style, turns, text)
        return Attrs(lang=lang, dir="rtl" if is_rtl and direction != "rtl" and turns else None)

    def _is_rtl(self, run: etree._Element, properties: etree._Element | None, style: str | None) -> bool:
        own = switch(properties, "rtl")
        if properties is not None:
            # pandoc would make a span of it; the mark says it better.
            for element in properties.findall(w("rtl")):
                properties.remove(element)
        if own is None:
            own = next((s.has_rtl_runs for s in self._chains(properties, style) if s.has_rtl_runs is not None), False)
        return own or run.get("dir") == "rtl"

    def _chains(self, properties: etree._Element | None, style: str | None) -> Iterator[Style]:
        yield from self.styles.chain(value(properties, "rStyle"))
        yield from self.styles.chain(style)

    def _lang(self, properties: etree._Element | None, style: str | None, turns: bool, text: str) -> str | None:
        """The language that the run or a named style gives; what the template gives to every text says nothing."""
        attribute = "bidi" if turns else "val"
        found = value(properties, "lang", attribute)
        if not found:
            named = (s for s in self._chains(properties, style) if not s.is_default)
            found = next((lang for s in named if (lang := s.bidi_lang if turns else s.lang)), None)
        if not found or not is_language(found):
            return None
        primary = found.partition("-")[0].lower()
        # Word gives a run the language of the keyboard; letters that it does not have prove that wrong.
        if turns != (primary in _RTL_LANGUAGES) or (primary == "ar" and _NOT_ARABIC.search(text)):
            return None
        return found

    def _is_caption(self, paragraph: etree._Element) -> bool:
        style = value(paragraph.find(w("pPr")), "pStyle")
        return any("caption" in found.name.lower() for found in self.styles.chain(style))

    def _align(self, paragraph: etree._Element) -> tuple[str, ...]:
        """The class of a paragraph that is not set as the text is. `left` is the side where its lines begin."""
        properties = paragraph.find(w("pPr"))
        own = value(properties, "jc")
        chain = self.styles.chain(value(properties, "pStyle") or self.styles.default)
        found = own or next((style.align for style in chain if style.align), None)
        return ALIGNED.get({"right": "end"}.get(found or "", found or ""), ())

    def _numbering(self, paragraph: etree._Element) -> str:
        properties = paragraph.find(w("pPr"))
        number, level = value(properties, "numPr/numId"), value(properties, "numPr/ilvl")
        return self.numberings.get((number or "", level or "0"), "")


def _runs(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The runs of a paragraph, not those of paragraphs inside it, nor what a reviewer struck out."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == w("r"):
            yield element
        elif element.tag not in (w("p"), w("del"), w("moveFrom")):
            stack.extend(reversed(element))


def _bookmarks(root: etree._Element) -> dict[etree._Element, str]:
    """The paragraphs that a link of the text leads to, with the first bookmark of each; pandoc loses many of them."""
    wanted = {link.get(w("anchor"), "") for link in root.iter(w("hyperlink"))}
    names: dict[etree._Element, str] = {}
    waiting: str | None = None
    for element in root.iter(w("p"), w("bookmarkStart")):
        if element.tag == w("p"):
            if waiting is not None:
                names[element] = waiting
            waiting = None
            continue
        name = element.get(w("name"), "")
        if name in wanted:
            holder = next(element.iterancestors(w("p")), None)
            if holder is None:
                waiting = waiting or name
            else:
                names.setdefault(holder, name)
    return names


def _table_attrs(table: etree._Element) -> Attrs:
    return Attrs(dir="rtl") if switch(table, "tblPr/bidiVisual") else NO_ATTRS


def _put_before(paragraph: etree._Element, marker: str) -> None:
    """A run of its own, since the first run may be a link, a field or bold."""
    run = etree.Element(w("r"))
    etree.SubElement(run, w("t")).text = marker
    properties = paragraph.find(w("pPr"))
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)


def _put_into(run: etree._Element, marker: str) -> None:
    text = next(run.iter(w("t")))
    text.text = marker + (text.text or "")
