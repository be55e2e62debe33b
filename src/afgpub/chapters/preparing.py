"""A chapter made ready for rendering by itself, and all that the whole book must know of it.

What is read, repaired and directed alone is as it would be in the whole: what the whole decides is given, and where a
chapter holds more than that, it is refused, so that the book is prepared whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from afgpub.chapters.cut import UncutError
from afgpub.document import Attrs, Document, Note, NoteReference, Paragraph, Section, Text
from afgpub.exceptions import SourceError
from afgpub.frozen import dataclass
from afgpub.language.looks import Looks
from afgpub.language.naming import Survey, name_languages
from afgpub.language.script import UNDETERMINED, direction_of
from afgpub.normaliser import normalise
from afgpub.normaliser.headings import levels_by_number, number_depth, ranks_of
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.outline import flatten, is_heading
from afgpub.normaliser.text.order import has_arabic, votes
from afgpub.plugins import Messages
from afgpub.readers.markdown.article import read_article
from afgpub.walk import walk

_MOST_BACKWARDS = 1  # words in visual order: three of them may mean that all of a book is
_COLLECTIONS = ("book", "issue")
# What is called, or said, in another part of the book.
_REACHING = {
    "note-undefined": "it calls a note that its chapter does not have",
    "note-uncalled": "it has a note that its chapter does not call",
    "link-unused": "it has definitions of links",
    "division-unclosed": "it has a division that is not closed",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the whole book must know of a chapter before any chapter is finished.

    `depths` are those of the numbers of its headings, 0 for one without, `ranks` those that the headings have;
    `backwards` counts words in visual order; `notes` are the identifiers of its notes.
    """

    depths: Sequence[int] = ()
    ranks: Sequence[int] = ()
    backwards: int = 0
    notes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter as it was read, with what was found; `backwards` counts words in visual order."""

    section: Section
    messages: Messages
    backwards: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """A chapter, read and normalised, with what was found in either; lines are counted from its own first."""

    section: Section
    messages: tuple[Messages, Messages]
    facts: Facts


@dataclass(frozen=True, slots=True)
class Frame:
    """What a chapter stands in: the root of the book without its text."""

    root: Section

    @property
    def attrs(self) -> Attrs:
        """The language and the direction of the book."""
        lang = self.root.attrs.lang or UNDETERMINED
        return Attrs(lang=lang, dir=self.root.attrs.dir or direction_of(lang))

    def around(self, *sections: Section) -> Section:
        """A book of these chapters alone."""
        return Section(role=self.root.role, attrs=self.attrs, children=sections)


def repair_opening(name: str, text: str, options: NormaliserOptions) -> Repaired:
    """Read and normalise what stands before the first chapter of a book, its front matter. Raises UncutError."""
    document, messages = read_article(name, text)
    root = document.root
    lang = root.attrs.lang or UNDETERMINED
    if root.role not in _COLLECTIONS or not root.title or lang.split("-")[0] == UNDETERMINED:
        raise UncutError("its front matter does not say role: book, title and lang")
    if any(said.code in _REACHING for said in messages) or any(
        isinstance(node, Note | NoteReference) or (isinstance(node, Section) and node.title and node is not root)
        for node in walk(root)
    ):
        raise UncutError("it has notes or headings before the first chapter")
    backwards = votes("\n".join(_texts(root)))[1]
    mended, repairs = normalise(document, options)
    return Repaired(mended.root, (messages, repairs), Facts(backwards=backwards))


def finish_opening(root: Section, whole: Callable[[], Survey], heading_numbers: str) -> Section:
    """The opening with its languages named and its directions set."""
    from afgpub.direction import direct

    return direct(name_languages(Document(root), whole), heading_numbers=heading_numbers).root


def read_chapter(text: str) -> Read:
    """Read the chapter `text`. Raises UncutError where it must be read with the whole."""
    try:
        document, messages = read_article("", text)
    except SourceError:
        raise UncutError("a chapter cannot be read") from None
    for said in messages:
        if said.code in _REACHING:
            raise UncutError(_REACHING[said.code])
    (chapter,) = _only_section(document.root)
    may_be_arabic = "&" in text or has_arabic(text)  # an entity may be any letter
    return Read(chapter, messages, votes("\n".join(_texts(chapter)))[1] if may_be_arabic else 0)


def repair_chapter(read: Read, frame: Frame, options: NormaliserOptions, looks: Looks) -> Repaired:
    """Normalise a chapter. Raises UncutError where that must be done with the whole.

    `looks` keeps what is seen of the texts until the chapter is finished.
    """
    # A heading beside it, as in the book: repairs of a lone first heading are for the first of the book.
    beside = Section(title=(Text("-"),), children=(Paragraph((Text("-"),)),), level=read.section.level)
    mended, repairs = normalise(Document(frame.around(beside, read.section)), options, looks)
    section = mended.root.children[-1]
    if len(mended.root.children) != 2 or not isinstance(section, Section):
        raise UncutError("its chapters are of several ranks")
    headings = [block for block in flatten(mended.root.children[1:]) if is_heading(block)]
    repairs = tuple(said for said in repairs if said.span is not None)  # no line is that of the heading beside it
    facts = Facts(
        tuple(number_depth(heading) for heading in headings),
        tuple(heading.level for heading in headings),
        read.backwards,
        _notes(section),
    )
    return Repaired(section, (read.messages, repairs), facts)


def finish_chapter(
    section: Section, frame: Frame, whole: Callable[[], Survey], heading_numbers: str, looks: Looks
) -> Section:
    """The chapter with its languages named and its directions set."""
    from afgpub.direction import direct

    document = name_languages(Document(frame.around(section)), whole, looks)
    (finished,) = _only_section(direct(document, heading_numbers=heading_numbers).root)
    return finished


def _only_section(root: Section) -> tuple[Section]:
    match root.children:
        case (Section() as chapter,) if chapter.title:
            return (chapter,)
        case _:
            raise UncutError("its chapters are of several ranks")


def _texts(section: Section) -> Iterator[str]:
    return (node.value for node in walk(section) if isinstance(node, Text))


def _notes(section: Section) -> tuple[str, ...]:
    """The identifiers of the notes. Raises UncutError for notes in notes, which are numbered after all others."""
    found: list[str] = []
    for node in walk(section):
        if isinstance(node, Note):
            if any(isinstance(inner, Note | NoteReference) for block in node.body for inner in walk(block)):
                raise UncutError("it has notes that are called in notes")
            if node.attrs.id:
                found.append(node.attrs.id)
    return tuple(found)


def refuse_what_reaches_over(facts: list[Facts]) -> None:
    """Raise UncutError where chapters that were prepared alone would be others in the whole."""
    notes = [id for one in facts for id in one.notes]
    if len(set(notes)) < len(notes):
        raise UncutError("two chapters have a note of the same name")
    if sum(one.backwards for one in facts) > _MOST_BACKWARDS:
        raise UncutError("it may be in visual order")
    depths = [depth for one in facts for depth in one.depths]
    levels = levels_by_number(depths)
    if levels and ranks_of(levels) != [rank for one in facts for rank in one.ranks]:
        raise UncutError("its headings are ranked by their numbers")
