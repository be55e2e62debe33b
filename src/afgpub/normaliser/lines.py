"""One short line of a page's head or end: what it adds to the metadata."""

from __future__ import annotations

from afgpub.document import Aside, Block, Code, Image, Inlines, Link, Note, NoteReference, Paragraph, Text
from afgpub.frozen import dataclass, replace
from afgpub.messages import Message, message
from afgpub.metadata import Metadata, Phrase
from afgpub.normaliser.byline import Byline, read_byline
from afgpub.normaliser.contact import read_contact_line
from afgpub.normaliser.credits import read_source, read_tags
from afgpub.normaliser.parts import read_part
from afgpub.walk import plain_text, walk


@dataclass(frozen=True, slots=True)
class Line:
    """The metadata with what a line says, a title that stood in it, and blocks that must stay in the text."""

    meta: Metadata
    messages: tuple[Message, ...]
    kept: tuple[Block, ...] = ()
    title: str = ""


def is_plain(line: Inlines) -> bool:
    """Whether nothing of a line is lost when only its text is kept: no note, no image, no link with other words."""
    for node in line:
        if isinstance(node, Text):
            continue
        for part in walk(node):
            if isinstance(part, Note | NoteReference | Image | Code):
                return False
            if isinstance(part, Link) and plain_text(part) not in (part.target, part.target.removeprefix("mailto:")):
                return False
    return True


def fill_in(
    block: Block, text: str, meta: Metadata, lang: str | None, *, titled: bool, labelled: bool = False
) -> Line | None:
    """What a line adds to `meta`, or None where it is not understood, or says again what is known.

    With `labelled` (for headings) a name must have a word before it that says whose it is.
    """
    text = text.strip()
    if isinstance(block, Paragraph):
        if not meta.contacts and (contact := read_contact_line(block, lang)):
            found = [message("contact-found", block.span, text=", ".join(c.text for c in contact.contacts))]
            found += [message("label-found", block.span, lang=p.lang or "?", text=p.text) for p in contact.labels]
            return Line(replace(meta, contacts=contact.contacts, labels=meta.labels or contact.labels), tuple(found))
        if credited := _credit(block, text, meta):
            return credited
    byline = read_byline(text)
    if byline and (not labelled or any(p.label for p in byline.contributors)):
        return _with_byline(block, meta, byline, titled)
    part = None if meta.part else read_part(text)
    if part and not (part.rest and (titled or not text.startswith(part.text))):
        found = [message("part-found", block.span, text=part.text)]
        return Line(replace(meta, part=part.as_part()), tuple(found), title=part.rest)
    return None


def _credit(block: Paragraph, text: str, meta: Metadata) -> Line | None:
    """A line on the source or the tags stays in the text, in a place of its own."""
    source = None if meta.source else read_source(text)
    if source:
        kept = (Aside((block,), "source", span=block.span),)
        found = (message("source-found", block.span, text=source.name.text),)
        return Line(replace(meta, source=source), found, kept)
    tags = () if meta.tags else read_tags(text)
    if tags:
        found = (message("tags-found", block.span, text=", ".join(tags)),)
        return Line(replace(meta, tags=tags), found, (Aside((block,), "tags", span=block.span),))
    return None


def _with_byline(block: Block, meta: Metadata, byline: Byline, titled: bool) -> Line | None:
    known = {person.role for person in meta.contributors}
    if known & {person.role for person in byline.contributors} or (byline.title and titled):
        return None
    if (byline.place and meta.place) or (byline.date and (meta.written if byline.written else meta.issued)):
        return None
    people = byline.contributors
    found = [message("contributor-found", block.span, role=p.role, text=p.name.text) for p in people]
    meta = replace(meta, contributors=meta.contributors + people, remarks=meta.remarks + byline.remarks)
    if byline.place:
        meta = replace(meta, place=byline.place)
        found.append(message("place-found", block.span, text=byline.place.text))
    if byline.impossible:
        meta = replace(meta, remarks=(*meta.remarks, Phrase(byline.impossible)))
        found.append(message("date-impossible", block.span, text=byline.impossible))
    if byline.date:
        day = byline.date.date
        if byline.date.ambiguous:
            meta = replace(meta, remarks=(*meta.remarks, Phrase(day.text)))
            found.append(message("date-ambiguous", block.span, text=day.text, iso=day.iso))
        elif byline.written:
            meta = replace(meta, written=day)
            found.append(message("date-written", block.span, text=day.text, iso=day.iso))
        else:
            meta = replace(meta, issued=day)
            found.append(message("date-issued", block.span, text=day.text, iso=day.iso))
    return Line(meta, tuple(found), title=byline.title)
