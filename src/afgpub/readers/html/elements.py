"""Elements of HTML: parsed, their words counted, taken out of their page."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from afgpub.exceptions import SourceError

_XHTML = "{http://www.w3.org/1999/xhtml}"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def parse_page(name: str, text: str) -> etree._Element:
    """The root of a page, read as browsers do: errors are mended, no document type is read and no entity declared.

    Raises SourceError (source-empty) where there is no element at all.
    """
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8")
    text = _DECLARATION.sub(lambda match: "\n" * match.group().count("\n"), text, count=1)
    text = _CONTROL.sub("\ufffd", text)  # also in names of attributes, which could not be mended afterwards
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise SourceError.coded("source-empty", name=name)
    if "&#" in text:
        _replace_controls(root)
    return root


def _replace_controls(root: etree._Element) -> None:
    """Put U+FFFD for what no XML may hold (XML 1.0, 2.2); HTML lets it in by character references."""
    for element in root.iter():
        if element.text and _CONTROL.search(element.text):
            element.text = _CONTROL.sub("\ufffd", element.text)
        if element.tail and _CONTROL.search(element.tail):
            element.tail = _CONTROL.sub("\ufffd", element.tail)
        for attribute, value in element.attrib.items():
            if _CONTROL.search(str(value)):
                element.set(attribute, _CONTROL.sub("\ufffd", str(value)))


def strip_namespace(root: etree._Element) -> None:
    """Give the elements of XHTML their plain names."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_XHTML):
            element.tag = element.tag.removeprefix(_XHTML)


def words_of(element: etree._Element) -> str:
    """The words of an element, with single spaces."""
    return " ".join(" ".join(part for part in element.itertext() if isinstance(part, str)).split())


def line_of(element: etree._Element) -> int:
    """The line where an element begins, 0 where that is not known."""
    line: Any = element.sourceline
    return line or 0


def count_letters(element: etree._Element) -> int:
    """How many characters that are no space an element has."""
    return sum(len("".join(str(part).split())) for part in element.itertext())


def remove(element: etree._Element) -> None:
    """Take an element out; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
