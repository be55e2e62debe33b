"""The shared XHTML of a book with stand-ins for its chapters: whoever packs it sees a whole book."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

from lxml import etree

from afgpub.chapters.marking import ID, LINK, PICTURE
from afgpub.renderers.markup import Entry
from afgpub.renderers.markup.titles import plain_title, shown_title

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.chapters.book import Gathered
    from afgpub.theme import Theme

FILLER = "\u200c"  # a letter that every face holds
_MARK = re.compile(r"zq[0-9a-f]{16}([a-z])(\d+)z")


def digest_of_whole(gathered: Gathered, *more: object) -> str:
    """A digest of all that the book is made of apart from what is in its chapters and pictures, and of `more`."""
    pieces, numbering = gathered.pieces, gathered.numbering
    opening = numbering.numbers[0]
    made_of = [
        gathered.key,
        sha256(b"\0".join([piece.contents for piece in pieces])).hexdigest(),
        pieces[0].decisions,
        [[*opening.ids.values()], opening.links],
        [[*numbers.ids.values()] for numbers in numbering.numbers],
        [numbers.pictures for numbers in numbering.numbers if numbers.pictures],
        [len(piece.notes) for piece in pieces],
        sorted((*place, "".join(sorted(letters))) for place, letters in numbering.letters().items()),
        [piece.missing for piece in pieces if piece.missing],
        more,
    ]
    return sha256(json.dumps(made_of).encode()).hexdigest()


def settle_opening(gathered: Gathered) -> _Element:
    """Fill in the marks of the opening, in its tree; gives the division that the chapters go into."""
    opening, numbers = gathered.opening(), gathered.numbering.numbers[0]
    article, links = opening.markup.article, opening.links
    for node in article.iter():
        for name in ("id", "href", "src"):
            value = node.get(name)
            found = _MARK.search(value) if value else None
            if not value or not found:
                continue
            number = int(found[2])
            if found[1] == ID:
                node.set(name, numbers.ids[number])
            elif found[1] == LINK:
                node.set(name, numbers.links[number] or f"#{links[number]}")
            elif found[1] == PICTURE:
                node.set(name, f"images/{numbers.pictures[number]}")
    text = article.find("div[@class='text']")
    return etree.SubElement(article, "div", {"class": "text"}) if text is None else text


def stand_in(text: _Element, number: int) -> _Element:
    """A section in the place of piece `number` of the book."""
    return etree.SubElement(text, "section", {"data-chapter": str(number)})


def append_notes(gathered: Gathered, theme: Theme) -> tuple[Entry, ...]:
    """The section of all notes with stand-ins, as the shared XHTML has it; gives its line in the contents."""
    numbering, markup = gathered.numbering, gathered.opening().markup
    if not numbering.notes:
        return ()
    attributes = {"class": "notes", "role": "doc-endnotes", "id": numbering.notes_id}
    section = etree.SubElement(markup.article, "section", attributes)
    heading = etree.SubElement(section, "h2")
    heading.text = theme.word("notes", markup.lang)
    items = etree.SubElement(section, "ol")
    for number, piece in enumerate(gathered.pieces):
        for note in range(len(piece.notes)):
            item = etree.SubElement(items, "li", {} if note else {"data-chapter": str(number)})
            item.text = FILLER  # an item with nothing in it is written without its end
    shown = shown_title(heading)
    return (Entry(plain_title(shown), numbering.notes_id, markup.lang, markup.dir, (), shown),)
