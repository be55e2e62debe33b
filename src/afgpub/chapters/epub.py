"""An EPUB out of kept chapters, each of which is a file of it: the book is bound around stand-ins for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.chapters.marking import ID, LINK, PICTURE, START, Marked
from afgpub.chapters.numbering import fill, whole_attributes
from afgpub.chapters.printing import printing_of
from afgpub.chapters.skeleton import settle_opening, stand_in
from afgpub.chapters.store import digest_of
from afgpub.document import Document
from afgpub.frozen import replace
from afgpub.messages import message
from afgpub.plugins import Rendering
from afgpub.renderers.cover import Cover, Words, make_cover
from afgpub.renderers.epub import EpubOptions
from afgpub.renderers.epub.archive import deflate, is_packed, write_archive
from afgpub.renderers.epub.book import bind_book
from afgpub.renderers.epub.pages import make_pages, places, valid_url
from afgpub.renderers.epub.xhtml import Page, write_page, write_pages
from afgpub.renderers.page_starts import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from afgpub.chapters.book import Gathered
    from afgpub.chapters.store import Store
    from afgpub.theme import Theme

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def write_chapter(marked: Marked) -> tuple[dict[str, object], list[bytes]]:
    """The file of a chapter, and what the package must know of it."""
    article = marked.markup.article
    header = etree.Element("header")  # so that the chapter is not the first file
    article.insert(0, header)
    page = make_pages(marked.markup, "", split=True)[1]
    outside: list[str] = []
    for image in page.body.iter("img"):
        image.set("src", page.up + image.get("src", ""))
    for link in page.body.iter("a"):
        target = link.get("href", "")
        if target.startswith(("#", marked.token)):
            continue
        url = valid_url(target)
        if url is None:
            del link.attrib["href"]
            outside.append(target)
        else:
            link.set("href", url)
    for items in page.body.iterfind(".//section[@role='doc-endnotes']/ol"):
        items.set("start", marked.mark(START, 1))
    blocks = (block.get("lang") for block in page.body.iter("section", *BLOCKS))
    more: dict[str, object] = {
        "outside": outside,
        "lang": page.lang,
        "dir": page.dir,
        "langs": list(dict.fromkeys(lang for lang in blocks if lang)),
        "images": [bool((image.get("alt") or "").strip()) for image in page.body.iter("img")],
    }
    return more, [whole_attributes(write_page(page), marked.token)]


def assemble_epub(gathered: Gathered, theme: Theme, options: EpubOptions, store: Store, settings: str) -> Rendering:
    """The book as `render_epub` makes it of the whole."""
    document = Document(gathered.root)
    numbering, opening = gathered.numbering, gathered.opening
    text = settle_opening(gathered)
    for number, (piece, numbers) in enumerate(zip(gathered.pieces, numbering.numbers[1:], strict=True)):
        place = stand_in(text, number)
        if piece.more["lang"] != opening.markup.lang:
            place.set("lang", piece.more["lang"])
        if piece.more["dir"] != opening.markup.dir:
            place.set("dir", piece.more["dir"])
        etree.SubElement(place, "h2")
        for lang in piece.more["langs"]:
            etree.SubElement(place, "p", lang=lang)
        for described in piece.more["images"]:
            etree.SubElement(place, "img", alt="-" if described else "")
        for id in numbers.ids.values():
            etree.SubElement(place, "i", id=id)
        for note in range(len(piece.notes)):
            etree.SubElement(place, "i", id=f"note-{numbers.first_note + note + 1}")
            etree.SubElement(place, "i", id=f"call-{numbers.first_note + note + 1}")
    targets = (target for piece in gathered.pieces for target in piece.more["outside"])
    outside = [message("link-outside", target=target) for target in targets]
    markup = replace(opening.markup, contents=numbering.contents(), messages=(*gathered.written, *outside))
    chapters: dict[str, int] = {}

    def write(pages: Iterable[Page]) -> dict[str, bytes]:
        pages = tuple(pages)
        for page in pages:
            for section in page.body.iterfind(".//section[@data-chapter]"):
                chapters[page.name] = int(section.get("data-chapter", ""))
        known = places(pages)
        files = write_pages(page for page in pages if page.name not in chapters)
        for page in pages:
            if page.name in chapters:
                files[page.name] = _filled(gathered, chapters[page.name], page, known)
        return files

    def draw(words: Words, theme: Theme) -> Cover:
        return _drawn(words, theme, settings, store)

    printing = printing_of(numbering, store)
    files, _, messages = bind_book(document, markup, theme, numbering.images, options, printing, write, draw)
    return Rendering(
        write_archive(files, (), {name: _deflated(data, store) for name, data in files.items() if not is_packed(name)}),
        messages,
    )


def _filled(gathered: Gathered, number: int, page: Page, known: Mapping[str, str]) -> bytes:
    """The file of a chapter; `known` has the file of every identifier."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number + 1]
    values = {(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, target in enumerate(numbers.links):
        place = known.get(target[1:]) if target else None
        url = target if place in (None, page.name) else f"{page.up}{place}{target}"
        values[LINK, mark] = f' href="{url}"'.encode() if place else b""
    values.update({(PICTURE, mark): name.encode() for mark, name in enumerate(numbers.pictures)})
    first = numbers.first_note + 1
    values[START, 1] = b' start="%d"' % first if first > 1 else b""
    return fill(piece, 0, values, gathered.numbering, numbers.first_note)


def _drawn(words: Words, theme: Theme, settings: str, store: Store) -> Cover:
    """A cover that is drawn, kept for as long as its words and the theme are the same."""
    key = digest_of(b"cover", settings.encode(), repr(words).encode("utf-8", "surrogatepass"))
    found = store.find(key)
    if found is not None and len(found) == 2:
        return Cover(found[0], found[1], words.alternative)
    made = make_cover(words, theme)
    store.keep(key, [made.svg, made.png])
    return made


def _deflated(data: bytes, store: Store) -> bytes:
    key = digest_of(b"deflated", data)
    found = store.find(key)
    if found is not None and len(found) == 1:
        return found[0]
    packed = deflate(data)
    store.keep(key, [packed])
    return packed
