"""Figures that the author set in bold: `**73 percent**` is a statistic, whatever the language and its digits."""

from __future__ import annotations

import re
from dataclasses import replace

from afgpub.document import AnyNode, Section, Statistic, Strong, Text
from afgpub.messages import Message, message
from afgpub.normaliser.dates import ascii_digits
from afgpub.walk import plain_text, transform

UNITS = frozenset(
    [
        "%",
        "٪",
        "‰",
        "percent",
        "per cent",
        "percentage points",
        "pct",
        "prozent",
        "prozentpunkte",
        "درصد",
        "فیصد",
        "فی صد",
        "سلنه",
        "په سلو کې",
        "million",
        "millions",
        "billion",
        "billions",
        "thousand",
        "millionen",
        "milliarden",
        "tausend",
        "هزار",
        "میلیون",
        "ملیون",
        "میلیارد",
        "زره",
        "$",
        "€",
        "£",
        "dollars",
        "dollar",
        "usd",
        "euro",
        "euros",
        "eur",
        "afghanis",
        "afghani",
        "afn",
        "افغانی",
        "افغانۍ",
        "دالر",
        "دلار",
        "یورو",
        "کلدار",
        "km",
        "kg",
        "m",
        "ha",
        "mw",
        "gw",
        "tons",
        "tonnes",
        "tonnen",
        "hectares",
        "hektar",
        "کیلومتر",
        "کیلوگرام",
        "تن",
        "هکتار",
    ]
)
_FIGURE = re.compile(r"(?P<sign>[+−-]?)(?P<number>\d+(?:[.,٫٬'’ \u00a0\u202f]\d+)*)\s*(?P<unit>\D*)", re.DOTALL)


def read_figure(text: str) -> tuple[str, str] | None:
    """Value and unit of a figure such as `41.5 %`, `1,250,000 dollars` or `۷۳ درصد`, else None.

    The value is a decimal with a point, in ASCII digits; the unit is one of `UNITS` (its letter case free), as it
    is written.
    """
    found = _FIGURE.fullmatch(ascii_digits(text).strip())
    if not found or " ".join(found["unit"].lower().split()) not in UNITS:
        return None
    sign = "-" if found["sign"] in ("-", "−") else ""
    return sign + _decimal(found["number"]), found["unit"]


def _decimal(number: str) -> str:
    """The last mark is a decimal one unless it comes again or has three digits after it, as thousands have."""
    marks = [c for c in number if not c.isdigit()]
    digits = re.split(r"\D", number)
    grouped = len(set(marks)) == 1 and (len(marks) > 1 or (len(digits[-1]) == 3 and digits[0] != "0"))
    if not marks or marks[-1] in " '’٬\u00a0\u202f" or (grouped and marks[-1] != "٫"):
        return "".join(digits)
    return "".join(digits[:-1]) + "." + digits[-1]


def mark_statistics(root: Section) -> tuple[Section, tuple[Message, ...]]:
    """The tree with bold figures as Statistic nodes, outside titles; a message for each."""
    messages: list[Message] = []

    def change(node: AnyNode) -> AnyNode:
        if not isinstance(node, Strong) or not all(isinstance(child, Text) for child in node.children):
            return node
        figure = read_figure(plain_text(node))
        if not figure:
            return node
        value, unit = figure
        messages.append(message("statistic-found", node.span, value=value, unit=unit))
        return Statistic(node.children, value, unit, attrs=node.attrs, span=node.span)

    changed = transform(root, change)
    return replace(changed, title=root.title), tuple(messages)
