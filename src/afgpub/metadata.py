"""What is known of an article, an issue or a book apart from its text: Dublin Core terms, each as printed."""

from __future__ import annotations

from typing import Literal, TypeAlias

from afgpub.frozen import dataclass

Direction: TypeAlias = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A short text with its language and direction, for places that have no markup."""

    text: str
    lang: str | None = None
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of contact as printed, the URL that it leads to (`mailto:`, `https:`, `tel:`), and words before it."""

    text: str
    target: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person who made the text; `role` is `author`, `translator` or another word, `label` the source's own.

    `conjunction` is the source's word between this person and the one before (`and`), empty for a comma. `file_as` is
    the name as a catalogue sorts it, `alternates` the name in other scripts.
    """

    name: Phrase
    role: str = "author"
    label: Phrase | None = None
    conjunction: str = ""
    file_as: str = ""
    alternates: tuple[Phrase, ...] = ()


@dataclass(frozen=True, slots=True)
class Date:
    """A day (`YYYY-MM-DD`), month or year in ISO 8601, how the source wrote it, and its word for it if it had one."""

    iso: str
    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a series a text is, and how the source says it; `last` where it is the final one."""

    number: int
    text: Phrase
    last: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The series that a text belongs to, and its place there if that is known."""

    name: Phrase
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """Where the text was published first, and when, as far as that is said."""

    name: Phrase
    date: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article, an issue or a book apart from its text.

    `place` and `outlets` (agencies) are those of a dateline, `written_place` where the text was signed. `remarks` are
    words of the head that say none of the rest (an hour, say); they are printed after the dates. `source` is said in
    the text too. `title_alternates` are the title in other scripts and languages, `title_file_as` is the title as a
    catalogue sorts it, `cover` the path of an image in the source's folder.
    """

    publication: Phrase | None = None
    contacts: tuple[Contact, ...] = ()
    labels: tuple[Phrase, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    part: Part | None = None
    issued: Date | None = None
    place: Phrase | None = None
    outlets: tuple[Phrase, ...] = ()
    written: Date | None = None
    written_place: Phrase | None = None
    remarks: tuple[Phrase, ...] = ()
    source: Credit | None = None
    description: str = ""
    identifier: str = ""
    rights: str = ""
    tags: tuple[str, ...] = ()
    title_file_as: str = ""
    title_alternates: tuple[Phrase, ...] = ()
    series: Series | None = None
    cover: str = ""
