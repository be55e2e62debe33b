"""A chapter as XHTML with marks where the book decides: identifiers, numbers of notes, where links lead, pictures.

A mark is a word that the chapter cannot hold, since it is made of the chapter's own digest: `zq`, sixteen digits, the
letter of its kind, a number, `z`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from afgpub.chapters.cut import Part, UncutError
from afgpub.document import AnyNode, Document, Image, Note, Section
from afgpub.faces import Place, letters_of, missing_letters
from afgpub.frozen import dataclass, field, replace
from afgpub.plugins import Messages
from afgpub.renderers.markup import Entry, ImageStore, Markup, render_markup
from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError
from afgpub.theme import Theme
from afgpub.walk import plain_text, transform, walk

if TYPE_CHECKING:
    from lxml.etree import _Element

ID, NUMBER, NUMERAL, LINK, PICTURE, START = "inglps"
_MARK = re.compile(r"zq[0-9a-f]{16}([a-z])(\d+)z")
_LAST_PLANES = re.compile("[\U000f0000-\U0010ffff]")
_FIRST_STAND_IN = 0xF0000  # of the numerals of notes, while letters are counted: a private character for each


@dataclass(frozen=True, slots=True)
class Wanted:
    """An identifier that a node asks for: `own` as its author wrote it, else empty; `base` what it is made of."""

    own: str
    base: str


@dataclass(slots=True)
class Marked:
    """The XHTML of a chapter, and what its marks stand for, by their numbers.

    `ids` are those of the text, `note_ids` those in notes, both as numbers into `wanted`; `notes` has the identifier
    of each note, or nothing; `numerals` the place of each printed number of a note.
    """

    markup: Markup
    token: str
    wanted: list[Wanted] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    note_ids: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    note_pictures: list[str] = field(default_factory=list)
    states: dict[str, str] = field(default_factory=dict)
    letters: dict[Place, set[str]] = field(default_factory=dict)
    numerals: list[tuple[int, Place]] = field(default_factory=list)
    missing: dict[str, int] = field(default_factory=dict)
    messages: Messages = ()

    def mark(self, kind: str, number: int) -> str:
        """The mark of this chapter for the thing of that kind and number."""
        return f"{self.token}{kind}{number}z"


def token_of(part: Part) -> str:
    """The beginning of all marks of a chapter. Raises UncutError for one that holds what marks look like."""
    data = bytes(part.data)
    has_high = b"\xf3" in data or b"\xf4" in data  # with which the UTF-8 of the last planes begins
    if part.token.encode() in data or (has_high and _LAST_PLANES.search(part.text)):
        raise UncutError("it has private characters of the last planes")
    return part.token


def mark_up_chapter(root: Section, token: str, theme: Theme, folder: Path | None, calendar: str) -> Marked:
    """`root`, which holds one chapter or the opening of a book, as XHTML with marks."""
    wanted: list[Wanted] = []

    def relabel(node: AnyNode) -> AnyNode:
        base = node.attrs.id or (plain_text(node.title) if isinstance(node, Section) else "")
        if not base or isinstance(node, Note):
            return node
        wanted.append(Wanted(node.attrs.id or "", base))
        return replace(node, attrs=replace(node.attrs, id=f"{token}{ID}{len(wanted) - 1}z"))

    nodes = list(walk(root))
    named = sum(bool(node.attrs.id) or (type(node) is Section and bool(node.title)) for node in nodes[1:])
    relabelled = _with_sections(root, relabel)
    if len(wanted) < named:  # not sections alone
        wanted.clear()
        relabelled = transform(root, relabel)
    images = ImageStore(folder)
    markup = render_markup(Document(relabelled), theme, images, calendar=calendar)
    messages = tuple(said for said in markup.messages if said.code != "link-broken")
    marked = Marked(markup, token, wanted, messages=messages)
    marked.notes = [node.attrs.id or "" for node in nodes if isinstance(node, Note)]
    marked.states = _picture_states(nodes, images)
    _mark_pictures(marked, images)
    _mark_numbers(marked, theme)
    _mark_links(marked)
    for node in markup.article.iter():
        if (id := node.get("id")) and (found := _MARK.fullmatch(id)) and found[1] == ID:
            (marked.note_ids if _is_in_notes(node) else marked.ids).append(int(found[2]))
    return marked


def _with_sections(section: Section, change: Callable[[AnyNode], AnyNode]) -> Section:
    """What `transform` makes of a section where nothing but the sections in sections is changed."""
    after: list[AnyNode] = []
    for child in section.children:
        after.append(change(_with_sections(child, change)) if isinstance(child, Section) else child)  # noqa: PERF401
    return replace(section, children=tuple(after))  # type: ignore[arg-type]


def _picture_states(nodes: Iterable[AnyNode], images: ImageStore) -> dict[str, str]:
    """What `images` has to say of each picture that is called for: its kind, or why it is none."""
    states: dict[str, str] = {}
    for node in nodes:
        if isinstance(node, Image) and node.target not in states:
            states[node.target] = state_of(node.target, images)
    return states


def state_of(target: str, images: ImageStore) -> str:
    """The kind of a picture, or why it is none."""
    try:
        return images.add(target).media_type
    except ImageMissingError:
        return "missing"
    except ImageRefusedError as refusal:
        return f"refused: {refusal}"


def entries_of(marked: Marked) -> tuple[Entry, ...]:
    """The contents of the chapter, without its notes."""
    return tuple(entry for entry in marked.markup.contents if _MARK.fullmatch(entry.id))


def mark_number(id: str) -> int | None:
    """The number of the mark that is all of `id`."""
    found = _MARK.fullmatch(id)
    return int(found[2]) if found else None


def _is_in_notes(node: _Element) -> bool:
    return any(outer.get("role") == "doc-endnotes" for outer in node.iterancestors("section"))


def _mark_pictures(marked: Marked, images: ImageStore) -> None:
    targets = {f"images/{file.name}": target for target, file in images.files.items()}
    numbers = {target: number for number, target in enumerate(marked.states)}
    for image in marked.markup.article.iter("img"):
        target = targets[image.get("src", "")]
        image.set("src", f"images/{marked.mark(PICTURE, numbers[target])}")
        (marked.note_pictures if _is_in_notes(image) else marked.pictures).append(target)


def _mark_links(marked: Marked) -> None:
    for link in marked.markup.article.iter("a"):
        target = link.get("href", "")
        if target.startswith("#") and not link.get("role"):
            link.set("href", marked.mark(LINK, len(marked.links)))
            marked.links.append(target[1:])


def _mark_numbers(marked: Marked, theme: Theme) -> None:
    """Put marks for the numbers of notes, and count the letters while others stand for their numerals."""
    article, markup = marked.markup.article, marked.markup
    calls = [link for link in article.iter("a") if link.get("role") == "doc-noteref"]
    for call in calls:
        call.text = chr(_FIRST_STAND_IN + int(call.get("href", "")[len("#note-") :]))
    marked.letters = letters_of(theme, [article])
    for place, letters in marked.letters.items():
        found = sorted(letter for letter in letters if letter >= chr(_FIRST_STAND_IN))
        letters.difference_update(found)
        marked.numerals += [(ord(letter) - _FIRST_STAND_IN, place) for letter in found]
    marked.missing = missing_letters(theme, [article])
    word = theme.word("note", markup.lang)
    for call in calls:
        number = int(call.get("href", "")[len("#note-") :])
        numeral = marked.mark(NUMERAL, number)
        call.text = numeral
        call.set("aria-label", f"{word} {numeral}")
        call.set("href", f"#note-{marked.mark(NUMBER, number)}")
        if call.get("id"):
            call.set("id", f"call-{marked.mark(NUMBER, number)}")
    for number, (note, back) in enumerate(_notes_of(article), 1):
        note.set("id", f"note-{marked.mark(NUMBER, number)}")
        back.set("href", f"#call-{marked.mark(NUMBER, number)}")
        back.set("aria-label", f"{theme.word('back', markup.lang)} ({marked.mark(NUMERAL, number)})")


def _notes_of(article: _Element) -> Iterator[tuple[_Element, _Element]]:
    """Each note with its way back."""
    for note in article.iterfind("section[@role='doc-endnotes']/ol/li"):
        yield note, next(link for link in note.iter("a") if link.get("role") == "doc-backlink")
