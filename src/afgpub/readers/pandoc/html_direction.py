"""What pandoc drops of HTML: direction and language of paragraphs, quotes and lists, `bdi`, and lines.

Each run of words that will be a paragraph gets a marker (see `markers.py`) with what the elements around it say.
"""

from __future__ import annotations

import unicodedata

from lxml import etree

from afgpub.document import NO_ATTRS, Attrs
from afgpub.frozen import dataclass, field
from afgpub.metadata import Direction
from afgpub.readers.html.elements import line_of
from afgpub.readers.markdown.attributes import as_direction, is_language
from afgpub.readers.pandoc.markers import Mark, Markers

# Elements inside a line (HTML Standard, phrasing content); every other one begins and ends a paragraph.
INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr nobr picture source".split()
)
_KEPT_BY_PANDOC = frozenset(("span", "br", "img"))
_DEEPEST = 400


class TooDeepError(Exception):
    """Elements stand too deep in each other."""


@dataclass(slots=True)
class HtmlMarks:
    """The marking of a page, or of the chapters of a book, whose paragraphs are counted since they share no lines.

    `whole` is what is known of all of it; `expected` are the marks given, each with the words it stands before.
    """

    markers: Markers
    whole: Attrs
    has_lines: bool = True
    count: int = 0
    expected: list[tuple[Mark, str]] = field(default_factory=list)
    is_new: bool = True

    def mark(self, root: etree._Element) -> None:
        """Mark all words below `root`. Raises TooDeepError."""
        self._isolate(root)
        outer = [self.whole]
        for above in reversed(list(root.iterancestors())):
            outer[0] = _inherited(above, outer[0])
        blocks: list[etree._Element] = [root]
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            is_block = element.tag not in INLINE
            if event == "start":
                if len(outer) > _DEEPEST:
                    raise TooDeepError
                outer.append(_inherited(element, outer[-1]) if is_block else outer[-1])
                self.is_new = self.is_new or is_block
                if is_block:
                    blocks.append(element)
                element.text = self._marked(element.text, element, blocks[-1], outer[-1])
                continue
            outer.pop()
            if is_block:
                blocks.pop()
                self.is_new = True
            if element is not root:
                element.tail = self._marked(element.tail, element, blocks[-1], outer[-1])

    def _marked(self, text: str | None, beside: etree._Element, block: etree._Element, attrs: Attrs) -> str | None:
        if not self.is_new or not text or not text.strip():
            return text
        self.is_new = False
        if any(above.tag == "math" for above in (block, *block.iterancestors())):
            return text
        said = Attrs(
            lang=attrs.lang if attrs.lang != self.whole.lang else None,
            dir=attrs.dir if attrs.dir != self.whole.dir else None,
        )
        self.count += 1
        place = line_of(beside) if self.has_lines else self.count
        mark = Mark(said if said != Attrs() else NO_ATTRS, paragraph=place, header=block.tag == "th")
        self.expected.append((mark, text))
        # The marker goes before the first letter, since pandoc takes space off the beginning of a paragraph.
        start = len(text) - len(text.lstrip())
        if block.tag == "pre":
            return self.markers.add(mark) + text
        return text[:start] + self.markers.add(mark) + text[start:]

    def _isolate(self, root: etree._Element) -> None:
        """Make a span of `bdi` and `bdo`, and put one into each other phrase with a direction or a language."""
        for element in list(root.iter()):
            if not isinstance(element.tag, str) or element.tag not in INLINE or element.tag in _KEPT_BY_PANDOC:
                continue
            said = {name: value for name in ("dir", "lang") if (value := element.get(name))}
            if element.tag in ("bdi", "bdo"):
                element.tag = "span"
                if not as_direction(said.get("dir", "")):
                    element.set("dir", first_direction("".join(map(str, element.itertext()))))
            elif said:
                inner = etree.Element("span", said)
                inner.text, element.text = element.text, None
                inner.extend(list(element))
                element.append(inner)


def _inherited(element: etree._Element, outer: Attrs) -> Attrs:
    """What is said of the blocks in `element`: by itself, else by those around it."""
    lang = element.get("lang") or element.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    direction = element.get("dir", "")
    if direction.lower() == "auto":
        return Attrs(lang=lang if is_language(lang) else outer.lang, dir=None)
    return Attrs(lang=lang if is_language(lang) else outer.lang, dir=as_direction(direction) or outer.dir)


def first_direction(text: str) -> Direction:
    """The direction of the first strong character (UAX #9, P2 and P3), left to right where there is none."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"
