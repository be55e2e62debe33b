"""The front of an article: masthead and contact points, kicker, title, byline, dates."""

from __future__ import annotations

from afgpub.document import Section
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.renderers.markup.context import Context
from afgpub.renderers.markup.days import write_date
from afgpub.renderers.markup.inlines import write_inlines, write_line
from afgpub.renderers.markup.writing import NONE, Attributes, escape, wrap


def write_front(root: Section, context: Context) -> str:
    """The front as a `header`, with as much of it as the metadata holds; nothing where that is nothing."""
    meta = root.meta or Metadata()
    rows: list[str] = []
    if meta.publication or meta.contacts:
        rows.append(wrap("div", {"class": "masthead"}, _write_masthead(meta, context)))
    if meta.labels or root.kicker:
        pieces = [write_inlines(root.kicker, context)] if root.kicker else []
        pieces += [_write_phrase(label, context) for label in meta.labels]
        rows.append(wrap("p", {"class": "kicker"}, " ".join(pieces)))
    if meta.part:
        rows.append(_write_phrase(meta.part.text, context, "p", "part"))
    if root.title:
        rows.append(write_line("h1", root.title, context))
    if root.subtitle:
        rows.append(write_line("p", root.subtitle, context, "subtitle"))
    for role in dict.fromkeys(person.role for person in meta.contributors):
        people = [person for person in meta.contributors if person.role == role]
        rows.append(wrap("p", {"class": "byline"}, _write_people(people, context)))
    if meta.issued or meta.written or meta.place or meta.written_place or meta.remarks:
        rows.append(wrap("p", {"class": "dates"}, _write_dates(meta, context)))
    return wrap("header", {"class": "front"}, "".join(rows)) if rows else ""


def _write_masthead(meta: Metadata, context: Context) -> str:
    publication = _write_phrase(meta.publication, context, "p", "publication") if meta.publication else ""
    if not meta.contacts:
        return publication
    # a link that is itself a flex item loses its annotation in WeasyPrint 70
    contacts = [
        wrap("span", NONE, escape(contact.label) + wrap("a", {"href": contact.target}, escape(contact.text)))
        for contact in meta.contacts
    ]
    return publication + wrap("p", {"class": "contact", "dir": "ltr"}, " ".join(contacts))


def _write_phrase(phrase: Phrase, context: Context, tag: str = "span", class_: str = "") -> str:
    """Language and direction are said where they are not those of the document."""
    attributes: Attributes = {"class": class_} if class_ else {}
    if phrase.lang is not None and phrase.lang != context.lang:
        attributes["lang"] = phrase.lang
    if phrase.dir is not None and phrase.dir != context.dir:
        attributes["dir"] = phrase.dir
    return wrap(tag, attributes, escape(phrase.text))


def _write_people(people: list[Contributor], context: Context) -> str:
    pieces: list[str] = []
    for number, person in enumerate(people):
        if number:
            pieces.append(escape(f" {person.conjunction} ") if person.conjunction else ", ")
        if person.label:
            pieces.append(_write_phrase(person.label, context, class_="label") + " ")
        pieces.append(_write_phrase(person.name, context, class_="author"))
    return "".join(pieces)


def _write_dates(meta: Metadata, context: Context) -> str:
    """Where and when: each date after its word and its place, then the remarks."""
    pieces: list[str] = []
    for key, place, date in (("issued", meta.place, meta.issued), ("written", meta.written_place, meta.written)):
        parts: list[str] = []
        if date:
            parts.append(wrap("span", {"class": "label"}, escape(date.label or context.word(key))))
        if place:
            parts.append(_write_phrase(place, context, class_="place"))
        if date:
            parts.append(write_date(date, context))
        if parts:
            pieces.append(" ".join(parts))
    pieces += [_write_phrase(remark, context) for remark in meta.remarks]
    return " ".join(wrap("span", {"class": "date"}, piece) for piece in pieces)
