"""Tatweel, which stretches a word: inside words only, for the masthead's dash and rules of it are no letters."""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change

_STRETCHED = re.compile(
    "(?<=[\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06fa-\u06ff])\u0640+(?=[\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06fa-\u06ff])"
)


def find_tatweel(text: str) -> list[Change]:
    """Take out tatweel that has a letter on both sides."""
    if "\u0640" not in text:
        return []
    return [Change(*found.span(), "") for found in _STRETCHED.finditer(text)]
