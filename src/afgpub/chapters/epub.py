"""An EPUB out of kept chapters, each of which is a file of it and is kept as it stands in the container too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.chapters.binding import binding_of
from afgpub.chapters.marking import ID, LINK, PICTURE, START, Marked
from afgpub.chapters.numbering import fill, whole_attributes
from afgpub.chapters.store import digest_of
from afgpub.plugins import Rendering
from afgpub.renderers.epub import EpubOptions
from afgpub.renderers.epub.archive import Member, make_member, write_members
from afgpub.renderers.epub.package import identifier_of
from afgpub.renderers.epub.pages import make_pages, valid_url
from afgpub.renderers.epub.xhtml import write_page
from afgpub.renderers.page_starts import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from afgpub.chapters.book import Gathered
    from afgpub.chapters.pack import Pack
    from afgpub.chapters.store import Store
    from afgpub.theme import Theme


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
    gathered: Gathered, theme: Theme, options: EpubOptions, pack: Pack, store: Store, settings: str
) -> Rendering:
    """The book as `render_epub` makes it of the whole."""
    binding = binding_of(gathered, theme, options, pack, store, settings)
    members, texts = dict(binding.members), dict(binding.texts)
    for name, number in binding.chapters.items():
        texts[name], members[name] = _chapter(gathered, number, name, binding.places, pack)
    identifier = binding.identifier or identifier_of(texts)
    for name, data in binding.identified.items():
        members[name] = make_member(name, data.replace(binding.stand_in.encode(), identifier.encode()))
    return Rendering(write_members(members), (*gathered.written, *binding.messages))


def _chapter(gathered: Gathered, number: int, name: str, places: Mapping[str, str], pack: Pack) -> tuple[bytes, Member]:
    """The file `name`, and how it stands in the container; `places` has the file of every identifier."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number]
    values = {(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, target in enumerate(numbers.links):
        place = places.get(target[1:]) if target else None
        url = target if place in (None, name) else f"{'../' * name.count('/')}{place}{target}"
        values[LINK, mark] = f' href="{url}"'.encode() if place else b""
    values.update({(PICTURE, mark): picture.encode() for mark, picture in enumerate(numbers.pictures)})
    first = numbers.first_note + 1
    values[START, 1] = b' start="%d"' % first if first > 1 else b""
    pieces = fill(piece, 0, values, gathered.numbering, numbers.first_note)
    data = b"".join(pieces)
    entry = f"member {piece.token}"
    filled_with = digest_of(*pieces[1::2], piece.decisions.encode(), repr(piece.states).encode())
    kept = pack.value(entry)
    if kept and kept[0] == filled_with:
        return data, Member(pack.frames(entry)[0], *kept[1:])
    member = make_member(name, data)
    pack.keep(entry, [filled_with, member.method, member.check, member.size], [member.data])
    return data, member
