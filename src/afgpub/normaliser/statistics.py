"""Figures with a unit: `**73 percent**`, 41.5 %, ۷۳ درصد, $5 million, in bold or not, whatever the language.

A figure becomes a Statistic with its value as a decimal; lines never break between the number and its unit.
"""

from __future__ import annotations

import re
from dataclasses import replace

from afgpub.document import AnyNode, Code, Inline, Link, Section, Statistic, Strong, Text
from afgpub.messages import Message, message
from afgpub.normaliser.dates import ascii_digits
from afgpub.patterns import compiled
from afgpub.walk import children, holders, plain_text, transform

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
_HAS_DIGIT = re.compile(r"\d")


def read_figure(text: str) -> tuple[str, str] | None:
    """Value and unit of a text that is one figure, such as `41.5 %`, `$1,250,000`, `۷۳ درصد`, else None.

    The value is a decimal with a point, in ASCII digits; the unit is as it is written.
    """
    if not _HAS_DIGIT.search(text):
        return None
    plain = ascii_digits(text).strip()
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


def mark_statistics(root: Section) -> tuple[Section, tuple[Message, ...]]:
    """The tree with figures as Statistic nodes, outside titles, links and code; a message for each in bold."""
    messages: list[Message] = []
    inside = {id(text) for node in _closed(root) for text in _below(node)}

    def change(node: AnyNode) -> AnyNode | tuple[AnyNode, ...]:
        if id(node) in inside:
            return node
        if isinstance(node, Strong):
            return _bold(node, messages)
        return tuple(_split(node)) if isinstance(node, Text) and _HAS_DIGIT.search(node.value) else node

    return replace(transform(root, change), title=root.title), tuple(messages)


def _closed(root: Section) -> list[AnyNode]:
    """Nodes in which nothing is marked: figures there are already, links, and titles."""
    found: list[AnyNode] = []
    stack: list[AnyNode] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Statistic | Link | Code):
            found.append(node)
            continue
        if isinstance(node, Section):
            found += [*node.title, *node.kicker, *node.subtitle]
            stack += node.children
        elif holders(type(node)):
            stack += children(node)
    return found


def _below(node: AnyNode) -> list[AnyNode]:
    found = [node]
    for current in found:
        if holders(type(current)):
            found += children(current)
    return found


def _bold(node: Strong, messages: list[Message]) -> AnyNode:
    texts = [child for child in node.children if isinstance(child, Text | Statistic)]
    figure = read_figure(plain_text(node)) if len(texts) == len(node.children) else None
    if not figure:
        return node
    value, unit = figure
    messages.append(message("statistic-found", node.span, value=value, unit=unit))
    words = (Text(plain_text(node), span=node.span),)
    return Statistic(words, value, unit, strong=True, attrs=node.attrs, span=node.span)


def _split(node: Text) -> list[Inline]:
    pieces: list[Inline] = []
    end = 0
    for found in compiled(_FIGURE, re.I).finditer(ascii_digits(node.value)):
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
