"""Lines that are shown rightly as they stand, told at a glance: only the others are looked at token by token.

In a line from left to right nothing goes wrong where nothing can run to the left. A line from right to left is cut
into islands, each what stands between two Arabic letters without the gaps at its ends. An island is quiet if isolates
about whatever tokens it has would change no level in it: signs alone, one plain number, one plain phrase in ASCII
letters, or one node that is isolated already. Only addresses and figures go beyond an island: hence a phrase and an
isolate must stand between spaces, and figures begin and end outside of islands.
"""

from __future__ import annotations

import re

from afgpub import bidi
from afgpub.direction.characters import BREAK, DIGIT, EASTERN, EUROPEAN, has_left, has_right
from afgpub.direction.kinds import HEADING_NUMBER
from afgpub.document import Code, Day, Image, Inlines, LineBreak, Node, Note, NoteReference, Statistic, Text
from afgpub.language.script import ARABIC
from afgpub.metadata import Direction
from afgpub.patterns import compiled

GAPS = " \u200c،"
MARKS = '.:؛؟!«»()\\[\\]"“”‘’…–—/\u064b-\u065f\u0670\\-'  # neutral between such letters, and no token by themselves
_CLOSED = "\ufffc"  # stands for a node that is isolated
_THING = "…"  # stands for code, a picture, the call of a note: a sign like this one
_SHORE = f"{ARABIC}{BREAK}"
# A joiner right after a number would have another level with an isolate there (X9): it has that of what is before it.
_NUMBER = f"[(«]?(?:[{EUROPEAN}]{{1,40}}|[{EASTERN}]{{1,40}})[.:)»…]?(?!\u200c)"
_WHOLE = f"{_CLOSED}|[A-Za-z](?:[A-Za-z0-9 .,@:/_-]*[A-Za-z0-9])?"
_SPACED = f"(?:(?<=[ {BREAK}])|^)(?:{_WHOLE})(?=،?(?:[ {BREAK}]|\\Z))"
_SIGNS = f"[{MARKS}](?:[{MARKS}{GAPS}]*[{MARKS}\u200c])?"
_ISLAND = f"(?:{_NUMBER}|{_SPACED}|{_SIGNS})(?=[{GAPS}]*(?:[{_SHORE}]|\\Z))"
_QUIET = f"[{_SHORE}{GAPS}]*(?:{_ISLAND}[{_SHORE}{GAPS}]*)*"
_ONLY_DIGITS = re.compile(f"[{DIGIT}]+")
_FAR = 4  # characters that are looked at to find the shore beside a figure


def is_quiet(line: Inlines, base: Direction, heading: str = "") -> bool:
    """Whether it is plain that no part of `line`, in a block of direction `base`, need be isolated.

    A `heading` must not begin with a nested number. What is isolated already is not looked into. The time is linear.
    """
    if base == "ltr":
        return not _may_turn(line)
    pieces: list[str] = []
    figures: list[tuple[int, int]] = []
    _flatten(line, 0, pieces, figures)
    text = "".join(pieces).replace("\n", " ")
    if compiled(_QUIET).fullmatch(text) is None or (heading and HEADING_NUMBER.match(text)):
        return False
    return all(_is_quiet_figure(text, *figure) for figure in figures)


def _may_turn(nodes: Inlines) -> bool:
    """Whether any text of a phrase has what could run from right to left."""
    for node in nodes:
        match node:
            case Text(value):
                turns = bidi.may_turn(value)
            case Code() | LineBreak() | Image() | Note() | NoteReference():
                continue
            case _:
                turns = _may_turn(node.children)
        if turns:
            return True
    return False


def says_nothing(nodes: Inlines) -> bool:
    """Whether a line in a block from left to right has no word, language or direction that could ask for another."""
    for node in nodes:
        match node:
            case Text():
                says = bidi.may_turn(node.value)
            case Image():
                says = bidi.may_turn(node.alternative)
            case Code() | LineBreak() | NoteReference():
                continue
            case Note():  # its blocks are not of the line
                says = True
            case _:
                says = bool(node.attrs.dir or node.attrs.lang) or not says_nothing(node.children)
        if says:
            return False
    return True


def is_flat(node: Node) -> bool:
    """Whether a node holds nothing but text."""
    inside: tuple[Node, ...] = getattr(node, "children", ())
    return len(inside) == 1 and type(inside[0]) is Text


def _flatten(nodes: Inlines, start: int, pieces: list[str], figures: list[tuple[int, int]]) -> int:
    """Add the characters of `nodes` to `pieces` and the places of figures and days to `figures`; where they end."""
    for node in nodes:
        match node:
            case Text(value):
                piece = value
            case LineBreak():
                piece = BREAK
            case Code() | Image() | Note() | NoteReference():
                piece = _THING
            case _ if node.attrs.dir:
                piece = _CLOSED
            case _:
                end = _flatten(node.children, start, pieces, figures)
                if isinstance(node, Statistic | Day):
                    figures.append((start, end))
                start = end
                continue
        pieces.append(piece)
        start += len(piece)
    return start


def _is_quiet_figure(text: str, start: int, end: int) -> bool:
    """Whether a figure or a day in a quiet line is read from right to left, or is a number, and cuts no island."""
    runs_left = has_right(text, start, end) and not has_left(text, start, end)
    if not runs_left and not _ONLY_DIGITS.fullmatch(text, start, end):
        return False
    return _is_at_shore(text, start) and _is_at_shore(text, end)


def _is_at_shore(text: str, place: int) -> bool:
    """Whether only gaps are between `place` and an Arabic letter, or an end of the line, before or after it."""
    before, after = text[max(0, place - _FAR) : place].rstrip(GAPS), text[place : place + _FAR].lstrip(GAPS)
    at_start, at_end = not before and place <= _FAR, not after and place + _FAR >= len(text)
    return at_start or at_end or any(map(_is_shore, (before[-1:], after[:1])))


def _is_shore(character: str) -> bool:
    return character == BREAK or has_right(character) is not None
