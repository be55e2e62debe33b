"""Neutral marks whose side hangs on the base direction alone: it is right for one reading and wrong for another."""

from __future__ import annotations

import re

from afgpub.bidi import LRM, PDI, RLM
from afgpub.check.findings import Findings
from afgpub.check.views import OBJECT, View

# Signs that are part of the word that they are glued to, before or after it.
_BEFORE = "#@&~$€£\\\\^<=/_"
_AFTER = "+#@&~^=_\\\\<>™®°"
_SIGN = re.compile(f"[{_BEFORE}{_AFTER}]+")
_CALL = re.compile(r"[!?]")
_STOP = re.compile("[.…]+|[!?]+")
_SENTENCE_END = re.compile(f'(?:[.!?؟۔…]|(:))[{PDI}»”"{OBJECT}]*(?=\\s)|\n')
_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c-][^\W\d_]+)*")
_MOST = 400  # characters of words to look at
_CLOSED = f"{PDI}\u200c\u200d\ufe0f"


def find_doubtful_sides(view: View, findings: Findings) -> None:
    """Tell of a stop after a sentence of the other direction, of ! and ? after a word of it, of signs glued to one."""
    other = "RA" if view.base == "ltr" else "L"
    _find_stops(view, other, findings)
    _find_signs(view, other, findings)


def _find_stops(view: View, other: str, findings: Findings) -> None:
    text, level = view.text, _level(view)
    starts = [(0, False)]
    starts += [(found.end(), found[1] is not None) for found in _SENTENCE_END.finditer(text)]
    bounds = iter((*starts[1:], (len(text) + 1, False)))
    start, after_colon = starts[0]
    end, colon = next(bounds)
    for found in _STOP.finditer(text):
        place = found.start()
        while place >= end:
            start, after_colon = end, colon
            end, colon = next(bounds)
        if view.levels[place] != level or _is_settled(text, found.end()):
            continue
        before = _before(text, place)
        if before < start or view.classes[before] not in other:
            continue
        words = _words_before(view, before + 1)
        called = _CALL.match(found[0]) and not (view.base == "ltr" and found[0][0] == "?")
        if called or _is_foreign_sentence(view, start, place, other, after_colon):
            findings.add("mark-side", view, place, **_details(view, words, words + found[0], found[0]))


def _is_foreign_sentence(view: View, start: int, end: int, other: str, after_colon: bool) -> bool:
    """Whether no letter from `start` to `end` is of the base direction, and there are too many words for a name."""
    if any(letter in "LRA" and letter not in other for letter in view.classes[start:end]):
        return False
    words = _WORD.findall(view.text, start, end)
    if not after_colon:
        return len(words) >= 2 and end < len(view.text)
    small = sum(word[0].islower() for word in words)
    return len(words) >= 3 and small >= 2 if other == "L" else len(words) >= 4


def _find_signs(view: View, other: str, findings: Findings) -> None:
    text, level = view.text, _level(view)
    for found in _SIGN.finditer(text):
        start, end = found.span()
        if view.levels[start] != level or view.levels[end - 1] != level:
            continue
        before, after = _class_at(view, start - 1), _class_at(view, end)
        if before in other and after not in "LRA12" and found[0][0] in _AFTER and not _is_settled(text, end):
            words = _words_before(view, start)
            findings.add("mark-side", view, start, **_details(view, words, words + found[0], found[0]))
        elif after in other and before not in "LRA12" and found[0][-1] in _BEFORE:
            words = _words_after(view, end)
            findings.add("mark-side", view, start, **_details(view, words, found[0] + words, found[0]))


def _details(view: View, words: str, whole: str, mark: str) -> dict[str, str]:
    dir, sign = ("rtl", "&lrm;") if view.base == "ltr" else ("ltr", "&rlm;")
    return {"mark": mark, "words": words, "whole": whole, "other": dir, "sign": sign, "way": view.way}


def _level(view: View) -> int:
    return 0 if view.base == "ltr" else 1


def _class_at(view: View, place: int) -> str:
    return view.classes[place] if 0 <= place < len(view.text) else " "


def _before(text: str, place: int) -> int:
    """The last character before `place` that is not the end of an isolate or invisible."""
    place -= 1
    while place >= 0 and text[place] in _CLOSED:
        place -= 1
    return place


def _is_settled(text: str, place: int) -> bool:
    """Whether a mark of direction says where the sign before `place` belongs."""
    return text[place : place + 1] in (LRM, RLM, "\u061c")


def _words_before(view: View, end: int) -> str:
    """The words of the other direction that end at `end`: what an isolate must hold to keep them together."""
    least, level = max(0, end - _MOST), _level(view)
    start = end
    while start > least and view.levels[start - 1] != level:
        start -= 1
    return _short(view.bare(start, end).strip())


def _words_after(view: View, start: int) -> str:
    most, level = min(len(view.text), start + _MOST), _level(view)
    end = start
    while end < most and view.levels[end] != level:
        end += 1
    return _short(view.bare(start, end).strip())


def _short(words: str) -> str:
    return words if len(words) <= 40 else f"{words.split()[0][:20]} … {words.split()[-1][-20:]}"
