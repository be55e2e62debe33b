"""The front of a text: what pandoc's title page takes, and the rest as paragraphs behind it."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import Attrs, Inline, Inlines, Link, Section, Text
from afgpub.messages import message
from afgpub.metadata import Contributor, Date, Metadata, Phrase
from afgpub.renderers.pandoc.inlines import phrase_run, write_line, write_own_line
from afgpub.renderers.pandoc.nodes import Node, Nodes, attr, division, meta_inlines, meta_list, paragraph, words
from afgpub.renderers.pandoc.writing import Setting, Writing
from afgpub.walk import plain_text

_SPACE = Text(" ")


def write_metadata(root: Section, writing: Writing, setting: Setting) -> dict[str, Node]:
    """The fields of pandoc's title page and of the file's properties."""
    meta = root.meta or Metadata()
    fields: dict[str, Node] = {}
    for name, line in (("title", root.title), ("subtitle", root.subtitle)):
        if line:
            fields[name] = meta_inlines(write_own_line(line, writing, setting))
    authors = [person for person in meta.contributors if person.role == "author"]
    if authors:
        fields["author"] = meta_list([meta_inlines(_author(person, writing, setting)) for person in authors])
    if meta.issued:
        fields["date"] = meta_inlines(write_line(_date(meta.issued, None), writing, setting))
    if root.attrs.lang and not root.attrs.lang.startswith("und"):
        fields["lang"] = meta_inlines(words(root.attrs.lang))
    if meta.tags and writing.format != "typst":  # its template would take them for names of variables
        fields["keywords"] = meta_list([meta_inlines(words(tag)) for tag in meta.tags])
    if meta.description:
        fields["description"] = meta_inlines(words(meta.description))
    return fields


def _author(person: Contributor, writing: Writing, setting: Setting) -> Nodes:
    line = _person(person)
    # The template of Typst makes a string of a name, and can do so of bare words only.
    return words(plain_text(line)) if writing.format == "typst" else write_line(line, writing, setting)


def write_front(root: Section, writing: Writing, setting: Setting) -> Nodes:
    """The paragraphs of the front that no title page of pandoc's has."""
    meta = root.meta or Metadata()
    others = [person for person in meta.contributors if person.role != "author"]
    lines = [*_masthead(root, meta), *([_people(others)] if others else []), *_places(meta, with_issued=False)]
    _report(meta, writing)
    return _paragraphs(lines, writing, setting)


def write_section_front(section: Section, writing: Writing, setting: Setting) -> Nodes:
    """The front of an article inside an issue: everything but its title, which is a heading."""
    meta = section.meta or Metadata()
    lines = [*([section.subtitle] if section.subtitle else []), *_masthead(section, meta)]
    lines += [_people(meta.contributors)] if meta.contributors else []
    lines += _places(meta, with_issued=True)
    if section.meta:
        _report(meta, writing)
    return _paragraphs(lines, writing, setting)


def _paragraphs(lines: Sequence[Inlines], writing: Writing, setting: Setting) -> Nodes:
    made = [paragraph(write_line(line, writing, setting)) for line in lines]
    return [division(made, attr(classes=("front",)))] if made else []


def _masthead(section: Section, meta: Metadata) -> list[Inlines]:
    """Publication, points of contact, kicker with labels, part."""
    lines: list[Inlines] = [(phrase_run(meta.publication),)] if meta.publication else []
    contacts: list[Inline] = []
    for contact in meta.contacts:
        contacts += [Text(contact.label)] if contact.label else []
        contacts += [Link((Text(contact.text),), target=contact.target, attrs=Attrs(dir="ltr")), _SPACE]
    labels = [piece for label in meta.labels for piece in (phrase_run(label), _SPACE)]
    kicker = [*section.kicker, _SPACE] if section.kicker else []
    lines += [tuple(row[:-1]) for row in (contacts, [*kicker, *labels]) if row]
    return [*lines, (phrase_run(meta.part.text),)] if meta.part else lines


def _person(person: Contributor) -> Inlines:
    label = (phrase_run(person.label), _SPACE) if person.label else ()
    return (*label, phrase_run(person.name))


def _people(people: Sequence[Contributor]) -> Inlines:
    line: list[Inline] = []
    for number, person in enumerate(people):
        if number:
            line.append(Text(f" {person.conjunction} " if person.conjunction else ", "))
        line += _person(person)
    return tuple(line)


def _places(meta: Metadata, *, with_issued: bool) -> list[Inlines]:
    """Where and when, agencies and remarks, a line each."""
    lines = []
    if with_issued or meta.place:
        lines.append(_date(meta.issued if with_issued else None, meta.place))
    lines.append(_date(meta.written, meta.written_place))
    return [line for line in (*lines, *((phrase_run(remark),) for remark in meta.remarks)) if line]


def _date(date: Date | None, place: Phrase | None) -> Inlines:
    parts: list[Inline] = [Text(date.label)] if date and date.label else []
    parts += [phrase_run(place)] if place else []
    parts += [Text(date.text)] if date else []
    return tuple(piece for part in parts for piece in (part, _SPACE))[:-1]


def _report(meta: Metadata, writing: Writing) -> None:
    """A message for each fact that is printed nowhere."""
    series = meta.series.name.text if meta.series else ""
    alternates = [name.text for person in meta.contributors for name in person.alternates]
    file_as = [name for person in meta.contributors if (name := person.file_as)]
    outlets = ", ".join(outlet.text for outlet in meta.outlets)
    rows = (
        ("the identifier", meta.identifier),
        ("the rights", meta.rights),
        ("the series", series),
        ("the cover", meta.cover),
        ("the keywords", ", ".join(meta.tags) if writing.format == "typst" else ""),
        ("the agencies of the dateline", outlets),
        ("names in other scripts", ", ".join([*(phrase.text for phrase in meta.title_alternates), *alternates])),
        ("names as a catalogue sorts them", ", ".join(filter(None, [meta.title_file_as, *file_as]))),
    )
    for what, text in rows:
        if text:
            writing.messages.append(message("fact-not-carried", format=writing.format, what=what, text=text))
