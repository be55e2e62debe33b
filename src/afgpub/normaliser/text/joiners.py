"""The zero-width non-joiner: kept where it keeps letters apart, taken away where it does nothing."""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change

_ZWNJ = "\u200c"
_RUN = re.compile("\u200c+")
_LETTERS = "\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufefc"
_MARKS = "\u064b-\u0670"
_LETTER = re.compile(f"[{_LETTERS}{_MARKS}]")
# One that is doubled, or has something else than a letter on a side: of the others nothing is to be said.
_DOUBTFUL = re.compile(f"{_ZWNJ}(?:(?![{_LETTERS}{_MARKS}])|(?<![{_LETTERS}{_MARKS}]{_ZWNJ}))")


def find_idle_joiners(text: str) -> list[Change]:
    """Doubled ones become one; one at the edge of a word of the Arabic script goes.

    After a letter that joins to nothing (وزیر‌ها) it is idle too, but it is what the author typed and it is kept.
    Scripts of India use the same character in other ways: beside their letters nothing is done.
    """
    if _ZWNJ not in text or not _DOUBTFUL.search(text):
        return []
    changes: list[Change] = []
    for found in _RUN.finditer(text):
        start, end = found.span()
        before, after = text[start - 1 : start], text[end : end + 1]
        inside = _is_letter(before) and _is_letter(after)
        if not inside and not (_is_edge(before) or _is_edge(after)):
            inside = True
        new = _ZWNJ if inside else ""
        if new != found[0]:
            changes.append(Change(start, end, new))
    return changes


def _is_letter(character: str) -> bool:
    return _LETTER.match(character) is not None


def _is_edge(character: str) -> bool:
    return not character or character.isspace() or character in '.,،؛؟!:()[]«»"…'
