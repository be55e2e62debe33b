"""The publication's name at the top of a page: above a contact line, or known by its own shape."""

from __future__ import annotations

import re

from afgpub.document import Block, Paragraph, Section
from afgpub.language import detect_language, letters_by_direction
from afgpub.metadata import Phrase
from afgpub.normaliser.contact import read_contact_line
from afgpub.normaliser.lines import is_plain
from afgpub.walk import plain_text

MAX_MASTHEAD = 100  # characters
_HALVES = re.compile(r"(.+?)\s*(?:\u0640{2,}|[–—]{1,2}|\s-{1,2}\s)\s*(.+)")
_DASHES = frozenset("\u0640–—-")


def read_masthead(blocks: tuple[Block, ...], titled: bool, lang: str | None) -> Phrase | None:
    """The publication's name, if the first of `blocks` is one.

    Either a short line of plain words right above a contact line, with more to come than that line; or one whose
    halves are the same words in turn, parted by a dash (`افغانستان آزاد ــ آزاد افغانستان`).
    """
    first = blocks[0]
    if isinstance(first, Section):
        line = first.title
    elif isinstance(first, Paragraph):
        line = first.children
    else:
        return None
    text = plain_text(line).strip()
    if not text or len(text) > MAX_MASTHEAD or not is_plain(line) or text.endswith((".", "!", "?", "؟", ":", "،", ",")):
        return None
    if not _is_mirrored(text):
        after = blocks[1] if len(blocks) > 1 else None
        if not isinstance(after, Paragraph) or not read_contact_line(after, lang) or len(blocks) < 3:
            return None
        if isinstance(first, Paragraph) and titled:
            return None
        if not titled and not any(isinstance(block, Section) for block in blocks[2:]) and isinstance(first, Section):
            return None
    left, right = letters_by_direction(text)
    return Phrase(text, detect_language(text, lang), "rtl" if right > left else "ltr")


def _is_mirrored(text: str) -> bool:
    halves = None if _DASHES.isdisjoint(text) else _HALVES.fullmatch(text)
    return bool(halves) and len(text.split()) > 3 and sorted(halves[1].split()) == sorted(halves[2].split())  # type: ignore[index]
