"""OpenDocument texts: direction of paragraphs and tables, language of phrases (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from afgpub import bidi
from afgpub.document import Attrs
from afgpub.metadata import Direction
from afgpub.readers.pandoc.markers import Markers
from afgpub.renderers.pandoc.archive import date_all, mend
from afgpub.renderers.pandoc.languages import language_and_region
from afgpub.renderers.pandoc.phrases import Piece, part_phrases

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT, _TABLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("style", "text", "table"))
_OFFICE, _META = f"{{{_OASIS}office:1.0}}", f"{{{_OASIS}meta:1.0}}"
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_DATES = (f"{_META}creation-date", "{http://purl.org/dc/elements/1.1/}date")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_MODES = {"rtl": "rl-tb", "ltr": "lr-tb"}
_SIDES = {"left": "start", "right": "end"}


def finish_odt(data: bytes, markers: Markers, root: Attrs, moment: str) -> bytes:
    """The text that pandoc made with all that it dropped; `root` is what holds for the whole text.

    A phrase in the other direction stands between isolates (UAX #9), since OpenDocument gives no direction to phrases.
    `moment` is the time in ISO 8601 that the file bears. Same input, same bytes.
    """
    mends: dict[str, Callable[[etree._Element], None]] = {
        "content.xml": lambda part: _Content(part, markers, root.dir or "ltr").set(),
        "styles.xml": lambda part: _set_styles(part, root),
        "meta.xml": lambda part: date_all(part, _DATES, moment),
    }
    return mend(data, "odt", markers, mends)


@dataclass(slots=True)
class _Content:
    """The content of one text, and the styles made for it by what they are made of."""

    part: etree._Element
    markers: Markers
    dir: Direction
    styles: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def set(self) -> None:
        """Set all paragraphs and the tables around them."""
        for style in self.part.iter(f"{_STYLE}style"):
            self.styles[style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")] = style
        for properties in self.part.iter(f"{_STYLE}paragraph-properties"):
            side = properties.get(f"{_FO}text-align", "")
            if side in _SIDES:
                properties.set(f"{_FO}text-align", _SIDES[side])
        for paragraph in list(self.part.iter(*_PARAGRAPHS)):
            self._set_paragraph(paragraph)

    def _set_paragraph(self, paragraph: etree._Element) -> None:
        places = _texts(paragraph)
        phrases = part_phrases([text for _, _, text in places], self.markers, self.dir)
        own = phrases.base.dir or self.dir
        before = paragraph.get(f"{_TEXT}style-name", "Standard")
        paragraph.set(f"{_TEXT}style-name", self._style("paragraph", before, own))
        if phrases.table.dir == "rtl":
            for table in paragraph.iterancestors(f"{_TABLE}table"):
                name = table.get(f"{_TABLE}style-name", "")
                if not name.startswith("Aligned"):
                    table.set(f"{_TABLE}style-name", self._style("table", name, "rtl"))
                break
        for number, (holder, is_tail, _) in enumerate(places):
            self._set_text(holder, is_tail, [piece for piece in phrases.pieces if piece.text == number], own)

    def _set_text(self, holder: etree._Element, is_tail: bool, pieces: list[Piece], base: Direction) -> None:
        """Put spans of one language each in the place of a text."""
        spans: list[etree._Element] = []
        plain = ""
        rows = _joined(pieces)
        is_whole = not is_tail and holder.tag == f"{_TEXT}span" and not len(holder) and len(rows) == 1
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
                style = holder.get(f"{_TEXT}style-name", "")
                holder.set(f"{_TEXT}style-name", self._style("text", style, attrs.lang))
                plain = text
                continue
            made = etree.Element(f"{_TEXT}span", {f"{_TEXT}style-name": self._style("text", "", attrs.lang)})
            made.text = text
            spans.append(made)
        if is_tail:
            parent = holder.getparent()
            holder.tail = plain
            if parent is not None:
                place = parent.index(holder) + 1
                parent[place:place] = spans
        else:
            holder.text = plain
            holder[0:0] = spans

    def _style(self, family: str, parent: str, value: str) -> str:
        """The name of the automatic style of `family` that adds to `parent` a direction or a language."""
        key = (family, parent, value)
        if key not in self.names:
            self.names[key] = f"Aligned{len(self.names) + 1}"
            styles = next(self.part.iter(f"{_OFFICE}automatic-styles"))
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
            made = etree.Element(f"{_STYLE}style", {f"{_STYLE}family": family})
            if parent:
                made.set(f"{_STYLE}parent-style-name", parent)
        made.set(f"{_STYLE}name", name)
        properties = made.find(f"{_STYLE}{family}-properties")
        if properties is None:
            properties = etree.Element(f"{_STYLE}{family}-properties")
            made.insert(0, properties)
        if family == "text":
            _set_language(properties, value)
        else:
            properties.set(f"{_STYLE}writing-mode", _MODES[value])
        return made


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
        if element.tag in (f"{_TEXT}note", f"{_OFFICE}annotation") or "drawing" in str(element.tag):
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


def _set_language(properties: etree._Element, lang: str) -> None:
    """Both for Latin and for Arabic script: a program takes the one that the letters call for."""
    language, region = language_and_region(lang)
    properties.set(f"{_FO}language", language)
    properties.set(f"{_FO}country", region or "none")
    properties.set(f"{_STYLE}language-complex", language)
    properties.set(f"{_STYLE}country-complex", region or "none")


def _set_styles(styles: etree._Element, root: Attrs) -> None:
    """The language and direction of whatever is typed into the file later, and the side that pages begin on."""
    mode = _MODES[root.dir or "ltr"]
    for default in styles.iter(f"{_STYLE}default-style"):
        for properties in default.iter(f"{_STYLE}paragraph-properties"):
            properties.set(f"{_STYLE}writing-mode", mode)
        for properties in default.iter(f"{_STYLE}text-properties"):
            if root.lang and language_and_region(root.lang)[0]:
                _set_language(properties, root.lang)
    for page in styles.iter(f"{_STYLE}page-layout-properties"):
        page.set(f"{_STYLE}writing-mode", mode)
