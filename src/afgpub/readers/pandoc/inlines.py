"""Phrases: pandoc's inlines made into inline nodes of the tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from afgpub.document import (
    NO_ATTRS,
    Attrs,
    Code,
    Deletion,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    Run,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.frozen import replace
from afgpub.readers.markdown.targets import safe_target
from afgpub.readers.pandoc.attributes import make_attrs, value_of
from afgpub.readers.pandoc.mapping import Mapping, shortened
from afgpub.readers.pandoc.markers import Mark
from afgpub.readers.pandoc.notes import NOTE, make_note
from afgpub.readers.pandoc.tree import Node, words_of

_WRAPPERS: dict[str, Callable[..., Inline]] = {
    "Emph": Emphasis,
    "Strong": Strong,
    "Strikeout": Deletion,
    "Superscript": Superscript,
    "Subscript": Subscript,
}
_FORMS = {"Underline": ("underline", "underlined text"), "SmallCaps": ("smallcaps", "text in small capitals")}
_TAGS = re.compile(r"<[^<>]*>")
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def make_inlines(nodes: Sequence[Node], mapping: Mapping) -> Inlines:
    """The inline nodes of pandoc's; words that follow each other are one Text."""
    mapping.enter()
    row = _Row(mapping)
    for node in nodes:
        _add(node, row, mapping)
    row.flush()
    mapping.leave()
    return tuple(row.nodes)


def trimmed(nodes: Inlines) -> Inlines:
    """The same phrases without the space at their ends, as a paragraph has none there."""
    row = list(nodes)
    for place, trim in ((0, str.lstrip), (-1, str.rstrip)):
        if row and isinstance(edge := row[place], Text):
            value = trim(edge.value)
            row[place : place + 1 or None] = [replace(edge, value=value)] if value else []
    return tuple(row)


class _Row:
    """Inline nodes under way: words are gathered until something else stands there, or they are set otherwise."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.nodes: list[Inline] = []
        self.words: list[str] = []
        self.start = mapping.place

    def say(self, text: str) -> None:
        """Add words, and obey the marks in them."""
        for piece in self.mapping.pieces(text):
            if isinstance(piece, Mark):
                self.flush()
                self.mapping.obey(piece)
            else:
                self.add_text(piece)

    def add_text(self, text: str) -> None:
        """Add characters that hold no marks."""
        if not self.words:
            self.start = self.mapping.place
        self.words.append(text)

    def add(self, *nodes: Inline) -> None:
        """Add nodes that are no words; texts among them join those before."""
        for node in nodes:
            if isinstance(node, Text) and self.mapping.style == NO_ATTRS:
                self.add_text(node.value)
            else:
                self.flush()
                self.nodes.append(node)

    def flush(self) -> None:
        """Make one Text of the words gathered, in a Run where they are set otherwise than their paragraph."""
        text, self.words = "".join(self.words), []
        if not text:
            return
        span, style = self.mapping.span(self.start, self.mapping.place), self.mapping.style
        inner = text.strip(" ")
        if style == NO_ATTRS or not inner:
            self._append_text(Text(text, span=span))
            return
        before, _, after = text.partition(inner)
        self._append_text(Text(before, span=span))
        self.nodes.append(Run((Text(inner, span=span),), attrs=style, span=span))
        self._append_text(Text(after, span=span))

    def _append_text(self, node: Text) -> None:
        if not node.value:
            return
        last = self.nodes[-1] if self.nodes else None
        if isinstance(last, Text):
            self.nodes[-1] = replace(last, value=last.value + node.value)
        else:
            self.nodes.append(node)


def _add(node: Node, row: _Row, mapping: Mapping) -> None:
    kind: str = node["t"]
    content: Any = node.get("c")
    match kind:
        case "Str":
            row.say(content)
        case "Space" | "SoftBreak":
            row.add_text(" ")
        case "LineBreak":
            row.add(LineBreak(span=mapping.span()))
        case "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript":
            _add_wrapped(_WRAPPERS[kind], content, NO_ATTRS, row, mapping)
        case "Underline" | "SmallCaps":
            name, form = _FORMS[kind]
            mapping.count_form(form)
            _add_wrapped(Run, content, Attrs(classes=(name,)), row, mapping)
        case "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            row.add_text(opening)
            _add_all(content[1], row, mapping)
            row.add_text(closing)
        case "Cite":
            _add_all(content[1], row, mapping)
        case "Code":
            attrs = make_attrs(content[0], mapping)
            row.add(Code(mapping.plain(content[1]), attrs=attrs, span=mapping.span()))
        case "Math":
            formula = mapping.plain(content[1])
            mapping.report("math-as-code", text=shortened(formula))
            row.add(Code(formula, attrs=Attrs(classes=("math",)), span=mapping.span()))
        case "RawInline":
            report_raw(content, mapping)
        case "Link":
            row.flush()
            row.add(*_link(content, mapping))
        case "Image":
            row.add(_image(content, mapping))
        case "Note":
            row.flush()
            row.add(make_note(content, mapping))
        case "Span":
            _add_span(content, row, mapping)
        case _:
            raise ValueError(f"pandoc gave an inline {kind!r}")


def _add_all(nodes: Sequence[Node], row: _Row, mapping: Mapping) -> None:
    mapping.enter()
    for node in nodes:
        _add(node, row, mapping)
    mapping.leave()


def _add_wrapped(
    wrapper: Callable[..., Inline], nodes: Sequence[Node], attrs: Attrs, row: _Row, mapping: Mapping
) -> None:
    row.flush()
    inside = make_inlines(nodes, mapping)
    if wrapper is Superscript and all(isinstance(node, Note) for node in inside):
        row.add(*inside)
    elif inside:
        row.add(wrapper(inside, attrs=attrs, span=mapping.cover(inside)))


def _add_span(content: list[Any], row: _Row, mapping: Mapping) -> None:
    """A span that says nothing the tree can hold gives its words alone."""
    attr, nodes = content
    note = value_of(attr, NOTE)
    if note in mapping.notes:
        row.flush()
        row.add(make_note(mapping.notes.pop(note), mapping))
        for word in words_of(nodes):
            mapping.plain(word)
        return
    attrs = make_attrs(attr, mapping)
    if attrs == NO_ATTRS:
        _add_all(nodes, row, mapping)
    else:
        _add_wrapped(Run, nodes, attrs, row, mapping)
        if not nodes and attrs.id:
            row.add(Run((), attrs=attrs, span=mapping.span()))


def _link(content: list[Any], mapping: Mapping) -> Inlines:
    attr, nodes, (written, title) = content
    attrs = make_attrs(attr, mapping, "title")
    inside = make_inlines(nodes, mapping)
    target = safe_target(written)
    if not target:
        if target is None:
            mapping.report("link-unsafe", target=shortened(written))
        return inside
    if not inside:
        inside = (Text(target, span=mapping.span()),)
    return (Link(inside, target=target, title=title, attrs=attrs, span=mapping.cover(inside)),)


def _image(content: list[Any], mapping: Mapping) -> Image:
    attr, nodes, (written, title) = content
    attrs = make_attrs(attr, mapping, "title", "alt")
    words = mapping.plain("".join(words_of(nodes)))
    return Image(mapping.picture(written) or written, words, title, attrs=attrs, span=mapping.span())


def report_raw(content: list[str], mapping: Mapping) -> None:
    """Say that markup of another format is left out, with its words."""
    format, text = content
    text = mapping.plain(text)
    has_words = _TAGS.sub("", text).strip() if format == "html" else text.strip()
    if text.strip():
        code = "words-dropped" if has_words else "markup-dropped"
        mapping.report(code, what=f"markup in {format}", text=shortened(text))
