"""An EPUB out of kept chapters, each of which is a file of it and is kept as it stands in the container too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from afgpub.chapters.binding import binding_of, kept_binding
from afgpub.chapters.book import Gathered, gather
from afgpub.chapters.making import Chapters
from afgpub.chapters.marking import ID, LINK, PICTURE, START, Marked
from afgpub.chapters.numbering import fill, values_of, whole_attributes
from afgpub.chapters.settled import settle, still_settled
from afgpub.plugins import Rendering
from afgpub.renderers.epub import EpubOptions
from afgpub.renderers.epub.archive import Member, make_member, write_members
from afgpub.renderers.epub.package import identifier_of
from afgpub.renderers.epub.pages import make_pages, valid_url
from afgpub.renderers.epub.xhtml import write_page
from afgpub.renderers.page_starts import BLOCKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from afgpub.chapters.pack import Pack
    from afgpub.chapters.store import Store


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


def assemble_epub(chapters: Chapters, options: EpubOptions, pack: Pack, store: Store, settings: str) -> Rendering:
    """The book as `render_epub` makes it of the whole."""
    if settled := still_settled(chapters, pack, by_more=True):
        binding, written, values = kept_binding(pack, settled.outside), settled.written, settled.values
    else:
        gathered = gather(chapters)
        name, binding = binding_of(gathered, chapters.making.theme, options, pack, store, settings)
        written = gathered.written
        values = {
            (number, 0): _values(gathered, number, file, binding.places) for file, number in binding.chapters.items()
        }
        settle(chapters, pack, name, gathered.pieces, values, gathered.numbering.broken)
    members, texts = dict(binding.members), dict(binding.texts)
    for file, number in binding.chapters.items():
        texts[file], members[file] = _file(chapters, number, file, values[number, 0], pack)
    identifier = binding.identifier or identifier_of(texts)
    for file, data in binding.identified.items():
        members[file] = make_member(file, data.replace(binding.stand_in.encode(), identifier.encode()))
    return Rendering(write_members(members), (*written, *binding.messages))


def _values(gathered: Gathered, number: int, file: str, places: Mapping[str, str]) -> list[bytes]:
    """What stands for the marks of a chapter, which is in `file`; `places` has the file of every identifier."""
    piece, numbers = gathered.pieces[number], gathered.numbering.numbers[number]
    known = {(ID, mark): id.encode() for mark, id in numbers.ids.items()}
    for mark, target in enumerate(numbers.links):
        place = places.get(target[1:]) if target else None
        url = target if place in (None, file) else f"{'../' * file.count('/')}{place}{target}"
        known[LINK, mark] = f' href="{url}"'.encode() if place else b""
    known.update({(PICTURE, mark): picture.encode() for mark, picture in enumerate(numbers.pictures)})
    first = numbers.first_note + 1
    known[START, 1] = b' start="%d"' % first if first > 1 else b""
    return values_of(piece, 0, known, gathered.numbering, numbers.first_note)


def _file(chapters: Chapters, number: int, file: str, values: Sequence[bytes], pack: Pack) -> tuple[bytes, Member]:
    """The file of a chapter, and how it stands in the container."""
    token = chapters.parts[number].token
    data = b"".join(fill(chapters.frame(number, 0), token, values))
    name, made_of = f"member {token}", b" ".join((chapters.digest(number).encode(), *values)).decode()
    kept = pack.value(name)
    if kept and kept[0] == made_of:
        return data, Member(pack.frames(name)[0], *kept[1:])
    member = make_member(file, data)
    pack.keep(name, [made_of, member.method, member.check, member.size], [member.data])
    return data, member
