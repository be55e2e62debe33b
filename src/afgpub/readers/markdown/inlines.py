"""Phrases: inline elements of the parser made into inline nodes of the tree."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, cast

from afgpub.document import (
    Code,
    Deletion,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Run,
    Span,
    Strong,
    Text,
)
from afgpub.frozen import replace
from afgpub.readers.markdown.attribute_syntax import parse_attributes
from afgpub.readers.markdown.attributes import make_attrs, merge_attrs
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.inline_html import Pair, make_html, make_tag, pair_html
from afgpub.readers.markdown.notes import call_note, make_note
from afgpub.readers.markdown.phrases import read_phrases
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.targets import safe_target

if TYPE_CHECKING:
    from markdown_it.token import Token

_TAKES_ATTRIBUTES = ("em", "strong", "s", "link", "image", "code_inline", "span", "html")
_WRAPPERS: dict[str, Callable[..., Inline]] = {"em": Emphasis, "strong": Strong, "s": Deletion}


def read_inlines(text: str, line: int, reading: Reading) -> Inlines:
    """The inline nodes of Markdown `text`, whose first line is line `line` of the source."""
    phrases = read_phrases(text, reading.span(line, line + text.count("\n")), reading)
    if phrases is not None:
        return phrases
    return make_inlines(reading.parser.read_inlines(text, line), reading)


def make_inlines(elements: Sequence[Element], reading: Reading) -> Inlines:
    """The inline nodes of elements that stand side by side; texts that meet are joined."""
    return _make_row(pair_html(elements), reading)


def _make_row(elements: Sequence[Element], reading: Reading) -> Inlines:
    nodes: list[Inline] = []
    before: tuple[Element, int] | None = None
    for element in elements:
        count = len(nodes)
        if element.kind == "attributes" and before and before[0].kind in _TAKES_ATTRIBUTES:
            _add_attributes(nodes, before[1], element, reading)
        else:
            nodes.extend(_make(element, reading))
        # Signs that became a phrase leave empty texts behind.
        if element.kind != "text" or element.token.content:
            before = (element, count)
    return join_texts(nodes, reading)


def _add_attributes(nodes: list[Inline], first: int, element: Element, reading: Reading) -> None:
    """Give attributes to what stands before them; if that came apart, a Run holds it together."""
    pairs = parse_attributes(element.token.content)
    attrs = make_attrs(pairs, reading, element.start)
    if len(nodes) == first + 1 and not isinstance(nodes[first], Text):
        nodes[first] = replace(nodes[first], attrs=merge_attrs(nodes[first].attrs, attrs))
    else:
        nodes[first:] = [Run(tuple(nodes[first:]), attrs=attrs, span=reading.span(element.start, element.end))]


def _make(element: Element, reading: Reading) -> Sequence[Inline]:
    token, span = element.token, reading.span(element.start, element.end)
    match element.kind:
        case "softbreak":
            return [Text(" ", span=span)]
        case "hardbreak":
            return [LineBreak(span=span)]
        case "code_inline":
            return [Code(token.content, span=span)]
        case "image":
            return [_make_image(token, span, reading)]
        case "note_call":
            return call_note(token.info, token.content, span, reading)
        case "html_inline":
            return make_tag(element, reading)
        case "em" | "strong" | "s" | "link" | "span" | "note_inline" | "html":
            return _make_outer(element, span, reading)
        case _:
            return [Text(token.content.replace("\n", " "), span=span)] if token.content else []


def _make_outer(element: Element, span: Span, reading: Reading) -> Sequence[Inline]:
    """The nodes of an element that holds others."""
    reading.enter(element.start)
    try:
        if element.kind == "note_inline":
            return [make_note(element, read_inlines(element.token.content, element.start, reading), reading)]
        if isinstance(element, Pair):
            # What stands inside a pair of tags has been paired with it.
            return make_html(element, _make_row(element.children, reading), reading)
        inside = _make_row(pair_html(element.children), reading)
    finally:
        reading.leave()
    if element.kind == "link":
        return _make_link(element, inside, span, reading)
    if element.kind == "span":
        attrs = make_attrs(parse_attributes(element.token.content), reading, element.start)
        return [Run(inside, attrs=attrs, span=span)]
    return [_WRAPPERS[element.kind](inside, span=span)]


def _make_link(element: Element, inside: Inlines, span: Span, reading: Reading) -> Sequence[Inline]:
    token = element.token
    reading.references.add(token.meta.get("label", ""))
    written = str(token.attrs.get("href", ""))
    target = safe_target(written)
    if target is None:
        reading.report("link-unsafe", element.start, target=written)
        return inside
    return [Link(inside, target=target, title=str(token.attrs.get("title", "")), span=span)]


def _make_image(token: Token, span: Span, reading: Reading) -> Image:
    reading.references.add(token.meta.get("label", ""))
    return Image(
        str(token.attrs.get("src", "")),
        alternative=_alternative(token.children or (), reading),
        title=str(token.attrs.get("title", "")),
        span=span,
    )


def _alternative(tokens: Sequence[Token], reading: Reading) -> str:
    """The words of a picture's label, without its markup (CommonMark 0.31.2, section 6.4)."""
    words: list[str] = []
    for token in tokens:
        reading.references.add(token.meta.get("label", ""))
        if token.type == "image":
            words.append(_alternative(token.children or (), reading))
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type != "span_open":
            words.append(token.content)
    return "".join(words)


def join_texts(nodes: Sequence[Inline], reading: Reading) -> Inlines:
    """The same nodes, each row of texts made one."""
    joined: list[Inline] = []
    row: list[Text] = []
    for node in [*nodes, None]:
        if isinstance(node, Text):
            row.append(node)
            continue
        if row:
            joined.append(_joined(row, reading))
            row = []
        if node is not None:
            joined.append(node)
    return tuple(joined)


def _joined(row: Sequence[Text], reading: Reading) -> Text:
    if len(row) == 1:
        return row[0]
    first, last = cast("Span", row[0].span), cast("Span", row[-1].span)
    return Text("".join(text.value for text in row), span=reading.span(first.start, last.end))
