"""The chapters of a book on their way to pages: which are kept, which are laid out, and what is to be kept of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.kept import NotAlikeError
from afgpub.renderers.pdf.kept.chapter import KeptChapter, Start, pack_chapter, unpack_chapter
from afgpub.renderers.pdf.kept.hearing import HeardPage
from afgpub.renderers.pdf.kept.saying import SaidPage
from afgpub.renderers.pdf.kept.stand_ins import chapters_of, first_block, key_of, reaches_over, stand_in, targets_in

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.chapters.store import Store
    from afgpub.renderers.page_starts import PageStart

_ROOT = frozenset(("html", "body", "main", "article"))
_SAID_AGAIN = "No anchor #"
Figures = dict[str, int]


@dataclass(slots=True)
class Shelf:
    """Where chapters are kept, under which settings; how many a book had, and how many of them were laid out."""

    store: Store
    settings: str
    chapters: int = 0
    made: int = 0
    unread: bool = False

    def find(self, key: str) -> list[bytes] | None:
        """The frames of an entry, or None where there is none, or the shelf is to be left `unread`."""
        return None if self.unread else self.store.find(key)


@dataclass(slots=True)
class Chapter:
    """A chapter of the book: its digest, its first block, what is kept of it, and its pages, from 0, once laid out.

    `fault` is why its pages are not its own; `figures` are those of its proof, None where that found a fault.
    """

    key: str
    block: int
    kept: KeptChapter | None
    pages: list[int]
    fault: str = ""
    figures: Figures | None = None


class Keeping:
    """The chapters of one book, as far as they are kept on a `shelf` under `settings`, if there is one."""

    def __init__(self, shelf: Shelf | None, settings: str) -> None:
        self.chapters: list[Chapter] = []
        self.said: dict[int, SaidPage] = {}
        self.count = 0  # of all pages
        self._shelf, self._settings = shelf, settings
        self._heard: dict[int, HeardPage] = {}
        self._pushed: set[int] = set()

    @classmethod
    def of(cls, shelf: Shelf | None, style: str) -> Keeping:
        """The keeping of a book with the style sheet `style`; chapters that depend on each other are on no shelf."""
        if shelf is None or reaches_over(style):
            return cls(None, "")
        from afgpub.chapters.store import digest_of

        return cls(shelf, digest_of(shelf.settings.encode(), style.encode()))

    def look_up(self, page: _Element) -> set[int]:
        """Find what is kept of the chapters of a book; gives the notes whose calls begin a page in these."""
        ids = {id for node in page.iter() if (id := node.get("id"))}
        for section in chapters_of(page)[1]:
            key = key_of(section, self._settings, ids) if self._shelf else ""
            frames = self._shelf.find(key) if self._shelf else None
            kept = unpack_chapter(frames) if frames is not None else None
            self.chapters.append(Chapter(key, first_block(section), kept, []))
        if self._shelf:
            self._shelf.chapters = len(self.chapters)
            self._shelf.made = sum(chapter.kept is None for chapter in self.chapters)
        return {note for chapter in self.chapters if chapter.kept for note in chapter.kept.pushed}

    @property
    def has_any(self) -> bool:
        """Whether any chapter is kept."""
        return any(chapter.kept for chapter in self.chapters)

    def with_stand_ins(self, page: _Element) -> _Element:
        """A page that is to be laid out, with empty pages in the place of kept chapters."""
        if not self.has_any:
            return page
        page = deepcopy(page)
        targets = targets_in(page)
        for section, chapter in zip(chapters_of(page)[1], self.chapters, strict=True):
            if chapter.kept:
                stand_in(section, chapter.kept.pages, targets)
        return page

    def arrange(self, pages: Any, pushed: set[int], *, moved: bool) -> None:
        """Listen to laid-out pages of chapters, and put what is kept into stand-ins.

        `moved` says that notes went to the end of the book after they had been tried at the foot, which they do with
        regard to each other. Raises NotAlikeError.
        """
        self._pushed = pushed
        if moved and self.has_any:
            raise NotAlikeError("notes have no room")
        self.count = len(pages.pages)
        owners = _owners(pages._html.etree_element)
        for chapter in self.chapters:
            chapter.pages.clear()
        for number, page in enumerate(pages.pages):
            found = set(_found_on(page._page_box, owners))
            for place in found - {-1}:
                chapter = self.chapters[place]
                chapter.fault = chapter.fault or ("it shares a page" if len(found) > 1 else "")
                if chapter.pages and chapter.pages[-1] != number - 1:
                    chapter.fault = "it has empty pages"
                chapter.pages.append(number)
        for chapter in self.chapters:
            if chapter.kept is None:
                if self._shelf and not moved:
                    self._heard |= {number: HeardPage(pages.pages[number]) for number in chapter.pages}
                continue
            if chapter.fault or len(chapter.pages) != len(chapter.kept.pages):
                raise NotAlikeError(chapter.fault or "it has other pages")
            rows = zip(chapter.pages, chapter.kept.pages, chapter.kept.contents, strict=True)
            for number, kept, content in rows:
                self.said[number] = SaidPage(pages.pages[number], kept, content, pages.font_config)

    def leave_unproved(self) -> None:
        """Say that no proof is asked for."""
        for chapter in self.chapters:
            chapter.figures = {}

    def starts(self) -> dict[int, Start | None]:
        """Where the pages of kept chapters begin, by their place: the block, and the letters before it."""
        return {
            number: (chapter.block + start[0], start[1]) if start else None
            for chapter in self.chapters
            if chapter.kept
            for number, start in zip(chapter.pages, chapter.kept.starts, strict=True)
        }

    def keep(self, starts: Mapping[int, PageStart], complaints: list[str]) -> None:
        """Keep the chapters that were laid out, where the proof found no fault in them.

        Of what the engine complains of, it says again only that links lead nowhere; with anything else, none is kept.
        """
        if not self._shelf or not all(complaint.startswith(_SAID_AGAIN) for complaint in complaints):
            return
        for chapter in self.chapters:
            heard = [self._heard[number] for number in chapter.pages if number in self._heard]
            faults = [chapter.fault, *(page.fault for page in heard)]
            if chapter.kept or not heard or any(faults) or chapter.figures is None:
                continue
            places = [starts.get(number) for number in chapter.pages]
            begun = [(place.block - chapter.block, place.letters) if place else None for place in places]
            anchors = {name for page in heard for name, _ in page.kept["anchors"]}
            kept = KeptChapter(
                tuple(page.kept for page in heard),
                tuple(page.content for page in heard),
                tuple(sorted(note for note in self._pushed if f"call-{note}" in anchors)),
                tuple(begun),
                chapter.figures,
            )
            self._shelf.store.keep(chapter.key, pack_chapter(kept))


def _owners(root: Any) -> dict[Any, int]:
    """The chapter of each element inside one, by its place; -1 for all that may stand on no page of a chapter."""
    text, sections = chapters_of(root)
    owners = {element: number for number, section in enumerate(sections) for element in section.iter()}
    around = {element for element in root.iter() if element.tag in _ROOT or element is text}
    matter = next((element for element in root.iter("div") if text is not None and text in list(element)), None)
    return {e: owners.get(e, -1) for e in root.iter() if e in owners or (e not in around and e is not matter)}


def _found_on(page: Any, owners: Mapping[Any, int]) -> Iterator[int]:
    """The chapters of which something stands on a page; -1 for what belongs to none."""
    for part in page.children:
        if part.element_tag == "html":
            yield from (owners[box.element] for box in part.descendants(placeholders=True) if box.element in owners)
