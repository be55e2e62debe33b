"""Notes: the first call takes the note in, later ones point to it, and none is lost or read for ever."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.document import NO_ATTRS, Aside, Attrs, Blocks, Inline, Inlines, Note, NoteReference, Paragraph, Span, Text
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.reading import Reading

_NOT_IN_ID = re.compile(r"[^\w.-]+")


def collect_notes(elements: Sequence[Element], reading: Reading) -> list[Element]:
    """Put the definitions among `elements`, however deep, into `reading.notes`; gives those of a label taken."""
    spare: list[Element] = []
    stack = list(reversed(elements))
    while stack:
        element = stack.pop()
        if element.kind == "note":
            if element.token.info in reading.notes:
                spare.append(element)
            else:
                reading.notes[element.token.info] = element
        stack.extend(reversed(element.children))
    return spare


def call_note(label: str, written: str, span: Span, reading: Reading) -> Sequence[Inline]:
    """The note at its first call, a reference at every other, the call as `written` if there is no such note."""
    if label not in reading.notes:
        reading.report("note-undefined", span.start, label=label)
        return [Text(written, span=span)]
    if label in reading.called:
        return [NoteReference(reading.called[label], span=span)]
    # It counts as called before it is read: a note that calls itself then points to itself.
    attrs = Attrs(id=_take_id(label, reading))
    return [Note(_body(reading.notes[label], reading), attrs=attrs, span=span)]


def make_note(element: Element, inside: Inlines, reading: Reading) -> Note:
    """A note written in the line."""
    span = reading.span(element.start, element.end)
    return Note((Paragraph(inside, span=span),), span=span)


def uncalled_notes(spare: Sequence[Element], reading: Reading) -> Blocks:
    """An Aside for every note that nothing calls, in the order of the source; `spare` are those of a label taken."""
    asides: list[Aside] = []
    uncalled = [(note, note.token.info) for note in reading.notes.values()] + [(note, "") for note in spare]
    for note, label in sorted(uncalled, key=lambda pair: pair[0].start):
        # Looked up now, since an uncalled note that stands before may have called it.
        if label in reading.called:
            continue
        reading.report("note-uncalled", note.start, label=note.token.info)
        attrs = Attrs(id=_take_id(label, reading)) if label else NO_ATTRS
        span = reading.span(note.start, note.end)
        asides.append(Aside(_body(note, reading), role="note", attrs=attrs, span=span))
    return tuple(asides)


def _body(note: Element, reading: Reading) -> Blocks:
    reading.enter(note.start)
    try:
        return reading.read_blocks(note.children, reading)
    finally:
        reading.leave()


def _take_id(label: str, reading: Reading) -> str:
    base = "note-" + _NOT_IN_ID.sub("-", label)
    while True:
        number = reading.ids.get(base, 0) + 1
        reading.ids[base] = number
        name = base if number == 1 else f"{base}-{number}"
        if name == base or name not in reading.ids:
            reading.ids[name] = number if name == base else 1
            reading.called[label] = name
            return name
