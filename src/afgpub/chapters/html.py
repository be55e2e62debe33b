"""A web page out of kept chapters: it is made around stand-ins, which the chapters then take the places of.

Of the page itself what stands between the chapters is kept too, for as long as all that it is made of is the same.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from lxml import etree

from afgpub.chapters.book import Gathered, gather
from afgpub.chapters.cut import UncutError
from afgpub.chapters.known import Filled
from afgpub.chapters.making import Chapters
from afgpub.chapters.marking import ID, LINK, PICTURE, Marked
from afgpub.chapters.numbering import Values, fill, mark_name, whole_attributes, with_numbers
from afgpub.chapters.printing import printing_of
from afgpub.chapters.renewal import Form
from afgpub.chapters.settled import settle
from afgpub.chapters.skeleton import FILLER, append_notes, digest_of_whole, settle_opening, stand_in
from afgpub.frozen import dataclass, replace
from afgpub.plugins import Messages, Rendering
from afgpub.renderers.html import HtmlOptions, package_html
from afgpub.renderers.html.composition import compose
from afgpub.renderers.html.contents import MANY_SECTIONS, MANY_WORDS
from afgpub.renderers.page import break_lines
from afgpub.theme import Theme
from afgpub.worker.packing import pack_messages, unpack_messages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.etree import _Element

    from afgpub.chapters.edition import Edition
    from afgpub.chapters.known import Outside
    from afgpub.chapters.pack import Pack
    from afgpub.chapters.piece import Piece
    from afgpub.chapters.store import Store

_STAND_IN = re.compile(
    rb'<section data-chapter="(?P<text>\d+)">(?P<inside>.*?)</section>'
    rb'|<li data-chapter="(?P<notes>\d+)">\xe2\x80\x8c</li>(?:\n<li>\xe2\x80\x8c</li>)*',
    re.DOTALL,
)
_SOURCE = re.compile(rb'src="([^"]*)"')
_TEXT, _NOTES = 0, 1  # frames of a chapter


@dataclass(frozen=True, slots=True)
class _Page:
    """A page without its chapters: in the gap after each of `pieces` but the last, a frame of a chapter.

    `gaps` are rows of a number of a piece of the book and of its frame; `urls` those of the pictures in a chapter.
    """

    pieces: Sequence[bytes]
    gaps: Sequence[tuple[int, int]]
    urls: Mapping[int, list[bytes]]
    assets: Mapping[str, bytes]
    messages: Messages


def write_chapter(marked: Marked) -> tuple[dict[str, object], list[bytes]]:
    """The bytes of a chapter and of its notes, and how many words they are."""
    article = marked.markup.article
    compose(article)
    for image in article.iter("img"):
        image.set("src", image.get("src", "").removeprefix("images/"))  # a page may carry its pictures inside
    break_lines(article)
    (section,) = article.iterfind("div[@class='text']/section")
    notes = article.findall("section[@role='doc-endnotes']/ol/li")
    texts = (text for element in (section, *notes) for text in element.itertext())
    words = len(" ".join(map(str, texts)).split()) - len(notes)  # for each of which a filler will stand
    frames = [_written(section), b"\n".join(map(_written, notes))]
    return {"words": words}, [whole_attributes(frame, marked.token) for frame in frames]


def assemble_html(
    options: HtmlOptions, chapters: Chapters, pack: Pack, store: Store, settings: str, edition: Edition
) -> Rendering:
    """The page as `render_html` makes it of the whole."""
    gathered = gather(chapters)
    are_few = len(gathered.chapters) <= MANY_SECTIONS  # then it matters how long they are: there may be contents
    words = [_words(gathered, number) for number in range(len(gathered.chapters))] if are_few else []
    name = f"page {digest_of_whole(gathered, words)}"
    if pack.value(name) is not None:
        page = _unpacked(pack.value(name), pack.frames(name))
    else:
        page = _make_page(gathered, words, chapters.making.theme, options, store)
        if not gathered.numbering.images.files:  # they would be kept again and again
            pack.keep(name, *_packed(page))
    filled: list[tuple[Values, Filled]] = []
    for number, piece in enumerate(gathered.chapters, 1):
        values = _values(gathered, number, page.urls.get(number, []))
        filled.append((values, fill_chapter([], piece, values)))
    settle(edition, chapters, gathered, pack, _packed(page), filled, by_more=are_few)
    return _joined(page, [one for _, one in filled], gathered.written)


def fill_chapter(_: Sequence[object], piece: Piece, values: Values) -> Filled:
    """A chapter and its notes."""
    return Filled([], [fill(frame, piece.token, values) for frame in piece.frames])


def join_page(outside: Outside, chapters: Sequence[Filled], written: Messages) -> Rendering:
    """The page around these chapters."""
    return _joined(_unpacked(*outside), chapters, written)


def _joined(page: _Page, chapters: Sequence[Filled], written: Messages) -> Rendering:
    output = [page.pieces[0]]
    for (number, frame), piece in zip(page.gaps, page.pieces[1:], strict=True):
        output += chapters[number - 1].frames[frame], piece
    return Rendering(b"".join(output), (*written, *page.messages), page.assets)


def _packed(page: _Page) -> tuple[list[object], list[bytes]]:
    numbers, kinds = zip(*page.gaps, strict=True)
    row: list[object] = [numbers, "".join(map(str, kinds)), list(page.assets), pack_messages(page.messages)]
    return row, [*page.pieces, *page.assets.values()]


def _unpacked(row: Any, frames: Sequence[bytes]) -> _Page:
    numbers, kinds, assets, said = row
    pieces, files = frames[: len(numbers) + 1], frames[len(numbers) + 1 :]
    gaps = list(zip(numbers, map(int, kinds), strict=True))
    return _Page(pieces, gaps, {}, dict(zip(assets, files, strict=True)), unpack_messages(said))


def _words(gathered: Gathered, number: int) -> int:
    words: int = json.loads(gathered.chapters[number].more)["words"]
    return min(words, MANY_WORDS + 1)


def _make_page(gathered: Gathered, words: Sequence[int], theme: Theme, options: HtmlOptions, store: Store) -> _Page:
    numbering, opening = gathered.numbering, gathered.opening()
    text = settle_opening(gathered)
    markup = opening.markup
    if not markup.meta.description and markup.article.get("class") != "book" and text.find("p") is None:
        raise UncutError("it is described by words of a chapter")
    for number, numbers in enumerate(numbering.numbers[1:]):
        place = stand_in(text, number + 1)
        # whoever counts the words finds as many as are there, and whoever wants an identifier those that are taken
        place.text = f"{FILLER} " * words[number] if words else None
        for id in numbers.ids.values():
            if "contents" in id:
                etree.SubElement(place, "i", id=id)
        for name in numbers.pictures:
            if name:
                etree.SubElement(place, "img", src=f"images/{name}")
    notes = append_notes(gathered, theme)
    markup = replace(markup, contents=(*numbering.contents(), *notes), messages=())
    page = package_html(markup, theme, numbering.images, options, printing_of(numbering, store))
    pieces, gaps, urls, end = list[bytes](), list[tuple[int, int]](), dict[int, list[bytes]](), 0
    for found in _STAND_IN.finditer(page.output):
        pieces.append(page.output[end : found.start()])
        number, end = int(found["text"] or found["notes"]), found.end()
        gaps.append((number, _TEXT if found["text"] else _NOTES))
        if found["text"]:
            urls[number] = _SOURCE.findall(found["inside"])
    pieces.append(page.output[end:])
    return _Page(pieces, gaps, urls, page.assets, page.messages)


def _values(gathered: Gathered, number: int, urls: list[bytes]) -> Values:
    """What the marks of a chapter stand for; `urls` are those of pictures that are found."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number]
    known = {mark_name(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, (written, leads) in enumerate(zip(piece.links, numbers.links, strict=True)):
        known[mark_name(LINK, mark)] = _href(leads or f"#{written}")
    pictures = [mark for mark, name in enumerate(numbers.pictures) if name]
    known.update({mark_name(PICTURE, mark): url for mark, url in zip(pictures, urls, strict=True)})
    return with_numbers(known, piece, gathered.numbering, numbers.first_note)


def _written(element: _Element) -> bytes:
    data: bytes = etree.tostring(element, method="html", encoding="utf-8", with_tail=False)
    return data


def _href(target: str) -> bytes:
    """The attribute, with what a URL cannot hold percent-encoded as the writer of HTML does it."""
    link = _written(etree.Element("a", href=normalize("NFC", target)))
    return link[len(b"<a") : -len(b"></a>")]


FORM = Form(fill_chapter, join_page)
