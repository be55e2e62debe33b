"""Days as people write them: `11.06.2024`, `2024-06-11`, `11 June 2024`, `June 11, 2024`, `11. Juni 2024`.

Any decimal digits count (Persian and Arabic ones too). With numbers alone the day comes first, as all the languages
of afgpub have it; a slash, which Americans put after the month, leaves a doubt where both readings are days.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from afgpub.metadata import Date

_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "jan feb mar apr may jun jul aug sep oct nov dec",
    )
    for number, name in enumerate(names.split(), 1)
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_FORMS = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})(?P<mark>[./-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"),
    re.compile(rf"(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s+(?P<name>{_NAME})\.?,?\s+(?P<year>\d{{4}})", re.I),
    re.compile(rf"(?P<name>{_NAME})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})", re.I),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A day found in a text: where it stands, and whether another reading of it is as good."""

    date: Date
    start: int
    end: int
    ambiguous: bool = False


@dataclass(frozen=True, slots=True)
class Impossible:
    """Something in the form of a day that no calendar has, such as 31.02.2024."""

    text: str


def ascii_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0 to 9; its length stays."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def find_date(text: str) -> Reading | Impossible | None:
    """The first day in `text`, as a whole word; Impossible where its numbers are no Gregorian day."""
    plain = ascii_digits(text)
    for form in _FORMS:
        for found in form.finditer(plain):
            if _is_word(plain, found.start(), found.end()):
                return _reading(found, text)
    return None


def whole_date(text: str) -> Reading | Impossible | None:
    """Like `find_date`, but only where the day is all that `text` holds."""
    found = find_date(text.strip())
    if isinstance(found, Reading) and (found.start, found.end) != (0, len(text.strip())):
        return None
    if isinstance(found, Impossible) and found.text != text.strip():
        return None
    return found


def _is_word(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _reading(found: re.Match[str], text: str) -> Reading | Impossible:
    parts = found.groupdict()
    original = text[found.start() : found.end()]
    month = _MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["month"])
    day = int(parts["day"])
    ambiguous = parts.get("mark") == "/" and month <= 12 and day <= 12 and day != month
    try:
        iso = date(int(parts["year"]), month, day).isoformat()
    except ValueError:
        return Impossible(original)
    return Reading(Date(iso, original), found.start(), found.end(), ambiguous)
