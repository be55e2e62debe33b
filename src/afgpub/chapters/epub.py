"""An EPUB out of kept chapters, each of which is a file of it and is kept as it stands in the container too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from lxml import etree

from afgpub.chapters.binding import Binding, binding_of, pack_binding, unpack_binding
from afgpub.chapters.book import Gathered, gather
from afgpub.chapters.known import Filled
from afgpub.chapters.making import Chapters
from afgpub.chapters.marking import ID, LINK, PICTURE, START, Marked
from afgpub.chapters.numbering import Values, fill, mark_name, whole_attributes, with_numbers
from afgpub.chapters.renewal import Form
from afgpub.chapters.settled import settle
from afgpub.plugins import Rendering
from afgpub.renderers.epub import EpubOptions
from afgpub.renderers.epub.archive import Member, make_member, write_members
from afgpub.renderers.epub.package import identifier_of
from afgpub.renderers.epub.pages import make_pages, valid_url
from afgpub.renderers.epub.xhtml import write_page
from afgpub.renderers.page_starts import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from afgpub.chapters.edition import Edition
    from afgpub.chapters.known import Outside
    from afgpub.chapters.pack import Pack
    from afgpub.chapters.piece import Piece
    from afgpub.chapters.store import Store
    from afgpub.plugins import Messages


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


def assemble_epub(
    options: EpubOptions, chapters: Chapters, pack: Pack, store: Store, settings: str, edition: Edition
) -> Rendering:
    """The book as `render_epub` makes it of the whole."""
    gathered = gather(chapters)
    binding = binding_of(gathered, chapters.making.theme, options, pack, store, settings)
    before = {filled.row[2]: filled for filled in edition.filled()}  # by check sum: what is as it was is packed
    filled: list[tuple[Values, Filled]] = []
    for file, number in sorted(binding.chapters.items(), key=lambda row: row[1]):
        values, piece = _values(gathered, number, file, binding.places), gathered.pieces[number]
        filled.append((values, _filled(file, fill(piece.frames[0], piece.token, values), before)))
    settle(edition, chapters, gathered, pack, pack_binding(binding, with_places=False), filled, by_more=True)
    return _joined(binding, [one for _, one in filled], gathered.written)


def fill_chapter(row: Sequence[Any], piece: Piece, values: Values) -> Filled:
    """The file of a chapter that was in the container in that way: what is read, and what is packed."""
    return _filled(row[0], fill(piece.frames[0], piece.token, values), {})


def join_files(outside: Outside, chapters: Sequence[Filled], written: Messages) -> Rendering:
    """The container of these chapters."""
    return _joined(unpack_binding(*outside), chapters, written)


def _joined(binding: Binding, chapters: Sequence[Filled], written: Messages) -> Rendering:
    members, texts = dict(binding.members), dict(binding.texts)
    for (file, *facts), (text, data) in chapters:
        texts[file], members[file] = text, Member(data, *facts)
    identifier = binding.identifier or identifier_of(texts, has_pages=False)
    for file, data in binding.identified.items():
        members[file] = make_member(file, data.replace(binding.stand_in.encode(), identifier.encode()))
    return Rendering(write_members(members), (*written, *binding.messages))


def _filled(file: str, text: bytes, before: Mapping[int, Filled]) -> Filled:
    known = before.get(crc32(text)) if before else None
    if known and bytes(known.frames[0]) == text:
        return Filled([file, *known.row[1:]], known.frames)
    member = make_member(file, text)
    return Filled([file, member.method, member.check, member.size], [text, member.data])


def _values(gathered: Gathered, number: int, file: str, places: Mapping[str, str]) -> Values:
    """What stands for the marks of a chapter, which is in `file`; `places` has the file of every identifier."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number]
    known = {mark_name(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, target in enumerate(numbers.links):
        place = places.get(target[1:]) if target else None
        url = target if place in (None, file) else f"{'../' * file.count('/')}{place}{target}"
        known[mark_name(LINK, mark)] = f' href="{url}"'.encode() if place else b""
    known.update({mark_name(PICTURE, mark): picture.encode() for mark, picture in enumerate(numbers.pictures)})
    first = numbers.first_note + 1
    known[mark_name(START, 1)] = b' start="%d"' % first if first > 1 else b""
    return with_numbers(known, piece, gathered.numbering, numbers.first_note)


FORM = Form(fill_chapter, join_files)
