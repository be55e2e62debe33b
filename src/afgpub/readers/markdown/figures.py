"""Paragraphs, and figures: a picture with a caption and a credit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.document import NO_ATTRS, Attrs, Figure, Inlines, LineBreak, Paragraph, Span, Text, Verse
from afgpub.frozen import replace
from afgpub.readers.markdown.attribute_syntax import NO_PAIRS, parse_attributes
from afgpub.readers.markdown.attributes import make_attrs
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.inlines import make_inlines, read_inlines
from afgpub.readers.markdown.phrases import read_phrases
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.verse import is_line_block, make_line_block

_CREDIT = re.compile(r"(?:Credit|Photo|Foto|Fotos|Bild|عکس|عکاس|انځور)[ \t]*:")
_IMAGE_LINE = re.compile(r"!\[.*(?:\)|\]|\})[ \t]*$")


def make_paragraph(text: str, span: Span, reading: Reading, attrs: Attrs = NO_ATTRS) -> Paragraph | Figure | Verse:
    """A paragraph; a Figure where it is a picture with a title or a credit, Verse where it is a line block."""
    if is_line_block(text):
        return make_line_block(text, span.start, reading, attrs)
    last = span.start + text.count("\n") if "\n" in text else span.start
    phrases = read_phrases(text, span if last == span.end else reading.span(span.start, last), reading)
    if phrases is not None:
        return Paragraph(phrases, attrs=attrs, span=span)
    elements = reading.parser.read_inlines(text, span.start)
    if [part.kind for part in elements] in (["image"], ["image", "attributes"]):
        return _lone_image(elements, span, reading, attrs)
    return Paragraph(make_inlines(elements, reading), attrs=attrs, span=span)


def _lone_image(elements: Sequence[Element], span: Span, reading: Reading, attrs: Attrs) -> Paragraph | Figure:
    """A picture that has a paragraph to itself."""
    pairs = parse_attributes(elements[1].token.content) if len(elements) > 1 else NO_PAIRS
    title, credit = str(elements[0].token.attrs.pop("title", "")), pairs.get("credit")
    own = make_attrs(pairs.without("credit"), reading, span.start)
    images = [replace(image, attrs=own) for image in make_inlines(elements[:1], reading)]
    shown = Paragraph(tuple(images), attrs=NO_ATTRS if title or credit else attrs, span=span)
    if not title and not credit:
        return shown
    words = [(Text(text, span=span),) if text else () for text in (title, credit)]
    return Figure((shown,), caption=words[0], credit=words[1], attrs=attrs, span=span)


def make_figure(element: Element, reading: Reading, attrs: Attrs) -> Figure:
    """The figure of a division: what it shows, and the paragraphs after that as caption and credit."""
    inside = list(element.children)
    shown = _count_shown(inside)
    lines: list[tuple[int, str, bool]] = []
    if shown and inside[shown - 1].kind == "paragraph":
        inside[shown - 1], rest = _split_lines(inside[shown - 1])
        lines.extend((number, line, False) for number, line in rest)
    children = reading.read_blocks(inside[:shown], reading)
    is_credit = False
    for part in inside[shown:]:
        if part.kind == "attributes":
            items = parse_attributes(part.token.content).items
            is_credit = ("class", "credit") in items
            for name in (item[0] for item in items if item != ("class", "credit")):
                reading.report("attribute-dropped", part.start, name=name)
            continue
        if lines:
            lines.append((0, "", False))
        content = part.children[0].token.content
        lines.extend((number, line, is_credit) for number, line in enumerate(content.split("\n"), part.start))
        is_credit = False
    caption, credit = _caption_and_credit(lines, reading)
    figure = Figure(children, caption=caption, credit=credit, attrs=attrs)
    return replace(_without_inner(figure), span=reading.span(element.start, element.end))


def _count_shown(elements: Sequence[Element]) -> int:
    """How many of the elements are shown; paragraphs without a picture after them are the caption."""
    for place in range(len(elements) - 1, -1, -1):
        element = elements[place]
        if element.kind == "attributes":
            continue
        if element.kind != "paragraph" or "![" in element.children[0].token.content:
            return place + 1
    return len(elements)


def _split_lines(element: Element) -> tuple[Element, list[tuple[int, str]]]:
    """Part a paragraph whose first lines are pictures from the lines after them."""
    lines = element.children[0].token.content.split("\n")
    count = 0
    while count < len(lines) and _IMAGE_LINE.match(lines[count]):
        count += 1
    if not count:
        return element, []
    element.children[0].token.content = "\n".join(lines[:count])
    rest = list(enumerate(lines[count:], element.start + count))
    element.end = element.start + count - 1
    return element, rest


def _caption_and_credit(lines: Sequence[tuple[int, str, bool]], reading: Reading) -> tuple[Inlines, Inlines]:
    """A credit runs from the line that begins like one to the end of its paragraph."""
    texts: dict[bool, list[list[tuple[int, str]]]] = {False: [[]], True: [[]]}
    in_credit = False
    for number, line, marked in lines:
        if not line.strip():
            in_credit = False
            for paragraphs in texts.values():
                paragraphs.append([])
            continue
        in_credit = in_credit or marked or _CREDIT.match(line.strip()) is not None
        texts[in_credit][-1].append((number, line.strip()))
    return _joined(texts[False], reading), _joined(texts[True], reading)


def _joined(paragraphs: Sequence[Sequence[tuple[int, str]]], reading: Reading) -> Inlines:
    """The paragraphs as one row of phrases with breaks in between."""
    joined: list[Inlines] = []
    for paragraph in paragraphs:
        if paragraph:
            number = paragraph[0][0]
            text = "\n".join(line for _, line in paragraph)
            joined.append(
                (
                    *((LineBreak(span=reading.span(number, number)),) if joined else ()),
                    *read_inlines(text, number, reading),
                )
            )
    return tuple(node for part in joined for node in part)


def _without_inner(figure: Figure) -> Figure:
    """A picture with a title is a figure already: what it says goes to the outer one if that leaves room."""
    match figure.children:
        case (Figure() as inner,):
            has_room = not (figure.caption and inner.caption) and not (figure.credit and inner.credit)
            if has_room and inner.attrs == NO_ATTRS:
                caption, credit = figure.caption or inner.caption, figure.credit or inner.credit
                return replace(figure, children=inner.children, caption=caption, credit=credit)
    return figure
