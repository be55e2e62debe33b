"""Lines that say where a text is from, or what it is about: `First published in …`, `منبع: …`, `Tags: …`."""

from __future__ import annotations

import re

from afgpub.language import detect_language, letters_by_direction
from afgpub.metadata import Credit, Phrase
from afgpub.normaliser.dates import Reading, find_date
from afgpub.normaliser.words import SOURCE_LABELS, TAG_LABELS, fold, labelled

MAX_NAME = 80  # characters
_MARKS = re.compile(r"\s*[,،;؛|·•#]\s*")
_BEFORE_DATE = re.compile(r"[\s,،(–—-]*\b(?:in|on|of|am|im|vom|در|په)?\s*$", re.I)


def read_source(text: str) -> Credit | None:
    """The publication that a text was taken from, and when it came out there."""
    words = text.split()
    rest = ""
    found = labelled(text, SOURCE_LABELS)
    if found:
        rest = found[1]
    elif words and SOURCE_LABELS.may_begin(words[0]):
        for count in range(min(5, len(words) - 1), 1, -1):
            if fold(" ".join(words[:count])) in SOURCE_LABELS:
                rest = " ".join(words[count:])
                break
    if not rest:
        return None
    day = find_date(rest)
    date = day.date if isinstance(day, Reading) and not day.ambiguous else None
    name = rest
    if isinstance(day, Reading):
        name = _BEFORE_DATE.sub("", rest[: day.start]) or rest
    name = name.strip(' .،,«»"“”')
    if not name or len(name) > MAX_NAME:
        return None
    left, right = letters_by_direction(name)
    return Credit(Phrase(name, detect_language(name), "rtl" if right > left else "ltr"), date)


def read_tags(text: str) -> tuple[str, ...]:
    """The tags of a line such as `Tags: peace, women`, `برچسب‌ها: صلح، زنان`; empty where it is no such line."""
    found = labelled(text, TAG_LABELS)
    if not found:
        return ()
    tags = tuple(tag.strip(" .") for tag in _MARKS.split(found[1]))
    return tuple(tag for tag in tags if tag)
