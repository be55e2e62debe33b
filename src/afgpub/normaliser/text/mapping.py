"""Edits of a tree, found again in the lines of the source that it was read from.

An edit is made in the source only where its words stand there exactly; escapes, entities and words over two lines do
not. The edited source is read again: if it does not give the very tree that the rules made, nothing is changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from afgpub.document import Document
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text.changes import Edit
from afgpub.normaliser.text.document import TextNormaliser


class Mapped(NamedTuple):
    """The source with those edits made that stand in it exactly, and the others."""

    text: str
    missed: tuple[Edit, ...]


def edited(document: Document, options: NormaliserOptions) -> tuple[Document, tuple[Edit, ...]]:
    """The document with the rules applied, and every single edit: here none are counted together."""
    normaliser = TextNormaliser(document, options, most_told=1 << 60)
    return normaliser.run(), tuple(normaliser.edits)


def map_edits(text: str, read: Callable[[str], Document], options: NormaliserOptions) -> Mapped:
    """`text` with the edits of the rules made in its lines; `read` makes the tree of a text."""
    wanted, edits = edited(read(text), options)
    lines = text.split("\n")
    missed = tuple(_missed(lines, edits))
    changed = "\n".join(lines)
    if changed == text:
        return Mapped(text, missed)
    again, _ = edited(read(changed), options)
    return Mapped(changed, missed) if again == wanted else Mapped(text, edits)


def _missed(lines: list[str], edits: Sequence[Edit]) -> list[Edit]:
    """Make the edits in `lines`, in their order, and give back those that were not found."""
    missed: list[Edit] = []
    rule, line, column = "", 0, 0
    for edit in edits:
        if edit.span is None or not edit.before:
            missed.append(edit)
            continue
        first = edit.span.start - 1
        if edit.rule != rule or line < first or line >= edit.span.end:
            rule, line, column = edit.rule, first, 0
        place = _find(lines, edit.before, line, column, min(edit.span.end, len(lines)))
        if place is None:
            missed.append(edit)
            continue
        line, column = place
        lines[line] = lines[line][:column] + edit.after + lines[line][column + len(edit.before) :]
        column += len(edit.after)
    return missed


def _find(lines: list[str], words: str, line: int, column: int, end: int) -> tuple[int, int] | None:
    for number in range(line, end):
        found = lines[number].find(words, column if number == line else 0)
        if found >= 0:
            return number, found
    return None
