"""XHTML as text: what is escaped, an element with its attributes, and the whole of it read into a tree.

Everything that is written goes through `escape` or `wrap`, and through a parser at the end: it is well-formed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from afgpub.document import NO_ATTRS, Attrs

# What XML 1.0 cannot hold (section 2.2): such characters have no place in a text and no look on a page.
_ANY_FORBIDDEN = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = {
    **dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}

Attributes = dict[str, str]
NONE: Mapping[str, str] = {}


def escape(text: str) -> str:
    """`text` as the character data of XML; a carriage return, which a parser would take for a line's end, as well."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def wrap(tag: str, attributes: Mapping[str, str], inside: str) -> str:
    """An element around `inside`, which is XHTML already."""
    return f"<{tag}{_written(attributes)}>{inside}</{tag}>"


def void(tag: str, attributes: Mapping[str, str] = NONE) -> str:
    """An element that holds nothing."""
    return f"<{tag}{_written(attributes)}/>"


def _written(attributes: Mapping[str, str]) -> str:
    return "".join([f' {name}="{_escape_value(value)}"' for name, value in attributes.items()]) if attributes else ""


def _escape_value(value: str) -> str:
    """White space is said by its number: a parser makes a space of any other (XML 1.0, section 3.3.3)."""
    if value.replace("-", "").isalnum():
        return value
    return escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def put_attrs(target: Attributes, attrs: Attrs) -> Attributes:
    """Write language, direction and classes on `target` and return it; identifiers are given by the writer."""
    if attrs is NO_ATTRS:
        return target
    if attrs.lang:
        target["lang"] = attrs.lang
    if attrs.dir:
        target["dir"] = attrs.dir
    if attrs.classes:
        own = target.get("class")
        target["class"] = " ".join([*([own] if own else []), *attrs.classes])
    return target


def parse(xhtml: str) -> etree._Element:
    """The tree of what was written, without the characters that XML forbids."""
    try:
        return etree.fromstring(xhtml.encode(), _PARSER)
    except (UnicodeEncodeError, etree.XMLSyntaxError):
        return etree.fromstring(clean(xhtml).encode(), _PARSER)


def clean(text: str) -> str:
    """`text` without the control characters that XML forbids."""
    return text.translate(_FORBIDDEN) if _ANY_FORBIDDEN.search(text) else text


_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
