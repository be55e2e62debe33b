"""What is seen of a phrase: the order of its characters, on however narrow a line, and which isolates it needs.

Two phrases look alike if their levels do, once those that turn the same stretch twice are taken out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from afgpub import bidi
from afgpub.direction.tokens import Token
from afgpub.metadata import Direction

_SAME_LEVEL = re.compile(rb"(.)\1*", re.DOTALL)
PLACED = ("number", "heading number", "mixed address")
_ROUNDS = 3  # neighbours are never taken away in the same round


def needed(text: str, tokens: tuple[Token, ...], base: Direction) -> list[Token]:
    """Those of `tokens` whose isolates `text` needs, so that each is read in its direction.

    A token that is read from left to right anyhow stays where the algorithm puts it, beside Latin words as one of
    them; phrases that run to the left, and numbers in their digits, have their places in the line too. The time is
    linear in the text, whatever the number of tokens.
    """

    looks: dict[tuple[int, ...], bytes] = {}

    def look(tokens: tuple[Token, ...]) -> bytes:
        key = tuple(map(id, tokens))  # a token's own hash is that of all its parts
        if key not in looks:
            looks[key] = _look(text, tokens, base)
        return looks[key]

    bare = look(())
    tokens = _unread(tokens, look)
    wanted = look(tokens)
    if bare == wanted:
        return []
    first = kept = tuple(token for place, token in enumerate(tokens) if not _is_same(tokens, place, wanted, bare))
    if look(kept) != wanted:
        return list(tokens)
    for turn in range(_ROUNDS):
        spared = set(first[turn::_ROUNDS])
        tried = look(tuple(token for token in kept if token not in spared))
        kept = tuple(
            token for place, token in enumerate(kept) if token not in spared or not _is_same(kept, place, wanted, tried)
        )
    return list(kept if look(kept) == wanted else first)


def _is_same(tokens: Sequence[Token], place: int, wanted: bytes, found: bytes) -> bool:
    """Whether nothing has changed about a token, as far as to the tokens beside it."""
    start = tokens[place - 1].start if place else 0
    end = tokens[place + 1].end if place + 1 < len(tokens) else len(wanted)
    end = max(end, tokens[place].end)
    return wanted[start:end] == found[start:end]


def _unread(tokens: tuple[Token, ...], look: Callable[[tuple[Token, ...]], bytes]) -> tuple[Token, ...]:
    """Without the tokens whose own characters are in order where the others, and not they, are isolated."""
    apart = look(tokens)
    chosen = tuple(token for token in tokens if token.dir == "rtl" or token.kind in PLACED)
    others = [token for token in tokens if not (token.dir == "rtl" or token.kind in PLACED)]
    for _ in range(_ROUNDS):
        seen = look(chosen)
        missing = {token for token in others if _order(seen, token) != _order(apart, token)}
        if not missing:
            return chosen
        others = [token for token in others if token not in missing]
        left = set(others)
        chosen = tuple(token for token in tokens if token not in left)
    return tokens


def _order(look: bytes, token: Token) -> bytes:
    """The levels of a token's characters, counted from the lowest of them, odd or even as they are."""
    own = look[token.start : token.end]
    lowest = min(own) & ~1
    return bytes(level - lowest for level in own)


def _look(text: str, tokens: Sequence[Token], base: Direction) -> bytes:
    """The reduced level of every character of `text` with `tokens` in isolates."""
    marked, kept = _marked(text, tokens)
    levels = bidi.resolve(marked, base)
    runs = [(run[0][0], len(run[0])) for run in _SAME_LEVEL.finditer(levels)]
    reduced = bytearray()
    _reduce(runs, 0, len(runs), 0 if base == "ltr" else 1, 0, reduced)
    return b"".join(reduced[start:end] for start, end in kept)


def _marked(text: str, tokens: Sequence[Token]) -> tuple[str, list[tuple[int, int]]]:
    """`text` with the characters of isolates, and where the stretches of its own characters are in that."""
    marks: list[tuple[int, int, int, str]] = []
    for token in tokens:
        length = token.end - token.start
        marks.append((token.start, 1, -length, bidi.isolate_of(token.dir)))
        marks.append((token.end, 0, length, bidi.PDI))
    pieces: list[str] = []
    kept: list[tuple[int, int]] = []
    at = shift = 0
    for place, _, _, mark in sorted(marks):
        kept.append((at + shift, place + shift))
        pieces += (text[at:place], mark)
        at = place
        shift += 1
    kept.append((at + shift, len(text) + shift))
    pieces.append(text[at:])
    return "".join(pieces), kept


def _reduce(runs: list[tuple[int, int]], first: int, last: int, level: int, own: int, out: bytearray) -> None:
    """Write `own` for what is at `level` in these runs; a stretch above counts by how often it turns, odd or even."""
    place = first
    while place < last:
        if runs[place][0] <= level:
            out.extend(bytes((own,)) * runs[place][1])
            place += 1
            continue
        end = place
        while end < last and runs[end][0] > level:
            end += 1
        above = min(run[0] for run in runs[place:end])
        _reduce(runs, place, end, above, own + (above - level) % 2, out)
        place = end
