"""Which articles a catalogue lists, in which order, on which pages, and the writing of its files.

An index page, an Atom feed and an OPDS catalogue list what is in the ledger of sources that are there, so that a run
that was stopped and went on gives the same. No clock has a part in them. Older pages are numbered from the oldest
article on, and change only where articles of their time come or go.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from afgpub.archive.about import About
from afgpub.archive.row import Output, Row
from afgpub.archive.stores import STATE, Store
from afgpub.metadata import Direction
from afgpub.moment import UNDATED
from afgpub.theme import Theme

Kind = Literal["index", "feed", "opds"]
FILES: Mapping[Kind, str] = {"index": "index.html", "feed": "feed.xml", "opds": "opds.json"}
FOLDER = "catalogue"  # of older pages, the style sheet, faces and the cover
PAGE = 200  # articles; the first page has up to twice as many, so that it is never nearly empty
_WRITTEN = f"{STATE}/catalogue.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of which there are outputs; `title` is never empty."""

    name: str
    title: str
    about: About
    outputs: tuple[Output, ...]

    @property
    def date(self) -> str:
        """Its whole day of issue in ISO 8601, else empty."""
        return self.about.issued if len(self.about.issued) == len("2024-06-11") else ""


@dataclass(frozen=True, slots=True)
class Site:
    """The whole catalogue: `title`, language and direction of most of its articles, their count, the latest moment.

    `address` is where the target is published, with a slash at the end, or empty where that is not known.
    """

    title: str
    lang: str
    dir: Direction
    count: int
    moment: str
    address: str
    theme: Theme
    calendar: str
    kinds: tuple[Kind, ...]

    def url(self, name: str, page: str) -> str:
        """How the file `page` names the file `name`."""
        up = "../" * page.count("/")
        return (self.address or up) + quote(name)

    def identifier(self, name: str, given: str = "") -> str:
        """An IRI for an article, its own where it has one, or for a file of the catalogue."""
        if urlsplit(given).scheme and " " not in given:
            return given
        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'{self.address or self.title}#{name}')}"


@dataclass(frozen=True, slots=True)
class Page:
    """The page at `place`: 0 is the first, which has the newest articles, 1 is that of the oldest ones.

    `newer` and `older` are the places of the pages beside it, `number` counts from the first page on, from 1.
    """

    place: int
    number: int
    entries: tuple[Entry, ...]
    newer: int | None
    older: int | None


def file_of(kind: Kind, place: int) -> str:
    """The file of a page."""
    return f"{FOLDER}/{place}.{FILES[kind].partition('.')[2]}" if place else FILES[kind]


def entry_of(row: Row) -> Entry | None:
    """What a catalogue says of a row; None where nothing was made of the source as it is now."""
    if row.about is None or not row.digest or not any(output.format for output in row.outputs):
        return None
    stem = row.name.rpartition("/")[2].partition(".")[0]
    return Entry(row.name, row.about.title or row.about.publication or stem, row.about, row.outputs)


def order(entry: Entry) -> tuple[str, str]:
    """By this key the oldest articles come first, those without a date before them, the last name first in a day."""
    return entry.about.issued, "".join(chr(0x10FFFF - ord(character)) for character in entry.name)


def describe_site(
    entries: Iterable[Entry], title: str, address: str, theme: Theme, calendar: str, kinds: Sequence[Kind]
) -> Site:
    """The catalogue of some articles; its title is the name of the publication of most of them if none is given."""
    names, langs, moment, count = Counter[str](), Counter[tuple[str, Direction]](), UNDATED, 0
    for entry in entries:
        count += 1
        names[entry.about.publication] += 1
        langs[entry.about.lang, entry.about.dir] += 1
        moment = max(moment, entry.about.moment)
    names.pop("", None)
    lang, dir = min(langs, key=lambda one: (-langs[one], one), default=("en", "ltr"))
    name = title or min(names, key=lambda one: (-names[one], one), default="Articles")
    return Site(name, lang or "en", dir, count, moment, address, theme, calendar, tuple(kinds))


def pages_of(names: Sequence[str], find: Callable[[str], Entry | None]) -> Iterator[Page]:
    """The pages of articles whose names come from the oldest to the newest; the newest article of a page is first."""
    count = max(len(names) // PAGE, 1)
    for place in (*range(1, count), 0):
        first = (place or count) * PAGE - PAGE
        part = names[first : first + PAGE] if place else names[first:]
        entries = tuple(entry for name in reversed(part) if (entry := find(name)))
        newer = None if place == 0 else (place + 1) % count
        older = (place or count) - 1 or None
        yield Page(place, count - place + 1 if place else 1, entries, newer, older)


class Shelf:
    """Writes the files of a catalogue, those that have changed, and removes those that are no more part of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names: set[str] = set()

    def put(self, name: str, data: bytes) -> None:
        """Write one file. Raises RenderError (output-unwritable)."""
        self._names.add(name)
        if self._store.read(name) != data:
            self._store.write({name: data})

    def close(self) -> None:
        """Remove what an earlier catalogue had besides."""
        for name in self._before() - self._names:
            self._store.remove(name)
        self._store.write({_WRITTEN: json.dumps(sorted(self._names), ensure_ascii=False).encode()})

    def _before(self) -> set[str]:
        try:
            names = json.loads(self._store.read(_WRITTEN) or b"[]")
        except ValueError:
            return set()
        return {name for name in names if isinstance(name, str) and _is_ours(name)}


def _is_ours(name: str) -> bool:
    return name in FILES.values() or (name.startswith(f"{FOLDER}/") and ".." not in name)
