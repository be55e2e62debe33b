"""Isolates about tokens: inside one phrase, those and only those that the Unicode algorithm would show wrongly."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from operator import is_

from afgpub import bidi
from afgpub.direction.characters import BREAK, OBJECT, has_left, has_right
from afgpub.direction.quiet import is_quiet
from afgpub.direction.seen import needed
from afgpub.direction.tokens import Token, find_tokens, spread
from afgpub.direction.wrapping import can_be_cut, wrap
from afgpub.document import Code, Day, Image, Inline, Inlines, LineBreak, Note, NoteReference, Statistic, Text
from afgpub.frozen import dataclass, replace
from afgpub.metadata import Direction

_CONTROLS = frozenset((bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF, bidi.LRI, bidi.RLI, bidi.FSI, bidi.PDI))
_PASSES = 4


def isolate(line: Inlines, base: Direction, heading: str = "") -> Inlines:
    """`line`, a phrase in a block of direction `base`, with `dir` on nodes, or Runs about nodes, that need it.

    What is isolated already is a phrase of its own. `line` itself is given back where nothing is wanting, as always
    where its characters cannot turn; so is a line with characters that embed or isolate, whose author saw to it.
    Doing it twice changes nothing more.
    """
    for _ in range(
        0 if is_quiet(line, base, heading) else _PASSES
    ):  # one that needs none may, once another has got its own
        flat = _flatten(line)
        if not _CONTROLS.isdisjoint(flat.text):
            break
        tokens = _free(spread(find_tokens(flat.text, base, flat.known, heading)), flat)
        wanted = needed(flat.shown, tuple(tokens), base) if tokens else []
        if not wanted:
            break
        line = wrap(line, wanted)
    return _in_isolates(line, heading)


def bidi_text(line: Inlines) -> str:
    """The phrase as plain text in logical order, its isolates as characters (U+2066, U+2067, U+2069).

    A break of the line is a line feed, a picture U+FFFC; notes and their calls are left out.
    """
    return "".join(_plain(line))


def _plain(nodes: Inlines) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text(value):
                yield value
            case Code(value):
                yield bidi.isolated(value, "ltr")
            case LineBreak():
                yield "\n"
            case Image():
                yield OBJECT
            case Note() | NoteReference():
                pass
            case _:
                inside = "".join(_plain(node.children))
                yield bidi.isolated(inside, node.attrs.dir) if node.attrs.dir else inside


@dataclass(frozen=True, slots=True)
class _Flat:
    """A phrase as characters.

    In `shown` objects stand for what is isolated already, whose places are in `closed`; `known` are the places of
    figures and days, `solid` those of nodes that cannot be cut, each after the one that holds it.
    """

    text: str
    shown: str
    known: tuple[Token, ...]
    closed: tuple[Token, ...]
    solid: tuple[tuple[int, int], ...]


def _flatten(line: Inlines) -> _Flat:
    text: list[str] = []
    shown: list[str] = []
    known: list[Token] = []
    closed: list[Token] = []
    solid: list[tuple[int, int]] = []

    def collect(nodes: Inlines, start: int, inside: bool) -> int:
        for node in nodes:
            match node:
                case Text(value):
                    piece = value.replace("\n", " ")
                case LineBreak():
                    piece = BREAK
                case Code() | Image() | Note() | NoteReference():
                    piece = OBJECT
                case _:
                    dir = node.attrs.dir
                    end = collect(node.children, start, inside or dir is not None)
                    if isinstance(node, Statistic | Day) and end > start:
                        known.append(Token(start, end, "ltr", type(node).__name__.lower()))
                    if not can_be_cut(node) and end - start > 1:
                        solid.append((start, end))
                    if dir and not inside and end > start:
                        closed.append(Token(start, end, dir, "isolate"))
                    start = end
                    continue
            text.append(piece)
            shown.append(OBJECT * len(piece) if inside else piece)
            start += len(piece)
        return start

    collect(line, 0, False)
    whole = "".join(text)
    read = [token for found in known if (token := _read(found, whole))]
    return _Flat(whole, "".join(shown), tuple(read), tuple(closed), tuple(reversed(solid)))


def _read(figure: Token, text: str) -> Token | None:
    """A figure or a day in the direction of its letters; without letters a day is read as written."""
    if BREAK in text[figure.start : figure.end]:
        return None
    left, right = (has(text, figure.start, figure.end) is not None for has in (has_left, has_right))
    if left == right:
        return figure if figure.kind == "day" and not left else None
    return Token(figure.start, figure.end, "ltr" if left else "rtl", figure.kind)


def _free(found: list[Token], flat: _Flat) -> list[Token]:
    """The tokens that can be wrapped: what is within an isolate, or goes across its edge, is not of this phrase."""
    closed = flat.closed
    starts = [isolate.start for isolate in closed]
    crosses = _crossing(flat)
    free: list[Token] = []
    ends: list[int] = []
    for token in found:
        start, end = token.start, token.end
        while ends and ends[-1] <= start:
            ends.pop()
        near = closed[max(0, bisect_right(starts, start) - 1) : bisect_left(starts, end)]
        inside = any(
            one.end > start and (one.start < start or one.end > end or (one.start, one.end) == (start, end))
            for one in near
        )
        if inside or crosses(start, end) or (ends and end > ends[-1]):
            continue
        ends.append(end)
        free.append(token)
    return free


def _crossing(flat: _Flat) -> Callable[[int, int], bool]:
    """Whether a stretch has one end in a node that cannot be cut and the other outside of it."""
    around: list[tuple[int, int] | None] = [None] * (len(flat.text) + 1)
    for start, end in flat.solid:
        around[start + 1 : end] = [(start, end)] * (end - start - 1)

    def crosses(start: int, end: int) -> bool:
        first, last = around[start], around[end]
        return (first is not None and end > first[1]) or (last is not None and start < last[0])

    return crosses


def _in_isolates(line: Inlines, heading: str) -> Inlines:
    """`line` with the phrases in its isolates isolated in their turn."""
    after = tuple([_in_isolate(node, heading if len(line) == 1 else "") for node in line])
    return line if all(map(is_, after, line)) else after


def _in_isolate(node: Inline, heading: str) -> Inline:
    match node:
        case Text() | Code() | LineBreak() | Image() | Note() | NoteReference():
            return node
        case _:
            dir = node.attrs.dir
            inside = isolate(node.children, dir, heading) if dir else _in_isolates(node.children, "")
            return node if inside is node.children else replace(node, children=inside)
