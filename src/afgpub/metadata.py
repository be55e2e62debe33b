"""What is known of an article, an issue or a book apart from its text: Dublin Core terms, each as printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["ltr", "rtl"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """A short text with its language and direction, for places that have no markup."""

    text: str
    lang: str | None = None
    dir: Direction | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """A point of contact as printed, and the URL that it leads to (`mailto:` or `https:`)."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class Contributor:
    """A person who made the text; `role` is `author`, `translator` or another word, `label` the source's own."""

    name: Phrase
    role: str = "author"
    label: Phrase | None = None


@dataclass(frozen=True, slots=True)
class Date:
    """A day (`YYYY-MM-DD`), month or year in ISO 8601, and how the source wrote it."""

    iso: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What is known of an article, an issue or a book apart from its text."""

    publication: Phrase | None = None
    contacts: tuple[Contact, ...] = ()
    labels: tuple[Phrase, ...] = ()
    contributors: tuple[Contributor, ...] = ()
    issued: Date | None = None
    written: Date | None = None
    description: str = ""
    identifier: str = ""
    rights: str = ""
    tags: tuple[str, ...] = ()
