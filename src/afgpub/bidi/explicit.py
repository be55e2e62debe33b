"""Embeddings, overrides and isolates (rules X1 to X10): the isolating run sequences of a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

from afgpub.bidi.classes import EXPLICIT
from afgpub.frozen import dataclass, field

_DEEPEST = 125  # max_depth, BD2
_STRONG_OR_ISOLATE = re.compile(r"[LRA\[\]?^]")


class Piece(NamedTuple):
    """Characters `start` to `end` (not included) of a paragraph and their classes, overridden where X6 says so."""

    start: int
    end: int
    classes: str


@dataclass(slots=True)
class Sequence:
    """One isolating run sequence (BD13), its level, and the strong classes before and after it (sos and eos)."""

    level: int
    pieces: list[Piece] = field(default_factory=list)
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class _Run:
    """A level run (BD7). `opens` is the number of the isolate that its last character begins, `closes` that ended by
    its first."""

    level: int
    pieces: list[Piece]
    opens: int | None = None
    closes: int | None = None


class _Entry(NamedTuple):
    level: int
    override: str
    isolate: int | None


def sequences_of(classes: str, base: int) -> list[Sequence]:
    """The isolating run sequences of a paragraph of level `base`, in the order in which they begin."""
    runs = _level_runs(classes, base)
    first_of: dict[int | None, int] = {run.closes: n for n, run in enumerate(runs) if run.closes is not None}
    sequences: list[Sequence] = []
    for place, run in enumerate(runs):
        if run.closes is not None:
            continue  # goes on with the sequence of its initiator, which stands before it
        sequence = Sequence(run.level, list(run.pieces))
        last = place
        while (next_one := first_of.get(runs[last].opens)) is not None:
            last = next_one
            sequence.pieces += runs[last].pieces
        level_before = runs[place - 1].level if place else base
        open_ended = runs[last].opens is not None or last + 1 == len(runs)
        level_after = base if open_ended else runs[last + 1].level
        sequence.before = "R" if max(run.level, level_before) % 2 else "L"
        sequence.after = "R" if max(run.level, level_after) % 2 else "L"
        sequences.append(sequence)
    return sequences


def _level_runs(classes: str, base: int) -> list[_Run]:
    runs: list[_Run] = []
    stack = [_Entry(base, "", None)]
    overflow_isolates = overflow_embeddings = 0
    matched = _matched(classes)

    def add(start: int, end: int, opens: int | None = None, closes: int | None = None) -> None:
        top = stack[-1]
        pieces = _kept(start, classes[start:end], top.override)
        if not pieces:
            return
        # A PDI goes on with the run before it after an empty isolate, and after one too deep for a level of its own.
        joins = runs and runs[-1].level == top.level and runs[-1].opens in (None, closes)
        if joins:
            runs[-1].pieces += pieces
            runs[-1].opens = opens
        else:
            runs.append(_Run(top.level, pieces, opens, closes))

    place = 0
    for found in EXPLICIT.finditer(classes):
        here, letter = found.start(), found[0]
        if here > place:
            add(place, here)
        place = here + 1
        top = stack[-1]
        if letter in "<>()":
            level = _next_level(top.level, letter in ">)")
            if level <= _DEEPEST and not overflow_isolates and not overflow_embeddings:
                stack.append(_Entry(level, {"(": "L", ")": "R"}.get(letter, ""), None))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif letter in "[]?":
            fits = not overflow_isolates and not overflow_embeddings
            right = letter == "]" or (letter == "?" and fits and _is_right(classes, here + 1))
            level = _next_level(top.level, right)
            if fits and level <= _DEEPEST:
                add(here, here + 1, opens=here)
                stack.append(_Entry(level, "", here))
            else:
                add(here, here + 1)
                overflow_isolates += 1
        elif letter == "^":
            closes = None
            if overflow_isolates:
                overflow_isolates -= 1
            elif here in matched:
                overflow_embeddings = 0
                while stack[-1].isolate is None:
                    stack.pop()
                closes = stack.pop().isolate
            add(here, here + 1, closes=closes)
        elif letter == "!" and not overflow_isolates:
            if overflow_embeddings:
                overflow_embeddings -= 1
            elif len(stack) > 1 and stack[-1].isolate is None:
                stack.pop()
    if place < len(classes):
        add(place, len(classes))
    return runs


def _kept(start: int, own: str, override: str) -> list[Piece]:
    """What rule X9 leaves of the classes `own`, which begin at `start`."""
    pieces: list[Piece] = []
    for part in own.split("b"):
        if part:
            pieces.append(Piece(start, start + len(part), override * len(part) if override else part))
        start += len(part) + 1
    return pieces


def _matched(classes: str) -> set[int]:
    """Where the PDIs are that end an isolate (BD9)."""
    found: set[int] = set()
    depth = 0
    for control in EXPLICIT.finditer(classes):
        if control[0] in "[]?":
            depth += 1
        elif control[0] == "^" and depth:
            depth -= 1
            found.add(control.start())
    return found


def _is_right(classes: str, start: int) -> bool:
    return strong_of(classes, start) in ("R", "A")


def strong_of(classes: str, start: int, *, in_isolate: bool = True) -> str | None:
    """The first strong class from `start` to the end of the isolate that it is in; nested isolates are passed over."""
    depth = 0
    for found in _STRONG_OR_ISOLATE.finditer(classes, start):
        letter = found[0]
        if letter in "[]?":
            depth += 1
        elif letter == "^":
            if depth == 0 and in_isolate:
                return None
            depth = max(0, depth - 1)
        elif depth == 0:
            return letter
    return None


def _next_level(level: int, right: bool) -> int:
    return (level + 1) | 1 if right else (level + 2) & ~1
