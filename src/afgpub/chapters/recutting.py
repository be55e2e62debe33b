"""A source cut at the headings where it was cut before, as bytes: what is known of a chapter need not be looked at.

What `cut_chapters` finds in a text is found here chapter by chapter, as a `Standing` that is kept. Where a chapter has
anything that cannot be told of it alone there is none, and the text is cut by `cut_chapters`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import AnyStr

from afgpub.chapters.cut import LOWEST, Cut, Standing, UncutError
from afgpub.chapters.cutting import ends_with_attributes, front_end, headings_of, refuse_what_stays_open
from afgpub.chapters.definitions import calls_in, parted
from afgpub.exceptions import SourceError
from afgpub.mojibake import has_mojibake
from afgpub.source import Source

_PROBE = "\n\n# -\n"


def standing_of(data: bytes | memoryview, *, front: bool = False) -> Standing | None:
    """How `data` stands, which begins with a heading or is the `front` of a text; None where that cannot be told."""
    text = _plain(bytes(data))
    if text is None:
        return None
    start = front_end(text) if front else 0
    if front and text.startswith("---") and not start:
        return None  # what ends it may come later
    try:
        refuse_what_stays_open(text, start)
        *headings, probe = headings_of(text.rstrip("\n") + _PROBE, start)
        body, tail = parted(Cut.of(text, 1))
    except (UncutError, ValueError):
        return None
    if probe[0] < len(text.rstrip("\n")) or bool(headings) == front or (headings and headings[0][0] != 0):
        return None
    top = headings[0][1] if headings else 0
    following = min((rank for _, rank in headings[1:]), default=LOWEST)
    calls = tuple(sorted(calls_in(body.text)))
    return Standing(text.count("\n"), top, following, ends_with_attributes(text), tuple(tail), calls)


def _plain(data: bytes) -> str | None:
    """The text of `data` where it is decoded as UTF-8 and nothing else, in whatever text it stands."""
    try:
        text, said = Source("", data).decode()
    except SourceError:
        return None
    return None if said or text.encode("utf-8", "replace") != data or has_mojibake(text) else text


def split(data: bytes, top: int) -> list[memoryview]:
    """What stands before the first heading of rank `top` after an empty line, and what begins with each."""
    begin = b"\n\n" + b"#" * top + b" "
    parts: list[memoryview] = []
    whole = memoryview(data)  # most parts need not be copied
    place, found = 0, data.find(begin)
    while found >= 0:
        parts.append(whole[place : found + 2])
        place, found = found + 2, data.find(begin, found + 2)
    parts.append(whole[place:])
    return parts


def changed_parts(count: int, before: Callable[[int], AnyStr], text: AnyStr, top: int) -> dict[int, AnyStr] | None:
    """Of what `split` finds in `text`, the parts by number that are others than `before`; None for more or fewer.

    `before` gives each of those that there were. Headings are looked for only between the first change and the last.
    """
    gap, begin = ("\n\n", "#" * top + " ") if isinstance(text, str) else (b"\n\n", b"#" * top + b" ")
    first, last, place, end = 0, count, 0, len(text)
    while first < last - 1:
        part = before(first)
        after = place + len(part)
        if not (text.startswith(part, place) and text.startswith(begin, after)):
            break
        first, place = first + 1, after
    while last > first + 1:
        part = before(last - 1)
        start = end - len(part)
        if start <= place or not (text.endswith(part, place, end) and text.endswith(gap, place, start)):
            break
        last, end = last - 1, start
    parts = text[place:end].split(gap + begin)
    parts[1:] = [begin + part for part in parts[1:]]
    parts[:-1] = [part + gap for part in parts[:-1]]
    if len(parts) != last - first:
        return None
    return {number: part for number, part in enumerate(parts, first) if part != before(number)}


def stand_together(standings: Sequence[Standing | None], top: int) -> bool:
    """Whether `cut_chapters` would cut a text into just these parts, and leave every note in its own."""
    if len(standings) < 3:
        return False
    homes: dict[str, int] = {}
    for number, one in enumerate(standings):
        if one is None or (one.top != top if number else one.top) or one.next <= top:
            return False
        if one.attributes and number < len(standings) - 1:
            return False
        for label in one.labels:
            if homes.setdefault(label, number) != number:
                return False
    if homes:
        rows = ((number, label) for number, one in enumerate(standings) if one for label in one.calls)
        return all(homes.get(label, number) == number for number, label in rows)
    return True
