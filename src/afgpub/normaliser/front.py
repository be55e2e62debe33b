"""The head of a portal's page: masthead, contact line, byline, title, in whatever order they stand before the text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from afgpub.document import Block, Code, Image, Inlines, Link, Note, NoteReference, Paragraph, Section
from afgpub.language import detect_language, letters_by_direction
from afgpub.messages import Message, message
from afgpub.metadata import Metadata, Phrase
from afgpub.normaliser.byline import Byline, read_byline
from afgpub.normaliser.contact import ContactLine, read_contact_line
from afgpub.normaliser.dates import Impossible, Reading, whole_date
from afgpub.normaliser.outline import is_heading
from afgpub.walk import plain_text, walk

MAX_HEAD = 12  # blocks that are looked at
MAX_LINE = 160  # characters; a longer paragraph is the text itself
MAX_MASTHEAD = 100


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a text says, and the blocks that are left."""

    meta: Metadata
    title: Section | None
    rest: tuple[Block, ...]
    messages: tuple[Message, ...]


def read_front(blocks: tuple[Block, ...], meta: Metadata, titled: bool, lang: str | None) -> Front:
    """Take masthead, contact line, byline and title off the top of the flat list `blocks`.

    What front matter has said already (`meta`, `titled`) is kept. Only short lines before the running text and
    before the second heading are looked at; a line that is not fully understood stays where it is.
    """
    messages: list[Message] = []
    title: Section | None = None
    kept: list[Block] = []
    position = 0
    if blocks and not meta.publication:
        publication = _masthead(blocks[0], blocks[1:MAX_HEAD], titled, lang)
        if publication:
            meta = replace(meta, publication=publication)
            messages.append(message("publication-found", blocks[0].span, text=publication.text))
            position = 1
    for block in blocks[position:MAX_HEAD]:
        line = _read_line(block, meta, lang)
        if line:
            meta = line.meta
            messages += line.messages
            kept += line.kept
        elif is_heading(block) and not title and not titled and (messages or not kept):
            title = block
            messages.append(message("title-found", block.span, text=plain_text(block.title)))
        elif _is_short(block) and not title and not titled:
            kept.append(block)
        else:
            break
        position += 1
    return Front(meta, title, (*kept, *blocks[position:]), tuple(messages))


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(plain_text(block)) <= MAX_LINE


def _is_plain(line: Inlines) -> bool:
    """Whether nothing of a line is lost when only its text is kept: no note, no image, no link with words."""
    for node in line:
        for part in walk(node):
            if isinstance(part, Note | NoteReference | Image | Code):
                return False
            if isinstance(part, Link) and plain_text(part) not in (part.target, part.target.removeprefix("mailto:")):
                return False
    return True


def _masthead(block: Block, following: tuple[Block, ...], titled: bool, lang: str | None) -> Phrase | None:
    """The publication's name, if `block` is a short line right above a contact line and the title comes later."""
    if isinstance(block, Section):
        line = block.title
    elif isinstance(block, Paragraph) and not titled:
        line = block.children
    else:
        return None
    text = plain_text(line).strip()
    if not _is_plain(line) or text.endswith((".", "!", "?", "؟", ":", "،", ",")):
        return None
    after = following[0] if following else None
    if not text or len(text) > MAX_MASTHEAD or not isinstance(after, Paragraph) or not read_contact_line(after, lang):
        return None
    if not titled and not any(is_heading(later) for later in following):
        return None
    left, right = letters_by_direction(text)
    return Phrase(text, detect_language(text, lang), "rtl" if right > left else "ltr")


@dataclass(frozen=True, slots=True)
class _Line:
    meta: Metadata
    messages: tuple[Message, ...]
    kept: tuple[Block, ...] = ()


def _read_line(block: Block, meta: Metadata, lang: str | None) -> _Line | None:
    """What a short paragraph of the head adds to `meta`, or None where it is not a line of the head."""
    if not isinstance(block, Paragraph) or not _is_short(block) or not _is_plain(block.children):
        return None
    if not meta.contacts and (contact := read_contact_line(block, lang)):
        return _with_contact(block, meta, contact)
    if byline := read_byline(block):
        return _with_byline(block, meta, byline)
    if not meta.issued and isinstance(day := whole_date(plain_text(block)), Reading | Impossible):
        return _with_date(block, meta, day)
    return None


def _with_contact(block: Paragraph, meta: Metadata, contact: ContactLine) -> _Line:
    found = [message("contact-found", block.span, text=", ".join(c.text for c in contact.contacts))]
    found += [message("label-found", block.span, lang=label.lang or "?", text=label.text) for label in contact.labels]
    return _Line(replace(meta, contacts=contact.contacts, labels=meta.labels or contact.labels), tuple(found))


def _with_byline(block: Paragraph, meta: Metadata, byline: Byline) -> _Line | None:
    known = {person.role for person in meta.contributors}
    if known & {person.role for person in byline.contributors} or (byline.date and meta.issued):
        return None
    if byline.impossible:
        return _Line(meta, (message("date-impossible", block.span, text=byline.impossible),), (block,))
    people = byline.contributors
    found = [message("contributor-found", block.span, role=p.role, text=p.name.text) for p in people]
    meta = replace(meta, contributors=meta.contributors + people)
    dated = _with_date(block, meta, byline.date) if byline.date else None
    return _Line(dated.meta, (*found, *dated.messages)) if dated else _Line(meta, tuple(found))


def _with_date(block: Paragraph, meta: Metadata, day: Reading | Impossible) -> _Line:
    if isinstance(day, Impossible):
        return _Line(meta, (message("date-impossible", block.span, text=day.text),), (block,))
    found = [message("date-issued", block.span, text=day.date.text, iso=day.date.iso)]
    if day.ambiguous:
        found.append(message("date-ambiguous", block.span, text=day.date.text, iso=day.date.iso))
    return _Line(replace(meta, issued=day.date), tuple(found))
