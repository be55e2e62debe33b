"""The kinds of tokens that run from left to right wherever they stand: one table, read from the top.

A token of numbers or Latin letters is torn apart, or turned round, by what stands before it in a Persian line: after an
Arabic letter digits are Arabic numbers (UAX #9, W2), which no sign but a single comma, stop, colon or stroke joins.
"""

from __future__ import annotations

import re

from afgpub.direction.characters import DIGIT, EASTERN, EUROPEAN, LATIN, RIGHT

_UNITS = (
    "percent|per cent|pct|prozent|million|millions|billion|billions|trillion|thousand|millionen|milliarden|"
    "dollars|dollar|usd|euros|euro|eur|pounds|gbp|afn|afghanis|rupees|pkr|"
    "km/h|km²|km2|m²|m2|m³|km|cm|mm|nm|m|ha|kg|mg|g|t|tons|tonnes|ml|l|hectares|metres|meters|kilometres|kilometers|miles|"
    "mph|ft|inches|inch|in|lb|oz|kwh|mwh|gwh|twh|kw|mw|gw|w|kv|v|a|hz|khz|mhz|ghz|bits|bit|kbit|mbit|gbit|bytes|"
    "kb|mb|gb|tb|kib|mib|gib|b|kcal|cal|kj|j|bar|dpi|px|pt|fps|am|pm|a\\.m\\.|p\\.m\\.|utc|gmt|ce|bc|ad|bce|"
    "°c|°f|°|years|year|days|hours|h|min|s|ms"
)
_SIGN = "[-+\u2212\u00b1]"
# Lengths have bounds, so that no text takes more time than another of its length.
_NUMBER = f"[{DIGIT}]{{1,40}}(?:[.,٫٬'’][{DIGIT}]{{1,40}}){{0,8}}"
_PLAIN = f"[{EUROPEAN}]{{1,40}}(?:[.,'’][{EUROPEAN}]{{1,40}}){{0,8}}"
_EASTERN = f"[{EASTERN}]{{1,40}}(?:[.,٫٬/:][{EASTERN}]{{1,40}}){{0,8}}"
_GAP = "[ \u00a0\u202f]?"
_COIN = "[$€£¥₹]"
_ALONE = f"(?<![{LATIN}{RIGHT}{DIGIT}_])"
_OVER = f"(?![{LATIN}{RIGHT}{DIGIT}_])"
_TERM = f"(?:[{LATIN}][{LATIN}{EUROPEAN}₀-₉⁰-⁹²³¹]{{0,3}}|{_NUMBER}[{LATIN}]?[²³¹⁰-⁹]{{0,2}})"


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


# What must be in a text for a token to be: a quick look before a careful one. There are more letters than LATIN has,
# since some are letters of it where case is not minded: the signs for ohm and kelvin, say.
_LETTER_RANGES = (
    *((0x41, 0x5A), (0x61, 0x7A), (0xAA, 0xAA), (0xB5, 0xB5), (0xBA, 0xBA), (0xC0, 0x52F)),
    *((0x1C80, 0x1FFF), (0x2126, 0x212B), (0x2C60, 0x2C7F)),
)
_EASTERN_DIGITS = _characters((0x660, 0x669), (0x6F0, 0x6F9))
DIGITS = _characters((0x30, 0x39)) | _EASTERN_DIGITS
_LETTERS = _characters(*_LETTER_RANGES)
_COINS = frozenset("$€£¥₹")
PERCENTS = frozenset("%‰٪")
DASHES = frozenset("-\u2212") | _characters((0x2010, 0x2015))


# A name, what the text must have of each, what the token looks like whatever the case, and the reason in an example.
LEFT_TO_RIGHT: tuple[tuple[str, tuple[frozenset[str], ...], str], ...] = (
    # +93 (0)20 123 4567, 0093 20 1234567, 0799 123 456, (020) 220 1234
    ("phone", (DIGITS, frozenset("+0")),
     rf"(?<![\w.])(?:\+|00)[{DIGIT}]{{1,3}}(?:[ ()./-]{{1,2}}[{DIGIT}]{{1,20}}){{1,8}}{_OVER}"),
    ("phone", (frozenset("0"),),
     rf"{_ALONE}\(?0[{DIGIT}]{{1,3}}\)?(?:[ /-][{DIGIT}]{{3,8}}){{1,3}}{_OVER}"),
    # 2024-06-11, 11.06.2024, ۱۴۰۳-۳-۲۲
    ("date", (DIGITS, frozenset("-./")),
     rf"{_ALONE}[{DIGIT}]{{1,4}}([-./])[{DIGIT}]{{1,2}}\1[{DIGIT}]{{1,4}}{_OVER}"),
    ("time", (DIGITS, frozenset(":")),
     rf"{_ALONE}[{DIGIT}]{{1,2}}:[{DIGIT}]{{2}}(?::[{DIGIT}]{{2}})?(?:{_GAP}[ap]\.?m\b\.?)?{_OVER}"),
    # 978-3-16-148410-0, ISSN 2049-3630
    ("book number", (DIGITS, DASHES),
     rf"{_ALONE}(?:(?:ISBN|ISSN)[ :]{{1,2}})?[{EUROPEAN}]{{1,13}}(?:-[{EUROPEAN}]{{1,13}}){{2,8}}(?:-?X)?{_OVER}"),
    ("book number", (DIGITS, _LETTERS),
     rf"{_ALONE}(?:ISBN|ISSN|DOI)[ :]{{1,2}}[{EUROPEAN}][\w./-]{{0,80}}\w{_OVER}"),
    ("book number", (DIGITS, DASHES),
     rf"{_ALONE}[{EUROPEAN}]{{4}}-[{EUROPEAN}]{{3}}X{_OVER}"),
    # 73 percent, 5 km, -12.5 MB, ۵ km
    ("measure", (DIGITS, _LETTERS | {"°"}),
     rf"(?<![{LATIN}{RIGHT}{DIGIT}_]){_SIGN}?{_NUMBER}[- \u00a0\u202f]?(?:{_UNITS})(?![{LATIN}{DIGIT}_])"),
    # $12.50, US$ 5 million, 12.50 €
    ("money", (DIGITS, _COINS),
     rf"(?<![{LATIN}{DIGIT}])(?:US|A|C)?{_COIN}{_GAP}{_PLAIN}(?:[ \u00a0](?:million|billion|trillion)\b)?"),
    ("money", (DIGITS, _COINS),
     rf"{_ALONE}{_SIGN}?{_PLAIN}{_GAP}{_COIN}"),
    ("percent", (DIGITS, PERCENTS),
     rf"{_ALONE}{_SIGN}?{_PLAIN}{_GAP}[%‰٪]"),
    # x > 5, E = mc², 2 + 2 = 4
    ("formula", (frozenset("=<>≤≥≠≈"),),
     rf"{_ALONE}{_TERM}(?:{_GAP}[-+\u2212×÷*/^]{_GAP}{_TERM}){{0,8}}{_GAP}[=<>≤≥≠≈]{_GAP}{_SIGN}?{_TERM}"
     rf"(?:{_GAP}[-+\u2212×÷*/^=<>≤≥]{_GAP}{_TERM}){{0,8}}{_OVER}"),
    # C++, C#, .NET, main()
    ("name with signs", (_LETTERS, frozenset("+#(")),
     rf"{_ALONE}[{LATIN}][{LATIN}{EUROPEAN}]{{0,20}}(?:\+\+?|#|\(\))(?![{LATIN}{DIGIT}])"),
    ("name with signs", (_LETTERS, frozenset(".")),
     rf"(?<![\w.])\.[{LATIN}][{LATIN}{EUROPEAN}]{{1,20}}"),
    # U.S., e.g., Inc.
    ("abbreviation", (_LETTERS, frozenset(".")),
     rf"{_ALONE}(?:[{LATIN}]{{1,2}}\.){{2,10}}"),
    ("abbreviation", (_LETTERS, frozenset(".")),
     rf"{_ALONE}(?:Inc|Ltd|Corp|Bros|Jr|Sr|etc|vol|pp|eds?|No)\."),
    # −۵: the sign is left of the number in any script
    ("signed number", (DIGITS, frozenset("-+\u2212\u00b1")),
     rf"(?<![{LATIN}{RIGHT}{DIGIT}_)\]%٪\u064b-\u0652\u0670]){_SIGN}{_NUMBER}{_OVER}"),
    # ۱۵ after a Latin word: it belongs to the Persian line, and must not join the word
    ("number", (_EASTERN_DIGITS,),
     rf"(?<![{DIGIT}.,٫٬/:]){_EASTERN}(?![{EUROPEAN}])"),
)  # fmt: skip

# What a line of the paragraph's own direction reads in that direction, number by number: 12–15, ۲-۱, ۷۳٪.
_DASH = f"{_GAP}[-\u2010-\u2015\u2212]{_GAP}"
RANGE = re.compile(rf"{_ALONE}{_NUMBER}{_DASH}{_NUMBER}{_OVER}(?![-.:/][{DIGIT}])")
EASTERN_SHARE = re.compile(rf"{_ALONE}({_SIGN}?{_EASTERN}){_GAP}[%‰٪]")
HEADING_NUMBER = re.compile(
    rf"[ ]*(?:[{LATIN}{RIGHT}]+ +)?([{DIGIT}]+(?:[-.\u2010-\u2015\u2212/·][{DIGIT}]+)+)(?![{LATIN}{RIGHT}{DIGIT}])"
)
