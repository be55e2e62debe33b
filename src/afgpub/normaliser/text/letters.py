"""Arabic yeh and kaf in Persian words (as Arabic keyboards and windows-1256 write them) become the Persian letters.

In Persian and Dari only. Pashto has ي ی ې ۍ ئ as five letters, Urdu and Arabic have their own: a clause that bears
any sign of another language is left alone whole, even in a Persian text.
"""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change
from afgpub.normaliser.text.languages import clauses, is_foreign, may_be_foreign

_ARABIC = re.compile("[يىك](?![\u0670\u0654\u0655])")  # not under a small alef or a hamza
_PERSIAN = {"ي": "ی", "ى": "ی", "ك": "ک"}


def find_letters(text: str) -> list[Change]:
    """ي and ى become ی, ك becomes ک. A ى that bears a hamza or a small alef stays."""
    if not any(map(text.__contains__, _PERSIAN)):
        return []
    changes: list[Change] = []
    doubtful = may_be_foreign(text)
    for start, clause in clauses(text) if doubtful else ((0, text),):
        found = [Change(place := start + hit.start(), place + 1, _PERSIAN[hit[0]]) for hit in _ARABIC.finditer(clause)]
        if found and not (doubtful and is_foreign(clause)):
            changes += found
    return changes
