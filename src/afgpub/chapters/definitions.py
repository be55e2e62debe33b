"""Notes that are defined after the text, brought to the chapters that call them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.chapters.cut import Cut, Segment, UncutError

_CALL = re.compile(r"\[\^([^\s\[\]]{1,100})\]")
# A definition at the start of its line, with the lines that are indented under it.
_DEFINITION = re.compile(r"\[\^([^\s\[\]]{1,100})\]:[^\n]*(?:\n+(?: {4}|\t)[^\n]*)*")


def move_definitions(cuts: Sequence[Cut]) -> list[Cut]:
    """The chapters with the notes that they alone call, wherever these were defined at the end of a chapter.

    Raises UncutError for a note that two chapters call, or that is defined twice.
    """
    bodies, tails = zip(*map(parted, cuts), strict=True)
    homes = {label: home for home, tail in enumerate(tails) for label in tail}
    if len(homes) < sum(map(len, tails)):
        raise UncutError("it defines a note twice")
    called = [calls_in(body.text) for body in bodies]
    callers: dict[str, list[int]] = {}
    for number, labels in enumerate(called):
        for label in labels & homes.keys():
            callers.setdefault(label, []).append(number)
    if any(len(numbers) > 1 for numbers in callers.values()):
        raise UncutError("two chapters call the same note")
    moved = {label for label, home in homes.items() if callers.get(label, [home]) != [home]}
    if not moved:
        return list(cuts)
    made: list[Cut] = []
    for number, (cut, body, tail) in enumerate(zip(cuts, bodies, tails, strict=True)):
        kept = [definition for label, definition in tail.items() if label not in moved]
        brought = [tails[homes[label]][label] for label in homes if label in moved and callers[label] == [number]]
        made.append(cut if len(kept) == len(tail) and not brought else _joined(body, [*kept, *brought]))
    return made


def calls_in(text: str) -> set[str]:
    """The labels of the notes that `text` calls."""
    return set(_CALL.findall(text)) if "[^" in text else set()


def parted(cut: Cut) -> tuple[Cut, dict[str, Cut]]:
    """A chapter without the definitions after its text, and these by their labels. Raises UncutError."""
    if "\n[^" not in cut.text:
        return cut, {}
    found = [match for match in _DEFINITION.finditer(cut.text) if cut.text.startswith("\n", match.start() - 1)]
    end, tail = len(cut.text.rstrip()), list[re.Match[str]]()
    for match in reversed(found):
        if match.end() != end:
            break
        tail.append(match)
        end = len(cut.text[: match.start()].rstrip("\n"))
    if not tail or not cut.text.startswith("\n\n", end):
        return cut, {}
    labels = {match[1]: Cut.of(match[0], cut.first + cut.text.count("\n", 0, match.start())) for match in tail[::-1]}
    if len(labels) < len(tail):
        raise UncutError("it defines a note twice")
    return Cut.of(cut.text[:end], cut.first), labels


def _joined(body: Cut, definitions: Sequence[Cut]) -> Cut:
    text, segments = f"{body.text}\n\n", list(body.segments)
    for definition in definitions:
        segments.append(Segment(text.count("\n") + 1, definition.first))
        text += f"{definition.text}\n\n"
    return Cut(text, tuple(segments))
