"""All of an EPUB but its chapters: bound around stand-ins, and kept for as long as what it is made of is the same."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from lxml import etree

from afgpub.chapters.printing import printing_of
from afgpub.chapters.skeleton import digest_of_whole, settle_opening, stand_in
from afgpub.chapters.store import digest_of
from afgpub.document import Document
from afgpub.frozen import dataclass, replace
from afgpub.messages import message
from afgpub.plugins import Messages
from afgpub.renderers.cover import Cover, Words, make_cover
from afgpub.renderers.epub.archive import Member, make_member
from afgpub.renderers.epub.book import bind_book
from afgpub.renderers.epub.pages import places
from afgpub.renderers.epub.xhtml import Page, write_pages
from afgpub.worker.packing import pack_messages, unpack_messages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lxml.etree import _Element

    from afgpub.chapters.book import Gathered
    from afgpub.chapters.pack import Pack
    from afgpub.chapters.store import Store
    from afgpub.renderers.epub import EpubOptions
    from afgpub.theme import Theme

_IDENTIFIED = ("package.opf", "toc.ncx")
_TEXTS = ("text/", "images/")  # what the identifier is made of


@dataclass(frozen=True, slots=True)
class Binding:
    """The files of a book that are no chapters, as they stand in the container.

    `identified` are those that bear the identifier, with `stand_in` in its place; `identifier` is the one that the
    source gives, empty where it is made of the text: of `texts` and of the chapters. `chapters` has the numbers of the
    pieces that are files, `places` the file of every identifier.
    """

    members: Mapping[str, Member]
    texts: Mapping[str, bytes]
    identified: Mapping[str, bytes]
    stand_in: str
    identifier: str
    chapters: Mapping[str, int]
    places: Mapping[str, str]
    messages: Messages


def binding_of(
    gathered: Gathered, theme: Theme, options: EpubOptions, pack: Pack, store: Store, settings: str
) -> Binding:
    """The binding of a book, the kept one if it is of the same."""
    digest = digest_of_whole(gathered, digest_of(*(piece.more for piece in gathered.chapters)))
    name = f"binding {digest}"
    if pack.value(name) is not None:
        return unpack_binding(pack.value(name), pack.frames(name))
    binding, has_cover = _bind(gathered, theme, options, store, settings, f"urn:stand-in:{digest}")
    if not has_cover and not gathered.numbering.images.files:  # pictures are looked at every time
        pack.keep(name, *pack_binding(binding))
    return binding


def pack_binding(binding: Binding, *, with_places: bool = True) -> tuple[list[object], list[bytes]]:
    """A binding as JSON and bytes, if wanted with what is only asked for when chapters are filled in anew."""
    members = binding.members
    row = [
        [[name, member.method, member.check, member.size] for name, member in members.items()],
        list(binding.texts),
        list(binding.identified),
        binding.stand_in,
        binding.identifier,
        binding.chapters if with_places else {},
        binding.places if with_places else {},
        pack_messages(binding.messages),
    ]
    return row, [
        *(member.data for member in members.values()), *binding.texts.values(), *binding.identified.values()
    ]  # fmt: skip


def unpack_binding(row: Any, frames: Sequence[bytes]) -> Binding:
    """What `pack_binding` made."""
    members, texts, identified, stand_in, identifier, chapters, places, said = row
    data = iter(frames)
    return Binding(
        {name: Member(next(data), *facts) for name, *facts in members},
        {name: next(data) for name in texts},
        {name: next(data) for name in identified},
        stand_in,
        identifier,
        chapters,
        places,
        unpack_messages(said),
    )


def _bind(
    gathered: Gathered, theme: Theme, options: EpubOptions, store: Store, settings: str, identifier: str
) -> tuple[Binding, bool]:
    """The binding with `identifier` as its stand-in, and whether the text names a cover."""
    opening = gathered.opening()
    text = settle_opening(gathered)
    outside = tuple(message("link-outside", target=target) for target in _stand_in_all(gathered, text))
    markup = replace(opening.markup, contents=gathered.numbering.contents(), messages=outside)
    chapters: dict[str, int] = {}
    known: dict[str, str] = {}

    def write(pages: Iterable[Page]) -> dict[str, bytes]:
        pages = tuple(pages)
        for page in pages:
            for section in page.body.iter("section"):
                if number := section.get("data-chapter"):
                    chapters[page.name] = int(number)
        known.update(places(pages))
        return write_pages(page for page in pages if page.name not in chapters)

    def draw(words: Words, theme: Theme) -> Cover:
        return _drawn(words, theme, settings, store)

    files, recurring, messages = bind_book(
        Document(gathered.root()),
        markup,
        theme,
        gathered.numbering.images,
        options,
        printing_of(gathered.numbering, store),
        write,
        draw,
        lambda meta, _: meta.identifier.strip() or identifier,
    )
    identified = {name: files.pop(name) for name in _IDENTIFIED}
    return Binding(
        {name: _member(name, data, store if name in recurring else None) for name, data in files.items()},
        {name: data for name, data in files.items() if name.startswith(_TEXTS)},
        identified,
        identifier,
        markup.meta.identifier.strip(),
        chapters,
        known,
        messages,
    ), bool(markup.meta.cover)


def _stand_in_all(gathered: Gathered, text: _Element) -> list[str]:
    """Put stand-ins for all chapters into `text`; gives what links lead outside of the book."""
    markup, outside = gathered.opening().markup, list[str]()
    for number, (piece, numbers) in enumerate(zip(gathered.chapters, gathered.numbering.numbers[1:], strict=True), 1):
        place, known = stand_in(text, number), json.loads(piece.more)
        if known["lang"] != markup.lang:
            place.set("lang", known["lang"])
        if known["dir"] != markup.dir:
            place.set("dir", known["dir"])
        etree.SubElement(place, "h2")
        for lang in known["langs"]:
            etree.SubElement(place, "p", lang=lang)
        for described in known["images"]:
            etree.SubElement(place, "img", alt="-" if described else "")
        for id in numbers.ids.values():
            etree.SubElement(place, "i", id=id)
        for note in range(len(piece.notes)):
            etree.SubElement(place, "i", id=f"note-{numbers.first_note + note + 1}")
            etree.SubElement(place, "i", id=f"call-{numbers.first_note + note + 1}")
        outside += known["outside"]
    return outside


def _drawn(words: Words, theme: Theme, settings: str, store: Store) -> Cover:
    """A cover that is drawn, kept for as long as its words and the theme are the same."""
    key = digest_of(b"cover", settings.encode(), repr(words).encode("utf-8", "surrogatepass"))
    found = store.find(key)
    if found is not None and len(found) == 2:
        return Cover(found[0], found[1], words.alternative)
    made = make_cover(words, theme)
    store.keep(key, [made.svg, made.png])
    return made


def _member(name: str, data: bytes, store: Store | None) -> Member:
    """The file as it stands in the container, kept in `store` if there is one."""
    if store is None:
        return make_member(name, data)
    key = digest_of(b"member", name.encode(), data)
    found = store.find(key)
    if found is not None and len(found) == 2:
        return Member(found[1], *json.loads(found[0]))
    member = make_member(name, data, recurs=True)
    store.keep(key, [json.dumps([member.method, member.check, member.size]).encode(), member.data])
    return member
