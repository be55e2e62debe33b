"""Characters that steer instead of being read: controls of ASCII, of Unicode, and of direction (Trojan Source).

Zero-width joiners, soft hyphens, word joiners and no-break spaces are letters' business and stay. A direction mark
stays where it can move a neutral character; isolates, embeddings and overrides go, since the tree says directions.
"""

from __future__ import annotations

import re

from afgpub.language import letters_by_direction
from afgpub.normaliser.text.changes import Change

_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "\ud800-\udfff"
)
# Tags go, but for those that make a flag of the emoji before them.
_CONTROLS = re.compile(f"[{_CONTROL}]+|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]+")
_ANY = re.compile(f"[{_CONTROL}\U000e0000-\U000e007f]")
_ANSI = re.compile("\x1b\\[[0-9;]{0,16}[A-Za-z]")
_MARK = frozenset("\u061c\u200e\u200f")
_STRONG = {"\u200e": (True, False), "\u200f": (False, True), "\u061c": (False, True)}


def find_controls(text: str) -> list[Change]:
    """Take controls out; one that ends a line (form feed, NEL, line separator) becomes a space."""
    if not _may_hold_controls(text):
        return []
    changes: list[Change] = []
    for found in _CONTROLS.finditer(text):
        start, end = found.span()
        if found[0] in _MARK and _works(text, start):
            continue
        ansi = _ANSI.match(text, end - 1)
        if ansi:
            end = ansi.end()
        apart = _BREAKS.search(found[0]) and not _blank(text, start - 1) and not _blank(text, end)
        changes.append(Change(start, end, " " if apart else ""))
    return changes


def find_controls_in_code(text: str) -> list[Change]:
    """As `find_controls`, but in code no mark of direction stays."""
    return [Change(*found.span(), "") for found in _CONTROLS.finditer(text)] if _may_hold_controls(text) else []


def _may_hold_controls(text: str) -> bool:
    """False is sure: what is printable holds none, which is known sooner; most others have joiners or breaks only."""
    if text.isprintable() or text.replace("\u200c", "").replace("\n", "").isprintable():
        return False
    return _ANY.search(text) is not None


def _works(text: str, place: int) -> bool:
    """Does the direction mark at `place` stand beside a neutral character that it can move?"""
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    if before.isspace() and after.isspace():
        return False
    own = _STRONG[text[place]]
    sides = [tuple(count > 0 for count in letters_by_direction(side)) for side in (before, after)]
    if any(side == (False, False) and not mark.isspace() for side, mark in zip(sides, (before, after), strict=True)):
        return True
    return own not in sides and not before.isspace() and not after.isspace()


def _blank(text: str, place: int) -> bool:
    return not 0 <= place < len(text) or text[place].isspace()
