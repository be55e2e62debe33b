"""The front of an article: masthead and contact points, kicker, title, byline, dates."""

from __future__ import annotations

from lxml import etree

from afgpub.document import Section
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.days import write_date
from afgpub.renderers.markup.elements import append_text, element
from afgpub.renderers.markup.inlines import write_inlines, write_line


def write_front(parent: etree._Element, root: Section, context: Context) -> None:
    """Append the front as a `header`, with as much of it as the metadata holds."""
    header = element(parent, "header", class_="front")
    meta = root.meta or Metadata()
    if meta.publication or meta.contacts:
        _write_masthead(element(header, "div", class_="masthead"), meta, context)
    if meta.labels or root.kicker:
        kicker = element(header, "p", class_="kicker")
        write_inlines(kicker, root.kicker, context)
        for number, label in enumerate(meta.labels):
            if number or root.kicker:
                append_text(kicker, " ")
            _write_phrase(kicker, label, context)
    if meta.part:
        _write_phrase(header, meta.part.text, context, "p", "part")
    if root.title:
        write_line(element(header, "h1"), root.title, context)
    if root.subtitle:
        write_line(element(header, "p", class_="subtitle"), root.subtitle, context)
    for role in dict.fromkeys(person.role for person in meta.contributors):
        people = [person for person in meta.contributors if person.role == role]
        _write_people(element(header, "p", class_="byline"), people, context)
    if meta.issued or meta.written or meta.place or meta.written_place or meta.remarks:
        _write_dates(element(header, "p", class_="dates"), meta, context)
    if not len(header):
        parent.remove(header)


def _write_masthead(parent: etree._Element, meta: Metadata, context: Context) -> None:
    if meta.publication:
        _write_phrase(parent, meta.publication, context, "p", "publication")
    if meta.contacts:
        line = element(parent, "p", class_="contact", dir="ltr")
        for number, contact in enumerate(meta.contacts):
            if number:
                append_text(line, " ")
            # a link that is itself a flex item loses its annotation in WeasyPrint 70
            element(element(line, "span", contact.label), "a", contact.text, href=contact.target)


def _write_phrase(
    parent: etree._Element, phrase: Phrase, context: Context, tag: str = "span", class_: str | None = None
) -> None:
    """Language and direction are said where they are not those of the document."""
    lang = phrase.lang if phrase.lang != context.lang else None
    dir = phrase.dir if phrase.dir != context.dir else None
    element(parent, tag, phrase.text, class_=class_, lang=lang, dir=dir)


def _write_people(line: etree._Element, people: list[Contributor], context: Context) -> None:
    for number, person in enumerate(people):
        if number:
            append_text(line, f" {person.conjunction} " if person.conjunction else ", ")
        if person.label:
            _write_phrase(line, person.label, context, class_="label")
            append_text(line, " ")
        _write_phrase(line, person.name, context, class_="author")


def _write_dates(line: etree._Element, meta: Metadata, context: Context) -> None:
    """Where and when: each date after its word and its place, then the remarks."""
    rows = (("issued", meta.place, meta.issued), ("written", meta.written_place, meta.written))
    for key, place, date in rows:
        if not (place or date):
            continue
        row = _next_piece(line)
        if date:
            element(row, "span", date.label or context.word(key), class_="label")
            append_text(row, " ")
        if place:
            _write_phrase(row, place, context, class_="place")
            append_text(row, " " if date else "")
        if date:
            write_date(row, date, context)
    for remark in meta.remarks:
        _write_phrase(_next_piece(line), remark, context)


def _next_piece(line: etree._Element) -> etree._Element:
    if len(line):
        append_text(line, " ")
    return element(line, "span", class_="date")
