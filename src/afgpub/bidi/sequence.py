"""Weak and neutral characters of one isolating run sequence (rules W1 to I2), by substitution in its classes."""

from __future__ import annotations

import re

from afgpub.bidi.mirroring import CANONICAL, CLOSER_OF, CLOSERS, OPENERS

_MARKS = re.compile(r"([^m])m+")
_AFTER_ARABIC = re.compile("A[^LR]*")
# These begin with what they find, not with what is before it, and so pass over all else at once.
_SEPARATOR = re.compile("[+,](?<=1.)(?=1)")
_ARABIC_SEPARATOR = re.compile(",(?<=2.)(?=2)")
_TERMINATORS = re.compile("%*1[1%]*")
_LEFT_OVER = str.maketrans("+,%", "ooo")
_AFTER_LATIN = re.compile("L[^R]*")
_BRACKET = re.compile("[" + re.escape("".join(sorted(OPENERS | CLOSERS))) + "]")
# From the first to the last that runs to one side with none between that runs to the other.
_STRETCH_RIGHT = re.compile(b"[R12](?:[^L]*[R12])?")
_STRETCH_LEFT = re.compile(b"L(?:[^R12]*L)?")
_NEUTRALS = b" oPS[]?^"
_TO_RIGHT = bytes.maketrans(_NEUTRALS, b"R" * len(_NEUTRALS))
_TO_LEFT = bytes.maketrans(_NEUTRALS, b"L" * len(_NEUTRALS))
_ISOLATES = frozenset("[]?^")
_MOST_OPEN = 63  # BD16


def has_bracket(text: str) -> bool:
    """Whether `text` has any of the paired brackets."""
    return _BRACKET.search(text) is not None


def resolve_sequence(text: str, classes: str, level: int, before: str, after: str) -> bytes:
    """The levels of the characters of a sequence; `before` and `after` are the strong classes at its ends (X10)."""
    side, other = ("R", "L") if level % 2 else ("L", "R")
    found = before + classes
    if "m" in found:
        found = _MARKS.sub(lambda m: m[1] + ("o" if m[1] in _ISOLATES else m[1]) * (len(m[0]) - 1), found)
    if "A" in found:
        if "1" in found:
            found = _AFTER_ARABIC.sub(lambda m: m[0].replace("1", "2"), found)
        found = found.replace("A", "R")
    if "1" in found or "2" in found:
        found = _SEPARATOR.sub("1", found)
        found = _ARABIC_SEPARATOR.sub("2", found)
        if "%" in found:
            found = _TERMINATORS.sub(lambda m: "1" * len(m[0]), found)
    if "+" in found or "," in found or "%" in found:
        found = found.translate(_LEFT_OVER)
    if "1" in found and "L" in found:
        found = _AFTER_LATIN.sub(lambda m: m[0].replace("1", "L"), found)
    if "o" in found and has_bracket(text):
        found = before + _with_brackets(text, classes, found[1:], side, other, before)
    settled = (found + after).encode("ascii")
    settled = _STRETCH_RIGHT.sub(lambda m: m[0].translate(_TO_RIGHT), settled)
    settled = _STRETCH_LEFT.sub(lambda m: m[0].translate(_TO_LEFT), settled)
    return settled[1:-1].translate(_LEVELS[level])


def _levels_table(level: int) -> bytes:
    right, number = (0, 1) if level % 2 else (1, 2)
    left = 1 if level % 2 else 0
    table = bytearray((level,)) * 256  # what is neutral still runs as the sequence does (N2)
    for letter, more in (("L", left), ("R", right), ("1", number), ("2", number)):
        table[ord(letter)] = level + more
    return bytes(table)


_LEVELS = [_levels_table(level) for level in range(126)]


def _with_brackets(text: str, original: str, found: str, side: str, other: str, before: str) -> str:
    """Rule N0: both brackets of a pair take the direction of what they hold."""
    classes = list(found)
    for opener, closer in _pairs(text, found):
        inside = _sides(classes, opener + 1, closer)
        if side in inside:
            new = side
        elif other in inside:
            new = other if _strong_before(classes, opener, before) == other else side
        else:
            continue
        for place in (opener, closer):
            classes[place] = new
            place += 1
            while place < len(original) and original[place] == "m":
                classes[place] = new
                place += 1
    return "".join(classes)


def _pairs(text: str, found: str) -> list[tuple[int, int]]:
    """The pairs of brackets of BD16, in the order of their openers."""
    pairs: list[tuple[int, int]] = []
    open_ones: list[tuple[str, int]] = []
    for hit in _BRACKET.finditer(text):
        place, character = hit.start(), hit[0]
        if found[place] != "o":
            continue
        if character in OPENERS:
            if len(open_ones) == _MOST_OPEN:
                return []
            closer = CLOSER_OF[character]
            open_ones.append((CANONICAL.get(closer, closer), place))
            continue
        closer = CANONICAL.get(character, character)
        for index in range(len(open_ones) - 1, -1, -1):
            if open_ones[index][0] == closer:
                pairs.append((open_ones[index][1], place))
                del open_ones[index:]
                break
    return sorted(pairs)


def _sides(classes: list[str], start: int, end: int) -> set[str]:
    own = set(classes[start:end])
    sides = {"L"} if "L" in own else set()
    return sides | {"R"} if own & {"R", "1", "2"} else sides


def _strong_before(classes: list[str], place: int, before: str) -> str:
    for index in range(place - 1, -1, -1):
        if classes[index] == "L":
            return "L"
        if classes[index] in "R12":
            return "R"
    return before
