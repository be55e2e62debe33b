"""A whole text: front matter, blocks, and the notes that nothing called."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import Blocks, Document, Section
from afgpub.frozen import replace
from afgpub.plugins import Messages
from afgpub.readers.markdown.blocks import make_blocks, make_heading, make_items
from afgpub.readers.markdown.elements import Element, NestingError
from afgpub.readers.markdown.figures import make_paragraph
from afgpub.readers.markdown.front_fields import make_root
from afgpub.readers.markdown.front_matter import read_front_matter
from afgpub.readers.markdown.notes import collect_notes, uncalled_notes
from afgpub.readers.markdown.parser import Parser
from afgpub.readers.markdown.parting import Part, Words, part_text
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.sections import Item, nest_sections


def read_article(name: str, text: str) -> tuple[Document, Messages]:
    """Read `text`, a Markdown source called `name` in its messages.

    Raises SourceError (source-nesting) where blocks or phrases stand too deep in each other.
    """
    reading = Reading(name, Parser(), make_blocks)
    try:
        root = _read_root(text, reading)
    except NestingError as error:
        raise reading.nesting_error(error.line) from None
    messages = sorted(reading.messages, key=lambda message: message.span.start if message.span else 0)
    return Document(root, source=name), tuple(messages)


def _read_root(text: str, reading: Reading) -> Section:
    front = read_front_matter(text, reading)
    parts = [_parsed(part, reading) for part in part_text(front.rest, front.first, reading)]
    # All blocks are parsed before any phrase, which may use their notes and definitions.
    spare = collect_notes([element for part in parts if isinstance(part, list) for element in part], reading)
    root = make_root(front.fields, reading)
    blocks = front.kept + _make_blocks(parts, reading)
    blocks += uncalled_notes(spare, reading)
    _report_unused(reading)
    return replace(root, children=blocks, span=reading.span(1, text.rstrip("\n").count("\n") + 1))


def _parsed(part: Part, reading: Reading) -> Words | list[Element]:
    return part if isinstance(part, Words) else reading.parser.read_blocks(part.text, part.first)


def _make_blocks(parts: Sequence[Words | list[Element]], reading: Reading) -> Blocks:
    """The blocks of all parts, headings made into sections."""
    items: list[Item] = []
    reading.enter(1)
    for part in parts:
        if not isinstance(part, Words):
            items += make_items(part, reading)
        elif part.level:
            items.append(make_heading(part.level, part.text, part.span, reading))
        else:
            items.append(make_paragraph(part.text, part.span, reading))
    reading.leave()
    return nest_sections(items)


def _report_unused(reading: Reading) -> None:
    """Say which link definitions nothing uses, since their words are in no node."""
    parser = reading.parser
    unused = [known for label, known in parser.definitions.items() if label not in reading.references]
    for definition in [*unused, *parser.duplicates]:
        label = definition.label.lower()
        reading.report("link-unused", definition.line, label=label, target=definition.target)
