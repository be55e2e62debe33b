"""Lines that are no words: rules drawn with letters, running feet that a PDF left between the paragraphs."""

from __future__ import annotations

import re

from afgpub.document import Block, Paragraph, Text, ThematicBreak
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.metadata import Contact, Metadata
from afgpub.normaliser.contact import read_running_foot
from afgpub.walk import plain_text

_MARKS = frozenset("\u0640_=~*•·.—–-")
_RULE = re.compile(r"(?:[\u0640_=~*•·.—–-]\s?){3,}")
_REPEATED = re.compile(r"([\u0640_=~*•·.—–-])(?:\s?\1){2,}")


def clear_rules(blocks: tuple[Block, ...], meta: Metadata) -> tuple[tuple[Block, ...], Metadata, tuple[Message, ...]]:
    """The list with drawn rules as ThematicBreaks and without running feet, whose addresses go into `meta`."""
    messages: list[Message] = []
    contacts: dict[str, Contact] = {contact.text: contact for contact in meta.contacts}
    cleared: list[Block] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not all(isinstance(node, Text) for node in block.children):
            cleared.append(block)
            continue
        text = plain_text(block).strip()
        foot = read_running_foot(text)
        if foot is not None:
            messages.append(message("running-foot-dropped", block.span, text=text))
            contacts |= {contact.text: contact for contact in foot if contact.text not in contacts}
        elif text[:1] in _MARKS and _RULE.fullmatch(text) and _REPEATED.fullmatch(text):
            cleared.append(ThematicBreak(attrs=block.attrs, span=block.span))
        else:
            cleared.append(block)
    if messages:
        meta = replace(meta, contacts=tuple(contacts.values()))
    return tuple(cleared), meta, tuple(messages)
