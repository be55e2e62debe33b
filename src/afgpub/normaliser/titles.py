"""What a title's line says beside the title: which part it is, who wrote it; and the place that opens a report."""

from __future__ import annotations

import re

from afgpub.document import Inlines, Paragraph, Text
from afgpub.frozen import dataclass
from afgpub.metadata import Contributor, Phrase
from afgpub.normaliser.byline import read_byline
from afgpub.normaliser.names import is_place
from afgpub.normaliser.parts import PartMark, read_part
from afgpub.walk import plain_text

# `KABUL — `, `KABUL, Afghanistan (Agency) – `, `کابل (آژانس) - `
_DATELINE = re.compile(r"(?P<place>[^()–—:.؛!؟]{2,40}?)\s*(?:\((?P<outlet>[^)]{1,30})\)\s*)?[–—-]{1,2}\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class SplitTitle:
    """A title by itself, the part mark and the people that stood in its line."""

    title: Inlines
    part: PartMark | None = None
    contributors: tuple[Contributor, ...] = ()


def split_title(title: Inlines) -> SplitTitle:
    """Take `(Part 2)`, `بخش دوم -` and `: بقلم NAME` off a title of plain text; any other title stays whole."""
    if not all(isinstance(node, Text) for node in title):
        return SplitTitle(title)
    text = plain_text(title).strip()
    byline = read_byline(text)
    people: tuple[Contributor, ...] = ()
    if byline and byline.title and byline.contributors and not (byline.date or byline.remarks or byline.place):
        text, people = byline.title, byline.contributors
    part = read_part(text)
    if part and part.rest and (part.number or part.last):
        text = part.rest
    else:
        part = None
    if not people and not part:
        return SplitTitle(title)
    return SplitTitle((Text(text, attrs=title[0].attrs, span=title[0].span),), part, people)


def read_dateline(paragraph: Paragraph) -> tuple[Phrase, tuple[Phrase, ...]] | None:
    """The place that opens a report and the agencies in brackets after it (`KABUL (Reuters) — Two ministers …`).

    The place is in capitals, or one that we know; the line itself stays as it is.
    """
    found = _DATELINE.match(plain_text(paragraph).lstrip())
    if not found:
        return None
    place = found["place"].strip()
    capitals = place.split(",")[0].strip()
    if not is_place(place) and not (len(capitals) >= 4 and capitals.isupper() and capitals.replace(" ", "").isalpha()):
        return None
    outlets = re.split(r"\s*[/،,]\s*", found["outlet"]) if found["outlet"] else []
    return Phrase(place), tuple(Phrase(outlet.strip()) for outlet in outlets if outlet.strip())
