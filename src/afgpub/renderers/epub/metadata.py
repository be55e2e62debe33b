"""What the package document says of the book: Dublin Core with its refinements, then accessibility (EPUB 3.3 §5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.direction import base_direction
from afgpub.frozen import dataclass
from afgpub.moment import publication_time
from afgpub.renderers.epub.xhtml import XML
from afgpub.renderers.markup.writing import clean

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.metadata import Contributor, Direction, Metadata, Phrase

DC = "http://purl.org/dc/elements/1.1/"
# MARC relators of the roles that we know; another role is said in the source's own word only.
_RELATORS = {"author": "aut", "translator": "trl", "editor": "edt", "illustrator": "ill", "photographer": "pht"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said; `langs` are the languages of the text, its own first; `numbered` that it has printed pages."""

    title: Phrase
    subtitle: Phrase | None
    langs: tuple[str, ...]
    dir: Direction
    meta: Metadata
    identifier: str
    access: tuple[tuple[str, str, str], ...]
    numbered: bool = False


def write_metadata(package: _Element, facts: Facts) -> _Element:
    """Append the `metadata` element to `package` and return it."""
    meta, parent = facts.meta, etree.SubElement(package, "metadata", nsmap={"dc": DC})
    _dublin_core(parent, "identifier", facts.identifier).set("id", "identifier")
    _write_titles(parent, facts)
    for lang in facts.langs:
        _dublin_core(parent, "language", lang)
    for number, person in enumerate(meta.contributors, 1):
        _write_contributor(parent, person, f"contributor-{number}", facts.dir)
    if meta.publication and meta.publication.text.strip():
        _phrase(parent, "publisher", meta.publication, facts.dir)
    if meta.issued:
        _dublin_core(parent, "date", meta.issued.iso)
    for name, text in (("description", meta.description), ("rights", meta.rights)):
        if text.strip():
            _dublin_core(parent, name, text).set("dir", base_direction(text, facts.dir))
    for tag in meta.tags:
        if tag.strip():
            _dublin_core(parent, "subject", tag).set("dir", base_direction(tag, facts.dir))
    _write_series(parent, facts)
    _meta(parent, "dcterms:modified", publication_time(meta))
    for name, value, lang in facts.access:
        fact = _meta(parent, name, value)
        if lang:
            fact.set(f"{{{XML}}}lang", lang)
            fact.set("dir", base_direction(value, "ltr"))
    if facts.numbered:  # EPUB Accessibility 1.1 §3.3: which printed pages they are
        _meta(parent, "pageBreakSource", f"{facts.title.text} (PDF)").set("dir", facts.title.dir or facts.dir)
    return parent


def _write_titles(parent: _Element, facts: Facts) -> None:
    """The title first, since many readers know one only; its other scripts; the subtitle as a title of its own."""
    _phrase(parent, "title", facts.title, facts.dir).set("id", "title")
    if facts.subtitle:
        _refine(parent, "title", "title-type", "main")
    for alternate in facts.meta.title_alternates:
        _refine_phrase(parent, "title", alternate, facts.dir)
    if facts.meta.title_file_as:
        _refine(parent, "title", "file-as", facts.meta.title_file_as)
    if facts.subtitle:
        _phrase(parent, "title", facts.subtitle, facts.dir).set("id", "subtitle")
        _refine(parent, "subtitle", "title-type", "subtitle")


def _write_contributor(parent: _Element, person: Contributor, id: str, around: Direction) -> None:
    if not person.name.text.strip():
        return
    _phrase(parent, "creator" if person.role == "author" else "contributor", person.name, around).set("id", id)
    if person.role in _RELATORS:
        _refine(parent, id, "role", _RELATORS[person.role]).set("scheme", "marc:relators")
    for alternate in person.alternates:
        _refine_phrase(parent, id, alternate, around)
    if person.file_as:
        _refine(parent, id, "file-as", person.file_as)


def _write_series(parent: _Element, facts: Facts) -> None:
    series, part = facts.meta.series, facts.meta.part
    if series is None or not series.name.text.strip():
        return
    name = series.name
    collection = _meta(parent, "belongs-to-collection", name.text)
    collection.set("id", "series")
    _settle(collection, name, facts.dir)
    _refine(parent, "series", "collection-type", "series")
    number = series.number if series.number is not None else part.number if part else None
    if number is not None:
        _refine(parent, "series", "group-position", str(number))


def _phrase(parent: _Element, term: str, phrase: Phrase, around: Direction) -> _Element:
    return _settle(_dublin_core(parent, term, phrase.text), phrase, around)


def _refine(parent: _Element, id: str, property: str, value: str) -> _Element:
    new = _meta(parent, property, value)
    new.set("refines", f"#{id}")
    return new


def _refine_phrase(parent: _Element, id: str, phrase: Phrase, around: Direction) -> None:
    _settle(_refine(parent, id, "alternate-script", phrase.text), phrase, around)


def _settle(element: _Element, phrase: Phrase, around: Direction) -> _Element:
    """Write the language of `phrase` and its direction, which a shelf cannot guess well."""
    if phrase.lang:
        element.set(f"{{{XML}}}lang", clean(phrase.lang))
    element.set("dir", phrase.dir or base_direction(phrase.text, around))
    return element


def _dublin_core(parent: _Element, term: str, text: str) -> _Element:
    new = etree.SubElement(parent, f"{{{DC}}}{term}")
    new.text = clean(text)
    return new


def _meta(parent: _Element, name: str, value: str) -> _Element:
    new = etree.SubElement(parent, "meta", property=name)
    new.text = clean(value)
    return new
