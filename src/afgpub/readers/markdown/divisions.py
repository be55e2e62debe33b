"""Fenced divisions: verse, asides, quotes, figures, and groups of any other name."""

from __future__ import annotations

from afgpub.document import Aside, Block, Quote, Section
from afgpub.frozen import replace
from afgpub.readers.markdown.attribute_syntax import Pairs, parse_attributes
from afgpub.readers.markdown.attributes import make_attrs, merge_attrs
from afgpub.readers.markdown.division_rule import VERSE_NAMES
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.figures import make_figure
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.verse import make_verse

_ASIDES = ("aside", "note", "standfirst", "bio", "box")
_KNOWN = (*VERSE_NAMES, *_ASIDES, "quote", "figure", "section")


def make_division(element: Element, outer: Pairs, reading: Reading) -> Block:
    """The block that a division makes; `outer` are attributes of the line before it."""
    token, name = element.token, element.token.info
    span = reading.span(element.start, element.end)
    if not token.meta["closed"]:
        reading.report("division-unclosed", element.start)
    pairs = parse_attributes(token.content) if token.content else Pairs()
    if name in _KNOWN:
        pairs = pairs.without_item("class", name)
    elif ("class", name) not in pairs.items:
        pairs = Pairs((("class", name), *pairs.items))
    attrs = merge_attrs(make_attrs(outer, reading, element.start), make_attrs(pairs, reading, element.start))
    if name in VERSE_NAMES:
        lines = element.children[0]
        verse = make_verse(lines.token.content, lines.start, reading, couplets=name == "couplets")
        return replace(verse, attrs=attrs, span=span)
    if name == "figure":
        return make_figure(element, reading, attrs)
    children = reading.read_blocks(element.children, reading)
    if name in _ASIDES:
        return Aside(children, role=name, attrs=attrs, span=span)
    if name == "quote":
        return Quote(children, attrs=attrs, span=span)
    return Section(children=children, attrs=attrs, span=span)
