"""Front matter: the fields that the Markdown reader knows, and lines of the head that it has no field for."""

from __future__ import annotations

from typing import Any

from afgpub.document import Inlines, Run, Section
from afgpub.messages import message
from afgpub.metadata import Contributor, Date, Metadata, Phrase
from afgpub.renderers.markdown.inlines import escape, write_line
from afgpub.renderers.markdown.writing import Writing

_FIELDS = {"author": "authors", "translator": "translators", "editor": "editors"}


def write_front(root: Section, writing: Writing) -> str:
    """The front matter between its lines, then words of the head that no field takes; nothing where there are none."""
    meta = root.meta or Metadata()
    fields: dict[str, Any] = {
        "title": _line(root.title, writing),
        "subtitle": _line(root.subtitle, writing),
        "kicker": _line(root.kicker, writing),
        "lang": root.attrs.lang,
        "dir": root.attrs.dir,
        "role": root.role if root.role not in ("", "article") else "",
        "issued": meta.issued.iso if meta.issued else "",
        "written": meta.written.iso if meta.written else "",
        "publication": _phrase(meta.publication, "text") if meta.publication else "",
        "labels": [_phrase(label, "text") for label in meta.labels],
        "contacts": [{"text": contact.text, "target": contact.target} for contact in meta.contacts],
        "description": meta.description,
        "identifier": meta.identifier,
        "rights": meta.rights,
        "tags": list(meta.tags),
        "cover": meta.cover,
    }
    if meta.title_file_as or meta.title_alternates:
        title = fields["title"]
        fields["title"] = {**(title if isinstance(title, dict) else {"text": title}), "file-as": meta.title_file_as}
        fields["title"]["alternate"] = [_phrase(phrase, "text") for phrase in meta.title_alternates]
    if meta.series:
        series = _phrase(meta.series.name, "text")
        number = {} if meta.series.number is None else {"number": str(meta.series.number)}
        fields["series"] = {**(series if isinstance(series, dict) else {"text": series}), **number}
    for person in meta.contributors:
        fields.setdefault(_FIELDS.get(person.role, "authors"), []).append(_person(person))
    fields = {name: value for name, value in fields.items() if value}
    _report(meta, writing)
    lines = "".join(f"{line}\n\n" for line in _lines(meta))
    if not fields:
        return lines
    import yaml

    text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{text}---\n\n{lines}"


def write_section_front(section: Section, writing: Writing) -> list[str]:
    """What stands around the title of an article inside an issue, as paragraphs."""
    meta = section.meta or Metadata()
    people = ", ".join(escape(_named(person)) for person in meta.contributors)
    dates = [date.text for date in (meta.issued, meta.written) if date]
    parts = [write_line(line, writing) for line in (section.kicker, section.subtitle) if line]
    if section.kicker or section.subtitle:
        writing.lose("kickers and subtitles inside a text")
    phrases = [meta.publication, *meta.labels]
    parts += [escape(phrase.text) for phrase in phrases if phrase]
    parts += [escape(contact.label + contact.text) for contact in meta.contacts]
    return [*parts, *filter(None, [people]), *map(escape, dates), *_lines(meta)]


def _lines(meta: Metadata) -> list[str]:
    """Words of the head that no field takes."""
    places = [meta.part.text if meta.part else None, meta.place, meta.written_place, *meta.remarks]
    return [escape(phrase.text) for phrase in places if phrase]


def _line(nodes: Inlines, writing: Writing) -> Any:
    match nodes:
        case (Run(children, attrs=attrs),) if not attrs.classes and not attrs.id:
            given = {"lang": attrs.lang, "dir": attrs.dir}
            named = {name: value for name, value in given.items() if value}
            return {"text": write_line(children, writing, is_single=True), **named}
    return write_line(nodes, writing, is_single=True)


def _phrase(phrase: Phrase, key: str) -> Any:
    given = {key: phrase.text, "lang": phrase.lang, "dir": phrase.dir}
    return {name: value for name, value in given.items() if value} if phrase.lang or phrase.dir else phrase.text


def _person(person: Contributor) -> Any:
    name = _phrase(person.name, "name")
    more: dict[str, Any] = {} if person.role in _FIELDS else {"role": person.role}
    if person.file_as:
        more["file-as"] = person.file_as
    if person.alternates:
        more["alternate"] = [_phrase(phrase, "name") for phrase in person.alternates]
    return {**(name if isinstance(name, dict) else {"name": name}), **more} if more else name


def _named(person: Contributor) -> str:
    return f"{person.label.text} {person.name.text}" if person.label else person.name.text


def _report(meta: Metadata, writing: Writing) -> None:
    """A message for each fact that front matter has no field for."""
    dates: tuple[Date | None, ...] = (meta.issued, meta.written)
    rows = (
        ("days as they were written", [f"{d.label} {d.text}".strip() for d in dates if d and d.text != d.iso]),
        ("words before names", [person.label.text for person in meta.contributors if person.label]),
        ("words before contacts", [contact.label for contact in meta.contacts if contact.label]),
        ("the agencies of the dateline", [outlet.text for outlet in meta.outlets]),
        ("the source of the text", [meta.source.name.text] if meta.source else []),
    )
    for what, texts in rows:
        if texts:
            text = ", ".join(texts)
            writing.messages.append(message("fact-not-carried", format="markdown", what=what, text=text))
