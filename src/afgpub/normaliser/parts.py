"""Marks that a text is one part of a series: `بخش دوم و پایانی`, `دریمه برخه`, `Part II`, `Teil 3`, `(1)`."""

from __future__ import annotations

import re
from itertools import islice

from afgpub.frozen import dataclass
from afgpub.language import letters_by_direction
from afgpub.metadata import Part, Phrase
from afgpub.normaliser.digits import ascii_digits
from afgpub.normaliser.words import fold

_ORDINALS: dict[str, int] = {
    fold(word): number
    for row in (
        "first second third fourth fifth sixth seventh eighth ninth tenth",
        "one two three four five six seven eight nine ten",
        "erster zweiter dritter vierter fünfter sechster siebter achter neunter zehnter",
        "erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte",
        "eins zwei drei vier fünf sechs sieben acht neun zehn",
        "première deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième",
        "اول دوم سوم چهارم پنجم ششم هفتم هشتم نهم دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم",
        "یکم دویم سیوم چارم",
        "نخست - سه چهار پنج شش هفت هشت نه ده",
        "نخستین دومین سومین چهارمین پنجمین ششمین هفتمین هشتمین نهمین دهمین",
        "لومړۍ دویمه درېیمه څلورمه پنځمه شپږمه اوومه اتمه نهمه لسمه",
        "لومړی دوهمه دریمه څلرمه پینځمه شپږم اومه اتم نهم لسم",
        "- دوهم دریم څلورم پنځم",
        "i ii iii iv v vi vii viii ix x xi xii",
    )
    for number, word in enumerate(row.split(), 1)
    if word != "-"
}
_PART = {fold(word) for word in "part teil folge partie بخش قسمت برخه برخې گفتار".split()}
_LAST = {
    fold(word)
    for word in "final last concluding end schluss letzter letzte abschließender fin پایانی آخر آخری اخیر واپسین وروستۍ وروستی".split()
}
_AND = {fold(word) for word in "and und et و او".split()}
_ARTICLES = frozenset(("the", "der", "die", "das", "د"))
MAX_LINE = 300  # characters
_NUMBER = re.compile(r"\d{1,3}")
_AFTER = re.compile(r"\s*(?:[:：/|؛،.]|ـ+|[-–—]+)\s*")
# What may follow the number of a part without being a title: a bracket, the count of parts
_COUNT = re.compile(r"\s*[)\]]?\s*(?:(?:of|von|de|از|د)\s*\(?\d{1,3}\)?)?\s*")
_BARE_NUMBER = re.compile(r"(\d{1,2})\s*(ـ+)\s*(?=\S)")
_IN_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]{1,40})[)\]]\s*$")
_AFTER_DASH = re.compile(r"\s*[-–—،:]\s*([^-–—:،]{3,40})$")
_DASHES = frozenset("-–—،:")
_WORD = re.compile(r"[^\s:：/|،؛()\[\]–—-]+")


@dataclass(frozen=True, slots=True)
class PartMark:
    """A mark found in a line: its number (0 where only `last` is said), its own words, the rest before and after."""

    number: int
    last: bool
    text: str
    rest: str

    def as_part(self) -> Part:
        """The mark as metadata."""
        left, right = letters_by_direction(self.text)
        return Part(self.number, Phrase(self.text, None, "rtl" if right > left else "ltr"), self.last)


def read_part(line: str) -> PartMark | None:
    """The part mark at the beginning or the end of `line`, else None.

    At the beginning: `Part 2: Title`, `بخش دوم/ عنوان`, `دریمه برخه - سرلیک`, `1ـ عنوان`. At the end, in brackets or
    after a dash: `Title (Part 2)`, `عنوان - بخش اول`.
    """
    line = line.strip()
    if len(line) > MAX_LINE:
        return None
    return _leading(line) or _trailing(line)


def _leading(line: str) -> PartMark | None:
    numbered = _BARE_NUMBER.match(ascii_digits(line)) if "ـ" in line else None
    if numbered:
        return PartMark(int(numbered[1]), False, line[: numbered.end()].strip(), line[numbered.end() :])
    mark, end = _mark_at_start(line)
    if not mark:
        return None
    rest = line[end:]
    after = _AFTER.match(rest)
    if rest.strip() and not after and not _COUNT.fullmatch(rest):
        return None
    text = (line if _COUNT.fullmatch(rest) else line[:end]).strip()
    return PartMark(mark[0], mark[1], text, rest[after.end() :].strip() if after else "")


def _trailing(line: str) -> PartMark | None:
    found = _IN_BRACKETS.search(line) if line.endswith((")", "]")) else None
    if not found and not _DASHES.isdisjoint(line):
        found = _AFTER_DASH.search(line)
    if not found or not line[: found.start()].strip():
        return None
    inner = found[1].strip()
    mark, end = _mark_at_start(inner)
    if not mark or inner[end:].strip():
        return None
    return PartMark(mark[0], mark[1], found[0].strip(" -–—،:"), line[: found.start()].strip())


def _mark_at_start(line: str) -> tuple[tuple[int, bool] | None, int]:
    """Number and finality of a mark at the start of `line`, and where it ends; a part word must be in it."""
    number, last, part, end = 0, False, False, 0
    for found in islice(_WORD.finditer(line), 6):
        word = fold(found[0]).strip(".")
        digits = _NUMBER.fullmatch(ascii_digits(word))
        if word in _PART and not part:
            part = True
        elif digits and not number:
            number = int(digits[0])
        elif word in _ORDINALS and not number:
            number = _ORDINALS[word]
        elif word in _LAST:
            last = True
        elif (word in _AND and (number or last)) or (word in _ARTICLES and not (part or number or last)):
            continue
        else:
            break
        end = found.end()
        if _AFTER.match(line, end) and not re.match(r"\s*\.?\s+(?:و|او|and|und)\b", line[end:]):
            break
    if not part or not (number or last):
        return None, 0
    return (number, last), end
