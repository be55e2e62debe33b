"""What the package document says of the book: Dublin Core with its refinements, then accessibility (EPUB 3.3 §5.5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.direction import base_direction
from afgpub.frozen import dataclass
from afgpub.moment import publication_time
from afgpub.renderers.markup.writing import NONE, escape, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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


def write_metadata(facts: Facts) -> list[str]:
    """The elements of the `metadata` element, as XML."""
    meta = facts.meta
    rows = [_dublin_core("identifier", facts.identifier, {"id": "identifier"}), *_titles(facts)]
    rows += [_dublin_core("language", lang) for lang in facts.langs]
    for number, person in enumerate(meta.contributors, 1):
        rows += _contributor(person, f"contributor-{number}", facts.dir)
    if meta.publication and meta.publication.text.strip():
        rows.append(_dublin_core("publisher", meta.publication.text, _settled(meta.publication, facts.dir)))
    if meta.issued:
        rows.append(_dublin_core("date", meta.issued.iso))
    told = [("description", meta.description), ("rights", meta.rights), *(("subject", tag) for tag in meta.tags)]
    for name, text in told:
        if text.strip():
            rows.append(_dublin_core(name, text, {"dir": base_direction(text, facts.dir)}))
    rows += _series(facts)
    rows.append(_meta("dcterms:modified", publication_time(meta)))
    for name, value, lang in facts.access:
        spoken = {"xml:lang": lang, "dir": base_direction(value, "ltr")} if lang else NONE
        rows.append(_meta(name, value, spoken))
    if facts.numbered:  # EPUB Accessibility 1.1 §3.3: which printed pages they are
        rows.append(_meta("pageBreakSource", f"{facts.title.text} (PDF)", {"dir": facts.title.dir or facts.dir}))
    return rows


def _titles(facts: Facts) -> Iterator[str]:
    """The title first, since many readers know one only; its other scripts; the subtitle as a title of its own."""
    yield _dublin_core("title", facts.title.text, {**_settled(facts.title, facts.dir), "id": "title"})
    if facts.subtitle:
        yield _refine("title", "title-type", "main")
    for alternate in facts.meta.title_alternates:
        yield _refine("title", "alternate-script", alternate.text, _settled(alternate, facts.dir))
    if facts.meta.title_file_as:
        yield _refine("title", "file-as", facts.meta.title_file_as)
    if facts.subtitle:
        yield _dublin_core("title", facts.subtitle.text, {**_settled(facts.subtitle, facts.dir), "id": "subtitle"})
        yield _refine("subtitle", "title-type", "subtitle")


def _contributor(person: Contributor, id: str, around: Direction) -> Iterator[str]:
    if not person.name.text.strip():
        return
    term = "creator" if person.role == "author" else "contributor"
    yield _dublin_core(term, person.name.text, {**_settled(person.name, around), "id": id})
    if person.role in _RELATORS:
        yield _refine(id, "role", _RELATORS[person.role], {"scheme": "marc:relators"})
    for alternate in person.alternates:
        yield _refine(id, "alternate-script", alternate.text, _settled(alternate, around))
    if person.file_as:
        yield _refine(id, "file-as", person.file_as)


def _series(facts: Facts) -> Iterator[str]:
    series, part = facts.meta.series, facts.meta.part
    if series is None or not series.name.text.strip():
        return
    name = series.name
    yield _meta("belongs-to-collection", name.text, {"id": "series", **_settled(name, facts.dir)})
    yield _refine("series", "collection-type", "series")
    number = series.number if series.number is not None else part.number if part else None
    if number is not None:
        yield _refine("series", "group-position", str(number))


def _settled(phrase: Phrase, around: Direction) -> dict[str, str]:
    """The language of `phrase` and its direction, which a shelf cannot guess well."""
    lang = {"xml:lang": phrase.lang} if phrase.lang else NONE
    return {**lang, "dir": phrase.dir or base_direction(phrase.text, around)}


def _refine(id: str, property: str, value: str, more: Mapping[str, str] = NONE) -> str:
    return _meta(property, value, {"refines": f"#{id}", **more})


def _dublin_core(term: str, text: str, attributes: Mapping[str, str] = NONE) -> str:
    return wrap(f"dc:{term}", attributes, escape(text))


def _meta(name: str, value: str, more: Mapping[str, str] = NONE) -> str:
    return wrap("meta", {"property": name, **more}, escape(value))
