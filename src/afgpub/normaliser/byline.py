"""The line that says who wrote the text and when: `Author: NAME 11.06.2024`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from afgpub.document import Paragraph
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.metadata import Contributor, Phrase
from afgpub.normaliser.dates import Impossible, Reading, find_date
from afgpub.walk import plain_text

_LABELS = {
    "author": (
        "written by", "authors", "author", "by",
        "geschrieben von", "autorin", "autoren", "autor", "verfasser", "von",
        "نویسندگان", "نویسنده", "نوشته", "به قلم",
        "لیکونکی", "ليکونکی", "لیکوال", "ليکوال", "لیکنه", "ليکنه",
    ),
    "translator": (
        "translated by", "translator", "übersetzt von", "übersetzung", "مترجم", "ترجمه", "ژباړونکی", "ژباړن", "ژباړه",
    ),
}  # fmt: skip
_ROLES = {label: role for role, labels in _LABELS.items() for label in labels}
_LABEL = re.compile(rf"(?P<label>{'|'.join(sorted(_ROLES, key=len, reverse=True))})(?P<colon>\s*[:：]\s*|\s+)", re.I)
_PARTING = re.compile(r"\s*(?:,|،|;|؛|&|\band\b|\bund\b)\s*")
_BARE = frozenset(("by", "von", "written by", "geschrieben von", "translated by", "übersetzt von", "به قلم"))
MAX_NAME = 60  # characters


@dataclass(frozen=True, slots=True)
class Byline:
    """People and the day after them; `impossible` is a date that no calendar has."""

    contributors: tuple[Contributor, ...]
    date: Reading | None = None
    impossible: str = ""


def read_byline(paragraph: Paragraph) -> Byline | None:
    """What a byline says, or None where the paragraph is none.

    A byline begins with a word for the writer, then a colon (after `by` and its like a space will do), one name or
    more and at most one date, and nothing else: what cannot be understood stays in the text.
    """
    text = plain_text(paragraph).strip()
    found = _LABEL.match(text)
    if not found:
        return None
    key = found["label"].lower()
    if not found["colon"].strip() and key not in _BARE:
        return None
    rest, day = text[found.end() :], None
    dated = find_date(rest)
    impossible = dated.text if isinstance(dated, Impossible) else ""
    if isinstance(dated, Reading):
        if rest[dated.end :].strip(" .,،"):
            return None
        rest, day = rest[: dated.start], dated
    elif impossible:
        rest = rest.replace(impossible, "")
    names = [name.strip(" .,،-–—·|") if len(name) > 2 else name for name in _PARTING.split(rest.strip())]
    names = [name for name in names if name]
    if not names or any(not _is_name(name) for name in names):
        return None
    label = _phrase(found["label"])
    people = (Contributor(_phrase(name), _ROLES[key], label if not n else None) for n, name in enumerate(names))
    return Byline(tuple(people), day, impossible)


def _is_name(text: str) -> bool:
    if len(text) > MAX_NAME or any(c.isdecimal() or c in ":!?؟" for c in text):
        return False
    words = text.split()
    return len(words) <= 6 and all(not word[0].islower() or word in _PARTICLES for word in words)


_PARTICLES = frozenset(["von", "van", "de", "der", "den", "al", "el", "bin", "ibn", "zu", "of", "ul", "ur"])


def _phrase(text: str) -> Phrase:
    left, right = letters_by_direction(text)
    if right > left:
        lang = detect_language(text)
        return Phrase(text, lang, direction_of(lang) if lang else "rtl")
    return Phrase(text, None, "ltr")
