"""Spaces around marks: doubled ones, those before a stop or inside a bracket. No-break spaces and tabs stay."""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change

_EDGES = re.compile(r"\A +|(?<! ) +\Z|(?<=\n) +")
_DOUBLED = re.compile(r"(?<![ \n]) {2,}(?! )")
_BEFORE_STOP = re.compile(r"(?<=[^\s.]) +(?=[،؛؟:!]|\.(?![.\w]))(?![:!.][^\s»)\]]|:-)")
_IN_BRACKETS = re.compile(r"(?<=[(\[«]) +(?=\S)|(?<=\S) +(?=[)\]»])")
_AFTER_STOP = re.compile(r"(?<=[^\W\d_][.؟!؛،:])(?=«)")
_UNITS = "|".join(
    "کیلومتر متر سانتیمتر درصد نفر سال ماه روز ساعت دقیقه دلار تومان ریال افغانی "
    "میلیون میلیارد هزار کیلوگرم کیلو تن لیتر هکتار".split()
)
_GLUED = re.compile(rf"(?<=[0-9۰-۹٠-٩])(?=(?:{_UNITS})(?!\w))")
_GLUED_BEFORE = re.compile(rf"(?<=[آ-ی][آ-ی])(?=[0-9۰-۹٠-٩]+ ?(?:{_UNITS})(?!\w))")

_DIGITS = tuple("0123456789۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")
# Each pattern with what replaces its find, and what must be in a text for it to find anything.
_PERSIAN = (
    (_BEFORE_STOP, "", tuple(f" {stop}" for stop in "،؛؟:!.")),
    (_IN_BRACKETS, "", ("( ", "[ ", "« ", " )", " ]", " »")),
    (_AFTER_STOP, " ", tuple(f"{stop}«" for stop in ".؟!؛،:")),
    (_GLUED, " ", _DIGITS),
    (_GLUED_BEFORE, " ", _DIGITS),
)


def find_doubled_spaces(text: str) -> list[Change]:
    """Spaces doubled, or at the edge of a paragraph or a line."""
    if "  " not in text and text[:1] != " " and text[-1:] != " " and "\n " not in text:
        return []
    changes = {found.span(): Change(*found.span(), "") for found in _EDGES.finditer(text)}
    for found in _DOUBLED.finditer(text):
        changes.setdefault(found.span(), Change(*found.span(), " "))
    return sorted(changes.values())


def find_persian_spaces(text: str) -> list[Change]:
    """Before ، ؛ : ؟ ! . and inside brackets no space; one before « after a stop, and between a number and its unit."""
    changes: dict[tuple[int, int], Change] = {}
    for pattern, new, hints in _PERSIAN:
        if any(hint in text for hint in hints):
            for found in pattern.finditer(text):
                changes.setdefault(found.span(), Change(*found.span(), new))
    return sorted(changes.values())
