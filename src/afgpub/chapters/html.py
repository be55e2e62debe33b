"""A web page out of kept chapters: it is made around stand-ins, which the chapters then take the places of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from lxml import etree

from afgpub.chapters.marking import ID, LINK, PICTURE, Marked
from afgpub.chapters.numbering import fill, whole_attributes
from afgpub.chapters.printing import printing_of
from afgpub.chapters.skeleton import FILLER, append_notes, settle_opening, stand_in
from afgpub.frozen import replace
from afgpub.plugins import Rendering
from afgpub.renderers.html import HtmlOptions, package_html
from afgpub.renderers.html.composition import compose
from afgpub.renderers.html.contents import MANY_SECTIONS, MANY_WORDS
from afgpub.renderers.page import break_lines
from afgpub.theme import Theme

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.chapters.book import Gathered
    from afgpub.chapters.store import Store

_CHAPTER = re.compile(rb'<section data-chapter="(\d+)">(.*?)</section>', re.DOTALL)
_NOTES = re.compile(rb'<li data-chapter="(\d+)">\xe2\x80\x8c</li>(?:\n<li>\xe2\x80\x8c</li>)*')
_SOURCE = re.compile(rb'src="([^"]*)"')


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


def assemble_html(gathered: Gathered, theme: Theme, options: HtmlOptions, store: Store) -> Rendering:
    """The page as `render_html` makes it of the whole."""
    numbering, opening = gathered.numbering, gathered.opening
    text = settle_opening(gathered)
    few = len(gathered.pieces) <= MANY_SECTIONS
    for number, (piece, numbers) in enumerate(zip(gathered.pieces, numbering.numbers[1:], strict=True)):
        place = stand_in(text, number)
        # whoever counts the words finds as many as are there, and whoever wants an identifier those that are taken
        place.text = f"{FILLER} " * min(piece.more["words"], MANY_WORDS + 1) if few else None
        for id in numbers.ids.values():
            if "contents" in id:
                etree.SubElement(place, "i", id=id)
        for name in numbers.pictures:
            if name:
                etree.SubElement(place, "img", src=f"images/{name}")
    notes = append_notes(gathered, theme)
    markup = replace(opening.markup, contents=(*numbering.contents(), *notes), messages=gathered.written)
    page = package_html(markup, theme, numbering.images, options, printing_of(numbering, store))
    output = _NOTES.sub(lambda found: _filled(gathered, int(found[1]), 1, []), page.output)
    output = _CHAPTER.sub(lambda found: _filled(gathered, int(found[1]), 0, _SOURCE.findall(found[2])), output)
    return replace(page, output=output)


def _filled(gathered: Gathered, number: int, frame: int, urls: list[bytes]) -> bytes:
    """The text (0) or the notes (1) of a chapter; `urls` are those of its pictures that are found."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number + 1]
    values = {(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, (written, leads) in enumerate(zip(piece.links, numbers.links, strict=True)):
        values[LINK, mark] = _href(leads or f"#{written}")
    for mark, url in zip([mark for mark, name in enumerate(numbers.pictures) if name], urls, strict=True):
        values[PICTURE, mark] = url
    return fill(piece, frame, values, gathered.numbering, numbers.first_note)


def _written(element: _Element) -> bytes:
    data: bytes = etree.tostring(element, method="html", encoding="utf-8", with_tail=False)
    return data


def _href(target: str) -> bytes:
    """The attribute, with what a URL cannot hold percent-encoded as the writer of HTML does it."""
    link = _written(etree.Element("a", href=normalize("NFC", target)))
    return link[len(b"<a") : -len(b"></a>")]
