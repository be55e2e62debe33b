"""Lines that say who, when and where: `Author: NAME 11.06.2024`, `25.07.2024 NAME`, `نویسنده: … مترجم: …`.

A line is taken apart from its surest pieces inwards: dates, hours, labelled people, then what stands between
separators. If a piece stays that is neither a name nor a place, the line is none of ours.
"""

from __future__ import annotations

import re
from functools import lru_cache

from afgpub.frozen import dataclass, replace
from afgpub.metadata import Contributor, Phrase
from afgpub.normaliser.dates import Impossible, Reading, find_date
from afgpub.normaliser.digits import count_digits
from afgpub.normaliser.names import PLACES, is_name, is_place, split_names
from afgpub.normaliser.words import BARE, DATE_LABELS, ROLES, Table, fold, matches

_LABELS = frozenset(label for labels in ROLES.values() for label in labels)
_PEOPLE = ROLES["author"] + ROLES["translator"]
MAX_LINE = 400  # characters; no line of a head is longer
_TRANSLATED = ("translated", "übersetzt", "traduit", "übertragen")
_DIGITS_OF_HOUR = 3
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?|uhr|بجه|بجې)?(?!\d)", re.I)
_PIECES = re.compile(r"\s+[-–—·•|ـ]+\s+|\s*[|·•]\s*|\s*[،,;؛]\s+|\s{3,}|\t|\s*[()]\s*")
# `Title : by the pen of NAME`: the mark stands before the label, which is sure enough without one after it
_BY_AFTER_TITLE = re.compile(
    r"(?P<title>.+?)\s*[:：–—-]+\s*(?P<label>بقلم|به قلم|by|von|نوشتهٔ)\s+(?P<name>[^:：]+)", re.I
)
_SMALL_WORDS = ("den", "am", "vom", "on", "the", "le")
_SMALL_WORD = re.compile(rf"(?<!\w)(?:{'|'.join(_SMALL_WORDS)})\s+$", re.I)
_COLON = re.compile(r"[:：]\s*")
_WORDS_OF_LABEL = re.compile(r"[^\s:：|·،,(]+")
_EDGES = " \t.,،؛;-–—·•|/:ـ"
_MARKS = frozenset(":：–—-")
# The first word of a line, and those with which a name can be named that no colon follows.
_FIRST_WORD = re.compile(r"[\s()|·•.,،؛;:/ـ–—-]*([^\s()|·•]+)")
_BEFORE_NAME = BARE + Table((*_LABELS, *_TRANSLATED, "د"))


@dataclass(frozen=True, slots=True)
class Byline:
    """What a line says: people, a date, a place, remarks, a title before the label; `impossible` is no day at all."""

    contributors: tuple[Contributor, ...] = ()
    date: Reading | None = None
    written: bool = False
    place: Phrase | None = None
    remarks: tuple[Phrase, ...] = ()
    title: str = ""
    impossible: str = ""


_NOTHING = Byline()


@lru_cache(8)  # a heading is asked of as a line of the head and as a title, the last line in two ways
def read_byline(text: str) -> Byline | None:
    """What a line of the head or the end says, or None where it is not such a line.

    A label with a colon makes the words after it a name; without one, a name needs a date, an hour or a place in its
    line, and must look like one. What cannot be understood stays in the text.
    """
    if len(text) > MAX_LINE:
        return None
    line = " ".join(text.replace("\u00a0", " ").split())
    rest, found = _without_dates(line) if count_digits(line) else (line, _NOTHING)
    segments = _segments(rest)
    if segments:
        return _labelled(segments, found)
    titled = None if _MARKS.isdisjoint(rest) else _BY_AFTER_TITLE.fullmatch(rest.strip())
    if titled and (people := _people(titled["name"], Phrase(titled["label"]))):
        return replace(found, contributors=people, title=titled["title"].strip())
    dated = bool(found.date or found.remarks or found.impossible)
    first = _FIRST_WORD.match(rest)
    if not (dated or (first and _BEFORE_NAME.may_begin(first[1]))):
        return None
    pieces = [piece.strip(_EDGES) for piece in _PIECES.split(rest)]
    pieces = [piece for piece in pieces if piece]
    bare = _bare_label(pieces[0]) if pieces else None
    if bare:
        label, name = bare
        people = _people(name, label)
        return _with_pieces(found, pieces[1:], people) if people else None
    return _with_pieces(found, pieces, ()) if dated else None


def _without_dates(line: str) -> tuple[str, Byline]:
    """The line with its date and hour cut out, a wide gap in their place."""
    found = Byline()
    day = find_date(line)
    if isinstance(day, Reading):
        before, after = line[: day.start], line[day.end :]
        small = _SMALL_WORD.search(before) if before.rstrip().lower().endswith(_SMALL_WORDS) else None
        if small:  # "den 12. Juni 2024": the small word is a part of the date as it is printed
            before = before[: small.start()]
            day = replace(day, date=replace(day.date, text=line[small.start() : day.end].strip()))
        if label := _date_label(before):
            start, words, kind = label
            before = before[:start]
            found = replace(found, written=kind == "written")
            day = replace(day, date=replace(day.date, label=words))
        line, found = f"{before}   {after}", replace(found, date=day)
    elif isinstance(day, Impossible):
        line, found = line.replace(day.text, "   ", 1), replace(found, impossible=day.text)
    clock = _CLOCK.search(line) if count_digits(line) >= _DIGITS_OF_HOUR else None
    if clock:
        found = replace(found, remarks=(Phrase(clock[0].strip()),))
        line = f"{line[: clock.start()]}   {line[clock.end() :]}"
    return line, found


def _date_label(before: str) -> tuple[int, str, str] | None:
    """The words for a date at the end of `before` (`Published:`, `تاریخ نشر`): where they begin, they, their kind."""
    words = list(_WORDS_OF_LABEL.finditer(before))
    for count in range(min(4, len(words)), 0, -1):
        start = words[-count].start()
        label = before[start:].strip(" :：")
        folded = fold(label)
        for kind, table in DATE_LABELS.items():
            if folded in table:
                return start, label, kind
    return None


@dataclass(frozen=True, slots=True)
class _Segment:
    label: str
    role: str
    before: str
    words: str


def _segments(line: str) -> list[_Segment]:
    """The line cut at each label that a colon follows; words before the first may be a title."""
    cuts: list[tuple[int, int, str, str]] = []
    last = 0
    for colon in _COLON.finditer(line):
        before = line[: max(last, len(line[: colon.start()].rstrip()))]
        last = colon.end()
        found = _label_before(before, cuts[-1][1] if cuts else 0)
        if found:
            cuts.append((found[0], last, before[found[0] :].strip(), found[1]))
    segments = []
    for number, (start, end, label, role) in enumerate(cuts):
        stop = cuts[number + 1][0] if number + 1 < len(cuts) else len(line)
        segments.append(_Segment(label, role, line[:start] if not number else "", line[end:stop]))
    return segments


def _label_before(text: str, start: int) -> tuple[int, str] | None:
    """Where the longest label begins that ends `text`, and its role; nothing before `start` is looked at."""
    words = [(found.start(), found[0]) for found in re.finditer(r"\S+", text[start:])]
    for count in range(min(4, len(words)), 0, -1):
        place = start + words[-count][0]
        label = fold(text[place:].strip(_EDGES))
        opens = not text[start:place].strip() or text[:place].rstrip()[-1:] in tuple("-–—|·/:؟?.،,")
        for role, table in ROLES.items():
            if (opens or start or label in ("بقلم", "به قلم")) and matches(label, table, misspelt=opens):
                return place, role
    return None


def _labelled(segments: list[_Segment], found: Byline) -> Byline | None:
    title = segments[0].before.rstrip().rstrip("-–—:|/ ").rstrip()
    if title.endswith((",", "،")):
        return None
    people: tuple[Contributor, ...] = ()
    extra: list[str] = []
    for segment in segments:
        pieces = [piece.strip(_EDGES) for piece in _PIECES.split(segment.words)]
        pieces = [piece for piece in pieces if piece]
        if not pieces:
            return None
        places = [piece for piece in pieces if is_place(piece)]
        names = [piece for piece in pieces if piece not in places]
        extra += places
        label: Phrase | None = Phrase(segment.label)
        for name in names:
            more = _people(name, label, segment.role)
            if not more:
                return None
            people += more
            label = None  # said once
    byline = _with_pieces(found, extra, people)
    return byline and replace(byline, title=title)


def _bare_label(piece: str) -> tuple[Phrase, str] | None:
    """Label and name of `By Jane Example`, `د حمید آرین لیکنه`."""
    pashto = re.fullmatch(r"د\s+(.+?)\s+(\S+)", piece)
    if pashto and matches(fold(pashto[2]), _PEOPLE):
        return Phrase(pashto[2]), pashto[1]
    words = piece.split()
    for count in range(min(5, len(words) - 1), 0, -1):
        label = " ".join(words[:count])
        by = count > 1 and fold(words[count - 1]) in ("by", "von", "par", "از") and fold(label) in _LABELS
        by = by or (count > 1 and fold(words[0]) in _TRANSLATED and fold(words[count - 1]) in ("by", "von", "par"))
        if by or fold(label) in BARE:
            return Phrase(label), " ".join(words[count:])
    return None


def _people(text: str, label: Phrase | None, role: str = "") -> tuple[Contributor, ...]:
    role = role or _role_of(label)
    names = split_names(text)
    if not all(is_name(name) for name, _ in names):
        names = ((text.strip(_EDGES), ""),)
        if not is_name(names[0][0]):
            return ()
    return tuple(
        Contributor(Phrase(name), role, None if number else label, conjunction if number else "")
        for number, (name, conjunction) in enumerate(names)
    )


def _role_of(label: Phrase | None) -> str:
    word = fold(label.text) if label else ""
    if word.split(" ")[0] in _TRANSLATED:
        return "translator"
    return next((role for role, table in ROLES.items() if word in table), "author")


def _with_pieces(found: Byline, pieces: list[str], people: tuple[Contributor, ...]) -> Byline | None:
    """`found` with the pieces that are left, each a name or a place; None if one is neither."""
    for piece in pieces:
        if is_place(piece) and not found.place:
            found = replace(found, place=Phrase(piece))
            continue
        name, place = _name_and_place(piece)
        names = split_names(name)
        if people or not all(is_name(n, sure=True) for n, _ in names):
            return None
        people = tuple(Contributor(Phrase(n), conjunction=word) for n, word in names)
        found = replace(found, place=Phrase(place)) if place and not found.place else found
    if not (people or found.place or found.date or found.impossible):
        return None
    return replace(found, contributors=people)


def _name_and_place(piece: str) -> tuple[str, str]:
    """A place that follows a name with nothing between: `عبدالله آرین انګلستان`."""
    words = piece.split()
    for count in (2, 1):
        if len(words) > count + 1 and fold(" ".join(words[-count:])) in PLACES:
            return " ".join(words[:-count]), " ".join(words[-count:])
    return piece, ""
