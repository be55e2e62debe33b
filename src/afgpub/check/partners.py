"""Brackets and quotation marks without a partner, where the direction changes beside them."""

from __future__ import annotations

import re
from bisect import bisect_left

from afgpub.bidi.mirroring import CLOSER_OF, CLOSERS, OPENERS
from afgpub.check.findings import Findings
from afgpub.check.views import View
from afgpub.metadata import Direction

_QUOTES = {"«": "»", "»": "«", "‹": "›", "›": "‹", "“": "”", "„": "“"}
_MARKS = re.compile('[«»‹›“”„"' + re.escape("".join(sorted(OPENERS | CLOSERS))) + "]")
_STRONG = re.compile("[LRA]")
_LABEL = re.compile(r"(?:^|\s)\W?\w{1,3}\)$")  # 1) a) الف)
_SMILE = re.compile(r"[:;=][-']?[()]$")


def find_unpaired(view: View, findings: Findings) -> None:
    """Tell of every mark without a partner that stands between two directions."""
    alone = _alone(view.text)
    if not alone:
        return
    strong = [found.start() for found in _STRONG.finditer(view.classes)]
    for place in alone:
        after = bisect_left(strong, place)
        left = _direction(view, strong[after - 1]) if after else view.base
        right = _direction(view, strong[after]) if after < len(strong) else view.base
        if left != right:
            findings.add("mark-unpaired", view, place, mark=view.text[place])


def _direction(view: View, place: int) -> Direction:
    return "ltr" if view.classes[place] == "L" else "rtl"


def _alone(text: str) -> list[int]:
    """Where the marks are that pair with none, by rule BD16 of UAX #9; marks of lists and smiles are none."""
    alone: list[int] = []
    brackets: list[tuple[str, int]] = []
    quotes: list[tuple[str, int]] = []
    for found in _MARKS.finditer(text):
        mark, place = found[0], found.start()
        if mark in OPENERS:
            if not _SMILE.search(text, max(0, place - 2), place + 1):
                brackets.append((CLOSER_OF[mark], place))
        elif mark in CLOSERS:
            if not _close(mark, brackets, alone) and not _is_label(text, place):
                alone.append(place)
        elif mark == '"' and text[place - 1 : place].isdecimal() and all(waited != '"' for waited, _ in quotes):
            continue  # inches
        elif not _close(mark, quotes, alone):
            if mark == "”" and quotes and quotes[-1][0] == "“":  # „so”, as in Polish and Persian
                quotes.pop()
            elif mark == "”":
                alone.append(place)
            else:
                quotes.append((_QUOTES.get(mark, mark), place))
    return sorted((*alone, *(place for _, place in (*brackets, *quotes))))


def _close(mark: str, opened: list[tuple[str, int]], alone: list[int]) -> bool:
    """Take the last opening mark that waits for `mark` off the list; those opened after it have no partner."""
    for back in range(1, min(len(opened), 63) + 1):  # as many as UAX #9 looks at
        if opened[-back][0] == mark:
            alone += [place for _, place in opened[len(opened) - back + 1 :]]
            del opened[len(opened) - back :]
            return True
    return False


def _is_label(text: str, place: int) -> bool:
    short = text[max(0, place - 6) : place + 1]
    return bool(_LABEL.search(short) or _SMILE.search(short))
