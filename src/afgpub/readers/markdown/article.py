"""A whole text: front matter, blocks, and the notes that nothing called."""

from __future__ import annotations

from afgpub.document import Document, Section
from afgpub.frozen import replace
from afgpub.plugins import Messages
from afgpub.readers.markdown.blocks import make_blocks
from afgpub.readers.markdown.elements import NestingError
from afgpub.readers.markdown.front_fields import make_root
from afgpub.readers.markdown.front_matter import read_front_matter
from afgpub.readers.markdown.notes import collect_notes, uncalled_notes
from afgpub.readers.markdown.parser import Parser
from afgpub.readers.markdown.reading import Reading


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
    elements = reading.parser.read_blocks(front.rest, front.first)
    spare = collect_notes(elements, reading)
    root = replace(make_root(front.fields, reading), span=reading.span(1, text.rstrip("\n").count("\n") + 1))
    blocks = front.kept + make_blocks(elements, reading)
    blocks += uncalled_notes(spare, reading)
    _report_unused(reading, front.first)
    return replace(root, children=blocks)


def _report_unused(reading: Reading, first: int) -> None:
    """Say which link definitions nothing uses, since their words are in no node."""
    known = reading.parser.env.get("references", {})
    unused = [known[label] | {"label": label} for label in known if label not in reading.references]
    for reference in [*unused, *reading.parser.env.get("duplicate_refs", ())]:
        label = reference["label"].lower()
        reading.report("link-unused", reference["map"][0] + first, label=label, target=reference["href"])
