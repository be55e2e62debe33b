"""Styles and numberings of Word files: what a style says about direction and language, and how lists count."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from afgpub.frozen import dataclass, field

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# ST_NumberFormat (ECMA-376-1, 17.18.59) and the counter style of CSS for each; decimal needs none.
_COUNTERS = {
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "decimalZero": "decimal-leading-zero",
    "arabicAlpha": "arabic-alpha",
    "arabicAbjad": "arabic-abjad",
    "hebrew1": "hebrew",
}


LONGEST_CHAIN = 64


def w(name: str) -> str:
    """The name of an element or attribute in the namespace of WordprocessingML."""
    return f"{{{_NAMESPACE}}}{name}"


def value(element: etree._Element | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the element at `path` (names of children parted by `/`) below `element`, if it is there."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(w(name))
    return None if element is None else element.get(w(attribute), "")


def switch(element: etree._Element | None, path: str) -> bool | None:
    """Whether a switch is on (ST_OnOff: no value means on), or None where it is not there."""
    found = value(element, path)
    return None if found is None else found.lower() not in ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Style:
    """A style and what it says itself."""

    name: str
    based_on: str | None
    is_default: bool
    is_rtl: bool | None
    lang: str | None
    bidi_lang: str | None
    has_rtl_runs: bool | None
    align: str | None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a file by identifier; `default` is the one of paragraphs that name none."""

    styles: dict[str, Style] = field(default_factory=dict)
    is_rtl: bool | None = None
    default: str | None = None

    def chain(self, identifier: str | None) -> Iterator[Style]:
        """The style and those that it is based on, at most LONGEST_CHAIN of them."""
        for _ in range(LONGEST_CHAIN):
            style = self.styles.get(identifier or "")
            if style is None:
                return
            yield style
            identifier = style.based_on


def read_styles(root: etree._Element | None) -> Styles:
    """The styles of `word/styles.xml`."""
    if root is None:
        return Styles()
    found = {style.get(w("styleId"), ""): _style(style) for style in root.iter(w("style"))}
    default = next((name for name, style in found.items() if style.is_default), None)
    return Styles(found, switch(root, "docDefaults/pPrDefault/pPr/bidi"), default)


def _style(style: etree._Element) -> Style:
    is_default = style.get(w("default"), "0") in ("1", "true", "on") and style.get(w("type")) == "paragraph"
    return Style(
        name=value(style, "name") or "",
        based_on=value(style, "basedOn"),
        is_default=is_default,
        is_rtl=switch(style, "pPr/bidi"),
        lang=value(style, "rPr/lang"),
        bidi_lang=value(style, "rPr/lang", "bidi"),
        has_rtl_runs=switch(style, "rPr/rtl"),
        align=value(style, "pPr/jc"),
    )


def read_numberings(root: etree._Element | None) -> dict[tuple[str, str], str]:
    """The counter style of each numbering (`numId`) and level (`ilvl`) that is not decimal."""
    if root is None:
        return {}
    abstract = {
        number.get(w("abstractNumId"), ""): {
            level.get(w("ilvl"), ""): _COUNTERS.get(value(level, "numFmt") or "", "") for level in number.iter(w("lvl"))
        }
        for number in root.iter(w("abstractNum"))
    }
    return {
        (number.get(w("numId"), ""), level): counter
        for number in root.iter(w("num"))
        for level, counter in abstract.get(value(number, "abstractNumId") or "", {}).items()
        if counter
    }
