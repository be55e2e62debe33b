"""What a catalogue says of an article."""

from __future__ import annotations

from afgpub.document import Document, Paragraph
from afgpub.frozen import dataclass
from afgpub.metadata import Direction
from afgpub.moment import UNDATED, publication_time
from afgpub.walk import plain_text, walk

LONGEST = 160  # characters of a description that is the beginning of the text


@dataclass(frozen=True, slots=True)
class About:
    """`lang` (BCP 47) and `dir` are those of the text, `authors` are in the order of the byline.

    `issued` is the day, month or year of issue in ISO 8601, empty where none is known; `moment` is the one that the
    outputs bear.
    """

    title: str = ""
    lang: str = ""
    dir: Direction = "ltr"
    authors: tuple[str, ...] = ()
    issued: str = ""
    moment: str = UNDATED
    publication: str = ""
    description: str = ""
    identifier: str = ""


def about(document: Document) -> About:
    """The facts of a prepared document."""
    root = document.root
    meta = root.meta
    title = _line(plain_text(root.title))
    lang, dir = root.attrs.lang or "", root.attrs.dir or "ltr"
    if meta is None:
        return About(title, lang, dir, description=_beginning(document))
    return About(
        title=title,
        lang=lang,
        dir=dir,
        authors=tuple(_line(person.name.text) for person in meta.contributors if person.role == "author"),
        issued=meta.issued.iso if meta.issued else "",
        moment=publication_time(meta),
        publication=_line(meta.publication.text) if meta.publication else "",
        description=_line(meta.description) or _beginning(document),
        identifier=meta.identifier,
    )


def _beginning(document: Document) -> str:
    """The first paragraph, cut at a word."""
    first = next((node for node in walk(document.root) if isinstance(node, Paragraph)), None)
    text = _line(plain_text(first)) if first else ""
    return text if len(text) <= LONGEST else text[:LONGEST].rsplit(" ", 1)[0] + " …"


def _line(text: str) -> str:
    return " ".join(text.split())
