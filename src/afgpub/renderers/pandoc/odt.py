"""OpenDocument texts: direction of paragraphs and tables, language of phrases (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from afgpub import bidi
from afgpub.document import Attrs
from afgpub.frozen import dataclass, field
from afgpub.metadata import Direction
from afgpub.readers.pandoc.markers import Markers
from afgpub.renderers.pandoc.archive import date_all, mend
from afgpub.renderers.pandoc.languages import language_and_region
from afgpub.renderers.pandoc.odt_looks import (
    CENTRED,
    FO,
    MODES,
    OASIS,
    OFFICE,
    SIDES,
    STYLE,
    TABLE,
    TEXT,
    set_language,
    set_looks,
    set_styles,
)
from afgpub.renderers.pandoc.phrases import Piece, by_text, part_phrases

_META = f"{{{OASIS}meta:1.0}}"
_DATES = (f"{_META}creation-date", "{http://purl.org/dc/elements/1.1/}date")
_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")


def finish_odt(data: bytes, markers: Markers, root: Attrs, moment: str) -> bytes:
    """The text that pandoc made with all that it dropped; `root` is what holds for the whole text.

    A phrase in the other direction stands between isolates (UAX #9), since OpenDocument gives no direction to phrases.
    `moment` is the time in ISO 8601 that the file bears. Same input, same bytes.
    """
    mends: dict[str, Callable[[etree._Element], None]] = {
        "content.xml": lambda part: _Content(part, markers, root).set(),
        "styles.xml": lambda part: set_styles(part, root),
        "meta.xml": lambda part: date_all(part, _DATES, moment),
    }
    return mend(data, "odt", markers, mends)


@dataclass(slots=True)
class _Content:
    """The content of one text, and the styles made for it by what they are made of."""

    part: etree._Element
    markers: Markers
    root: Attrs
    styles: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def set(self) -> None:
        """Set all paragraphs and the tables around them."""
        for style in self.part.iter(f"{STYLE}style"):
            self.styles[style.get(f"{STYLE}family", ""), style.get(f"{STYLE}name", "")] = style
        for paragraph in list(self.part.iter(*_PARAGRAPHS)):
            self._set_paragraph(paragraph)
        set_looks(self.part, self.root)

    def _set_paragraph(self, paragraph: etree._Element) -> None:
        places = _texts(paragraph)
        dir = self.root.dir or "ltr"
        phrases = part_phrases([text for _, _, text in places], self.markers, dir)
        own = phrases.base.dir or dir
        before = paragraph.get(f"{TEXT}style-name", "Standard")
        made = self._style("paragraph", before, f"{own} {self._side(before, phrases.table.dir or own)}")
        paragraph.set(f"{TEXT}style-name", made)
        if phrases.table.dir == "rtl":
            for table in paragraph.iterancestors(f"{TABLE}table"):
                name = table.get(f"{TABLE}style-name", "")
                if not name.startswith("Aligned"):
                    table.set(f"{TABLE}style-name", self._style("table", name, "rtl"))
                break
        pieces = by_text(phrases.pieces)
        for number, (holder, is_tail, _) in enumerate(places):
            self._set_text(holder, is_tail, pieces.get(number, []), own)

    def _set_text(self, holder: etree._Element, is_tail: bool, pieces: list[Piece], base: Direction) -> None:
        """Put spans of one language each in the place of a text."""
        spans: list[etree._Element] = []
        plain = ""
        rows = _joined(pieces)
        is_whole = not is_tail and holder.tag == f"{TEXT}span" and not len(holder) and len(rows) == 1
        for attrs, text in rows:
            if attrs.dir and attrs.dir != base:
                text = bidi.isolated(text, attrs.dir)
            if not attrs.lang or not language_and_region(attrs.lang)[0]:
                if spans:
                    spans[-1].tail = (spans[-1].tail or "") + text
                else:
                    plain += text
                continue
            if is_whole:
                style = holder.get(f"{TEXT}style-name", "")
                holder.set(f"{TEXT}style-name", self._style("text", style, attrs.lang))
                plain = text
                continue
            made = etree.Element(f"{TEXT}span", {f"{TEXT}style-name": self._style("text", "", attrs.lang)})
            made.text = text
            spans.append(made)
        if is_tail:
            holder.tail = None
            for made in reversed(spans):
                holder.addnext(made)
            holder.tail = plain
        else:
            holder.text = plain
            holder[0:0] = spans

    def _style(self, family: str, parent: str, value: str) -> str:
        """The name of the automatic style of `family` that adds to `parent` a direction or a language."""
        key = (family, parent, value)
        if key not in self.names:
            self.names[key] = f"Aligned{len(self.names) + 1}"
            styles = next(self.part.iter(f"{OFFICE}automatic-styles"))
            made = self._made(self.names[key], family, parent, value)
            styles.append(made)
            self.styles[family, self.names[key]] = made
        return self.names[key]

    def _made(self, name: str, family: str, parent: str, value: str) -> etree._Element:
        before = self.styles.get((family, parent))
        if before is not None:
            # An automatic style cannot be the parent of another.
            made = deepcopy(before)
        else:
            made = etree.Element(f"{STYLE}style", {f"{STYLE}family": family})
            if parent:
                made.set(f"{STYLE}parent-style-name", parent)
        made.set(f"{STYLE}name", name)
        properties = made.find(f"{STYLE}{family}-properties")
        if properties is None:
            properties = etree.Element(f"{STYLE}{family}-properties")
            made.insert(0, properties)
        if family == "text":
            set_language(properties, value)
        else:
            dir, _, side = value.partition(" ")
            properties.set(f"{STYLE}writing-mode", MODES[dir])
            if side:
                properties.set(f"{FO}text-align", side)
        return made

    def _side(self, name: str, dir: Direction) -> str:
        """The side of the page on which a paragraph of the style `name` stands, empty where it is in the middle."""
        style = self.styles.get(("paragraph", name))
        side = "start"
        if style is not None:
            properties = style.find(f"{STYLE}paragraph-properties")
            side = "start" if properties is None else properties.get(f"{FO}text-align", "start")
            name = style.get(f"{STYLE}parent-style-name", "")
        return "" if name in CENTRED else SIDES[dir].get(side, "")


def _texts(paragraph: etree._Element) -> list[tuple[etree._Element, bool, str]]:
    """The texts of a paragraph in order: the element before each, and whether it follows that element.

    Those of paragraphs inside it, which notes and frames have, are not among them.
    """
    found: list[tuple[etree._Element, bool, str]] = []
    stack: list[tuple[etree._Element, bool]] = [(paragraph, False)]
    while stack:
        element, is_tail = stack.pop()
        if is_tail:
            if element.tail:
                found.append((element, True, element.tail))
            continue
        if element.tag in (f"{TEXT}note", f"{OFFICE}annotation") or "drawing" in str(element.tag):
            continue
        if element.text:
            found.append((element, False, element.text))
        for child in reversed(element):
            stack += [(child, True), (child, False)]
    return found


def _joined(pieces: list[Piece]) -> list[tuple[Attrs, str]]:
    """The pieces whose setting is the same made one, whichever way their letters run."""
    rows: list[tuple[Attrs, str]] = []
    for piece in pieces:
        if rows and rows[-1][0] == piece.attrs:
            rows[-1] = piece.attrs, rows[-1][1] + piece.value
        else:
            rows.append((piece.attrs, piece.value))
    return rows
