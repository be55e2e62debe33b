"""The end of an article: the day it was written, alone on its line, and the paragraph on its author."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from afgpub.document import Aside, Block, Paragraph
from afgpub.messages import Message, message
from afgpub.metadata import Metadata
from afgpub.normaliser.dates import Reading, whole_date
from afgpub.walk import plain_text

_AFTER_NAME = re.compile(r"\s*(?:[–—,،-]|\b(?:is|was|are|ist|war|sind)\b)\s*")
MAX_BIO = 800  # characters


@dataclass(frozen=True, slots=True)
class Closing:
    """The blocks before the end, the note on the author, and the metadata with what the end said."""

    rest: tuple[Block, ...]
    bio: Aside | None
    meta: Metadata
    messages: tuple[Message, ...]


def read_closing(blocks: tuple[Block, ...], meta: Metadata, has_bio: bool = False) -> Closing:
    """Take the author's bio and the closing date off the end of the flat list `blocks`.

    A bio begins with the full name of a known contributor, then a dash, a comma or a form of "to be"; a closing
    date is a paragraph that holds one day and nothing else. With `has_bio` the text has its bio already.
    """
    messages: list[Message] = []
    bio: Aside | None = None
    if blocks and not has_bio and (name := _bio_of(blocks[-1], meta)):
        bio = Aside((blocks[-1],), "bio", span=blocks[-1].span)
        messages.append(message("bio-found", blocks[-1].span, name=name))
        blocks = blocks[:-1]
    last = blocks[-1] if blocks else None
    day = whole_date(plain_text(last)) if isinstance(last, Paragraph) and not meta.written else None
    if isinstance(day, Reading) and isinstance(last, Paragraph):
        messages.insert(0, message("date-written", last.span, text=day.date.text, iso=day.date.iso))
        if day.ambiguous:
            messages.insert(1, message("date-ambiguous", last.span, text=day.date.text, iso=day.date.iso))
        meta = replace(meta, written=day.date)
        blocks = blocks[:-1]
    return Closing(blocks, bio, meta, tuple(messages))


def _bio_of(block: Block, meta: Metadata) -> str | None:
    if not isinstance(block, Paragraph):
        return None
    text = plain_text(block).strip()
    for person in meta.contributors:
        name = person.name.text
        if len(text) <= MAX_BIO and text.startswith(name) and _AFTER_NAME.match(text, len(name)):
            return name
    return None
