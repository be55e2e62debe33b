"""OpenDocument texts made ready for pandoc: paragraphs and phrases marked with what their styles say."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from afgpub.document import NO_ATTRS, Attrs
from afgpub.frozen import dataclass
from afgpub.messages import Message, message
from afgpub.metadata import Direction
from afgpub.readers.markdown.attributes import is_language
from afgpub.readers.pandoc.archive import open_archive, pack
from afgpub.readers.pandoc.attributes import ALIGNED
from afgpub.readers.pandoc.docx_styles import LONGEST_CHAIN
from afgpub.readers.pandoc.html_direction import first_direction
from afgpub.readers.pandoc.mapping import shortened
from afgpub.readers.pandoc.markers import Mark, Markers, choose_markers
from afgpub.readers.pandoc.media import Media
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.readers.pandoc.xml import parse_xml, write_xml
from afgpub.source import Source

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_STYLE, _TEXT, _TABLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("style", "text", "table"))
_FO = f"{{{_OASIS}xsl-fo-compatible:1.0}}"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_PARTS = ("content.xml", "styles.xml", "meta.xml")
_TYPES = (b"opendocument.text", b"opendocument.text-template")
_RTL = ("rl-tb", "rl")
_ENDS = {"ltr": "right", "rtl": "left"}
_LINK = "{http://www.w3.org/1999/xlink}href"
_BOOKMARKS = (f"{_TEXT}bookmark", f"{_TEXT}bookmark-start")
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")


@dataclass(frozen=True, slots=True)
class _Style:
    """What a style of OpenDocument 1.3 says itself; `lang` is of Latin text, `complex_lang` of Arabic script."""

    parent: str | None = None
    dir: Direction | None = None
    lang: str | None = None
    complex_lang: str | None = None
    align: str | None = None


def prepare_odt(source: Source) -> Prepared:
    """Make an OpenDocument text ready. Raises SourceError where it is no such file, or a hostile one."""
    archive = open_archive(source.name, source.data)
    if "content.xml" not in archive.members:
        raise archive.invalid("it has no content.xml")
    roots = {
        name: parse_xml(source.name, name, archive.read(name))
        for name in archive.members
        if name in _PARTS or name.endswith("/content.xml") or name == "META-INF/manifest.xml"
    }
    content = roots["content.xml"]
    markers = choose_markers("".join(str(text) for text in content.itertext()))
    styles = {key: style for name in ("styles.xml", "content.xml") for key, style in _styles(roots.get(name))}
    marking = _Marking(styles, markers)
    expected = tuple(marking.mark(content))
    return Prepared(
        data=pack({name: write_xml(roots[name]) if name in roots else b"" for name in archive.members}),
        reader="odt",
        unit="paragraph",
        markers=markers,
        picture=Media(archive),
        messages=tuple(_left_out(source.name, content)),
        expected=expected,
    )


def _styles(root: etree._Element | None) -> Iterator[tuple[tuple[str, str], _Style]]:
    """Each style by family and name."""
    if root is None:
        return
    for style in root.iter(f"{_STYLE}style"):
        family = style.get(f"{_STYLE}family", "")
        mode = [
            found
            for name in ("paragraph-properties", "table-properties")
            for part in style.findall(f"{_STYLE}{name}")
            if (found := part.get(f"{_STYLE}writing-mode"))
        ]
        sides = style.find(f"{_STYLE}paragraph-properties")
        words = style.find(f"{_STYLE}text-properties")
        direction: Direction | None = None
        if mode and mode[0] != "page":
            direction = "rtl" if mode[0] in _RTL else "ltr"
        yield (
            (family, style.get(f"{_STYLE}name", "")),
            _Style(
                parent=style.get(f"{_STYLE}parent-style-name"),
                dir=direction,
                lang=_lang(words, f"{_FO}language", f"{_FO}country"),
                complex_lang=_lang(words, f"{_STYLE}language-complex", f"{_STYLE}country-complex"),
                align=sides.get(f"{_FO}text-align") if sides is not None else None,
            ),
        )


def _lang(words: etree._Element | None, language: str, country: str) -> str | None:
    if words is None:
        return None
    primary, region = words.get(language, "none"), words.get(country, "none")
    tag = primary if region == "none" else f"{primary}-{region}"
    return tag if primary not in ("none", "zxx", "") and is_language(tag) else None


@dataclass(slots=True)
class _Marking:
    """The marking of one text."""

    styles: dict[tuple[str, str], _Style]
    markers: Markers
    count: int = 0

    def mark(self, content: etree._Element) -> Iterator[tuple[Mark, str]]:
        """Mark all paragraphs that have words; gives each mark with them."""
        wanted = {link.get(_LINK, "").removeprefix("#") for link in content.iter(f"{_TEXT}a")}
        for paragraph in list(content.iter(*_PARAGRAPHS)):
            words = "".join(str(text) for text in paragraph.itertext())
            if not words.strip() or any(True for _ in paragraph.iterancestors(f"{_TEXT}tracked-changes")):
                continue
            self.count += 1
            turns = first_direction(words) == "rtl"
            chain = list(self._chain("paragraph", paragraph.get(f"{_TEXT}style-name")))
            names = [mark.get(f"{_TEXT}name") for mark in paragraph.iter(*_BOOKMARKS)]
            direction = next((style.dir for style in chain if style.dir), None)
            align = next((style.align for style in chain if style.align), "")
            attrs = Attrs(
                id=next((name for name in names if name in wanted), None),
                classes=ALIGNED.get("end" if align == _ENDS[direction or "ltr"] else align, ()),
                lang=next((lang for s in chain if (lang := s.complex_lang if turns else s.lang)), None),
                dir=direction,
            )
            is_note = any(True for _ in paragraph.iterancestors(f"{_TEXT}note"))
            mark = Mark(attrs, paragraph=0 if is_note else self.count, table=self._table(paragraph))
            self._mark_phrases(paragraph, attrs)
            paragraph.text = self.markers.add(mark) + (paragraph.text or "").lstrip()
            yield mark, words

    def _mark_phrases(self, paragraph: etree._Element, outer: Attrs) -> None:
        """Mark the beginning and the end of each phrase whose style names another language."""
        for phrase in paragraph.iter(f"{_TEXT}span"):
            text = phrase.text or ""
            if not text.strip():
                continue
            turns = first_direction(text) == "rtl"
            chain = self._chain("text", phrase.get(f"{_TEXT}style-name"))
            lang = next((lang for s in chain if (lang := s.complex_lang if turns else s.lang)), None)
            if lang and lang != outer.lang:
                phrase.text = self.markers.add(Mark(Attrs(lang=lang))) + text
                end = self.markers.add(Mark())
                if len(phrase):
                    phrase[-1].tail = (phrase[-1].tail or "") + end
                else:
                    phrase.text += end

    def _chain(self, family: str, name: str | None) -> Iterator[_Style]:
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get((family, name or ""))
            if style is None:
                return
            yield style
            name = style.parent

    def _table(self, paragraph: etree._Element) -> Attrs:
        for table in paragraph.iterancestors(f"{_TABLE}table"):
            chain = self._chain("table", table.get(f"{_TABLE}style-name"))
            is_rtl = next((style.dir for style in chain if style.dir), None) == "rtl"
            return Attrs(dir="rtl") if is_rtl else NO_ATTRS
        return NO_ATTRS


def _left_out(name: str, content: etree._Element) -> Iterator[Message]:
    """A message for comments and for what a reviewer struck out, which pandoc passes over."""
    for tag, part in ((f"{_OFFICE}annotation", "a comment"), (f"{_TEXT}tracked-changes", "deleted text")):
        for element in content.iter(tag):
            text = " ".join(" ".join(map(str, element.itertext())).split())
            if text:
                yield message("page-part-dropped", None, part=part, text=shortened(text))
