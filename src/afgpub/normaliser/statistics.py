"""Figures with a unit: `**73 percent**`, 41.5 %, ۷۳ درصد, $5 million, in bold or not, whatever the language.

A figure becomes a Statistic with its value as a decimal; lines never break between the number and its unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from afgpub.document import AnyNode, Code, Link, Node, Section, Statistic, Strong, Text
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.normaliser.digits import DigitCounts, ascii_digits, count_digits
from afgpub.patterns import compiled
from afgpub.walk import holders, plain_text

_SHARES = "%|٪|‰|percent|per cent|percentage points|percentage point|pct|prozent|prozentpunkte|pour cent|درصد|فیصد|فی صد|سلنه|په سلو کې"
_SCALES = (
    "million|millions|billion|billions|trillion|thousand|millionen|million|milliarde|milliarden|tausend|"
    "هزار|میلیون|ملیون|میلیارد|بلیون|زره|میلیونه|ملیونه|میلیارده"
)
_MONEY = (
    "$|€|£|dollars|dollar|us dollars|usd|euro|euros|eur|pounds|gbp|afghanis|afghani|afn|rupees|"
    "افغانی|افغانۍ|دالر|دلار|ډالر|ډالره|یورو|کلدار|کلدارې|روپیه|تومان"
)
_MEASURES = "km|kg|km²|mw|gw|hectares|hectare|hektar|tonnes|tons|tonnen|kilometres|kilometers|کیلومتر|کیلوگرام|کیلوګرام|هکتار|مگاوات"
_IN_BOLD_TOO = "m|ha|t|cm|mm|metres|meters|meter|متر|تن|years|jahre|سال|کاله"


def _either(*tables: str) -> str:
    words = sorted({word for table in tables for word in table.split("|")}, key=lambda w: (-len(w), w))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)


_NUMBER = r"[+−-]?\d+(?:[.,٫٬'’\u00a0\u202f]\d+)*"
_UNIT = rf"(?:(?:{_either(_SCALES)})(?:\s+(?:{_either(_MONEY, _MEASURES)}))?|{_either(_SHARES, _MONEY, _MEASURES)})"
_FIGURE = (
    rf"(?<![\w.,/:@#-])(?:(?P<coin>[$€£]|US\$)\s?(?P<amount>{_NUMBER})(?:\s(?P<scale>{_either(_SCALES)}))?"
    rf"|(?P<number>{_NUMBER})\s?(?P<unit>{_UNIT}))(?![\w@])"
)
_BOLD = rf"(?P<number>{_NUMBER})\s*(?P<unit>{_UNIT}|{_either(_IN_BOLD_TOO)})"
# Where a figure can begin: the long pattern is tried nowhere else.
_BEGINS = re.compile(r"[0-9+−$€£-](?<![\w.,/:@#-].)")
_BEGINS_WHOLE = re.compile(r"[+−-]?[0-9]|[$€£]|US\$", re.I)
_CLOSED = frozenset((Statistic, Link, Code))  # in these nothing is marked, nor in titles
NodeType = TypeVar("NodeType", bound=Node)


def read_figure(text: str) -> tuple[str, str] | None:
    """Value and unit of a text that is one figure, such as `41.5 %`, `$1,250,000`, `۷۳ درصد`, else None.

    The value is a decimal with a point, in ASCII digits; the unit is as it is written.
    """
    if not count_digits(text):
        return None
    plain = ascii_digits(text).strip()
    if not _BEGINS_WHOLE.match(plain):
        return None
    found = compiled(_FIGURE, re.I).fullmatch(plain) or compiled(_BOLD, re.I).fullmatch(plain)
    return _parts(found) if found else None


def _parts(found: re.Match[str]) -> tuple[str, str]:
    groups = found.groupdict()
    number = groups.get("number") or groups["amount"]
    unit = groups["unit"] if groups.get("unit") else f"{groups['coin']} {groups['scale'] or ''}".strip()
    sign = "-" if number[0] in "-−" else ""
    return sign + _decimal(number.lstrip("+-−")), unit


def _decimal(number: str) -> str:
    """The last mark is a decimal one unless it comes again or has three digits after it, as thousands have."""
    marks = [c for c in number if not c.isdigit()]
    digits = re.split(r"\D", number)
    grouped = len(set(marks)) == 1 and (len(marks) > 1 or (len(digits[-1]) == 3 and digits[0] != "0"))
    if not marks or marks[-1] in " '’٬\u00a0\u202f" or (grouped and marks[-1] != "٫"):
        return "".join(digits)
    return "".join(digits[:-1]) + "." + digits[-1]


def mark_statistics(root: Section, digits: DigitCounts | None = None) -> tuple[Section, tuple[Message, ...]]:
    """The tree with figures as Statistic nodes, outside titles, links and code; a message for each in bold.

    `digits` is what was counted before.
    """
    messages: list[Message] = []
    return _marked(root, DigitCounts() if digits is None else digits, messages), tuple(messages)


def _marked(node: NodeType, counts: DigitCounts, messages: list[Message]) -> NodeType:
    """`node` with the figures below it marked; itself where there are none."""
    updates: dict[str, object] = {}
    for name in ("children",) if type(node) is Section else holders(type(node)):
        after: list[AnyNode] = []
        changed = False
        for child in getattr(node, name):
            kind = type(child)
            if kind in _CLOSED or (kind is Text and not counts[child.value]):
                after.append(child)
                continue
            if kind is Text:
                marked = _split(child)
            else:
                mark = _marked_bold if kind is Strong else _marked
                marked = [mark(child, counts, messages)]
            changed = changed or len(marked) > 1 or marked[0] is not child
            after += marked
        if changed:
            updates[name] = tuple(after)
    return replace(node, **updates) if updates else node  # type: ignore[arg-type]


def _marked_bold(node: Strong, counts: DigitCounts, messages: list[Message]) -> AnyNode:
    if figure := _bold(node, messages):
        return figure
    marked = _marked(node, counts, messages)
    # Bold in bold is a figure when what it holds has become one.
    return (marked is not node and _bold(marked, messages)) or marked


def _bold(node: Strong, messages: list[Message]) -> Statistic | None:
    """The figure that a bold phrase is as a whole."""
    if not all(isinstance(child, Text | Statistic) for child in node.children):
        return None
    text = plain_text(node)
    figure = read_figure(text)
    if not figure:
        return None
    value, unit = figure
    messages.append(message("statistic-found", node.span, value=value, unit=unit))
    return Statistic((Text(text, span=node.span),), value, unit, strong=True, attrs=node.attrs, span=node.span)


def _figures(text: str) -> Iterator[re.Match[str]]:
    """The figures of a text, all of whose digits are those of ASCII."""
    figure = compiled(_FIGURE, re.I)
    if "$" in text:  # US$ begins with letters
        yield from figure.finditer(text)
        return
    place = 0
    while begins := _BEGINS.search(text, place):
        if found := figure.match(text, begins.start()):
            yield found
        place = found.end() if found else begins.end()


def _split(node: Text) -> list[AnyNode]:
    pieces: list[AnyNode] = []
    end = 0
    for found in _figures(ascii_digits(node.value)):
        if found.start() > end:
            pieces.append(replace(node, value=node.value[end : found.start()]))
        end = found.end()
        value, _ = _parts(found)
        words = node.value[found.start() : end]
        unit = words[found.start("unit") - found.start() :] if found["unit"] else _parts(found)[1]
        pieces.append(Statistic((replace(node, value=words),), value, unit, span=node.span))
    if not pieces:
        return [node]
    return [*pieces, replace(node, value=node.value[end:])] if end < len(node.value) else pieces
