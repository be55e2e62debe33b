"""The layers of a PDF's text and of its layout, both out of its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby

from afgpub.renderers.tree import quoted
from afgpub.snapshot.pdf_lines import Line

_EXCERPT = 12  # characters of a line that say which one it is
_HYPHEN = re.compile("\u00ad\\s*")
_MARKS = re.compile(r"^--- .*$|^~ .*$|\[[^\[\]]* [0-9.e+-]+\] ", re.M)


def text_layer(pages: Sequence[Sequence[Line]]) -> str:
    """Page after page the lines, and before each run of letters its face and size (pt) where these change.

    Artifacts, which are no part of the text, have a tilde before them.
    """
    found: list[str] = []
    style = ""
    for number, lines in enumerate(pages, 1):
        found.append(f"--- page {number}")
        for line in lines:
            pieces = ["~ "] * line[0].artifact
            for run, letters in groupby(line, key=lambda letter: letter.style):
                pieces += [f"[{run}] "] * (run != style) + ["".join(letter.text for letter in letters)]
                style = run
            found.append("".join(pieces).rstrip())
    return "\n".join(found) + "\n"


def words_of(text: str) -> list[str]:
    """The words of a text layer, without pages, artifacts, faces, ends of lines and hyphens at these.

    That is what a change of layout leaves.
    """
    return _HYPHEN.sub("", _MARKS.sub(" ", text)).split()


def layout_layer(
    pages: Sequence[Sequence[Line]],
    boxes: Sequence[Mapping[str, Sequence[float]]],
    links: Sequence[Sequence[Sequence[float]]],
) -> str:
    """Page after page its boxes, of each line where its base line begins and ends, the places of links.

    All are in points to a tenth.
    """
    found: list[str] = []
    for number, (lines, sizes, places) in enumerate(zip(pages, boxes, links, strict=True), 1):
        found.append(f"--- page {number}")
        found += [f"{name} {' '.join(f'{side:.6g}' for side in sides)}" for name, sides in sizes.items()]
        found += [_place(line) for line in lines]
        found += [f"link {' '.join(f'{side:.1f}' for side in place)}" for place in places]
    return "\n".join(found) + "\n"


def _place(line: Line) -> str:
    text = "".join(letter.text for letter in line)
    cut = text[:_EXCERPT] + "…" if len(text) > _EXCERPT + 1 else text
    left, right = min(letter.x for letter in line), max(letter.x for letter in line)
    return f"{left:.1f} to {right:.1f} at {line[0].y:.1f} {quoted(cut)}"
