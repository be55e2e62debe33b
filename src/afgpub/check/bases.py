"""Base directions that are hardly decided: by a close majority, by no majority, or otherwise by the first letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.bidi import first_strong, without_isolates
from afgpub.check.findings import Findings
from afgpub.check.views import View
from afgpub.language import letters_by_direction
from afgpub.metadata import Direction

CLOSE = 0.4  # the share of letters from which the smaller direction is nearly as strong as the other
_FEWEST = 4  # letters of a direction by which a line has that direction too
_PARTING = re.compile(r"\s*[|•·]+\s*|\s+[-–—/*\u0640]+\s+|\s{2,}|\t")


def find_close_bases(views: Sequence[View], root_given: bool, findings: Findings) -> None:
    """Tell of lines whose direction nobody says and their letters hardly do, and nothing about them either."""
    counts = {
        id(view): letters_by_direction(view.words) for view in views if not view.given and view.role != "metadata"
    }
    left, right = (sum(count[side] for count in counts.values()) for side in (0, 1))
    firm = root_given or _share(left, right) < CLOSE
    for view in views:
        left, right = counts.get(id(view), (0, 0))
        if min(left, right) < _FEWEST or _share(left, right) < CLOSE:
            continue
        parts = _parts(view) if view.role != "item" else 0
        if parts:
            findings.add("parts-order", view, 0, count=parts, other=_other(view.base), dir=view.base, way=view.way)
        elif view.base != view.around or not firm:
            percent = 100 * max(left, right) // (left + right)
            findings.add(
                "direction-close", view, 0, dir=view.base, other=_other(view.base), way=view.way, share=percent
            )


def find_first_letters(view: View, findings: Findings) -> None:
    """Tell of a title that outputs without markup turn round: bookmarks, the tabs of browsers, lists of books."""
    text = without_isolates(view.text)
    if view.role in ("title", "metadata") and first_strong(text, view.base) != view.base:
        findings.add("direction-first", view, 0, way=view.way)


def _share(left: int, right: int) -> float:
    return min(left, right) / (left + right or 1)


def _other(dir: Direction) -> Direction:
    return "rtl" if dir == "ltr" else "ltr"


def _parts(view: View) -> int:
    """How many parts a line has if each is of one direction, both directions are there and only neutrals part them."""
    parts = [letters_by_direction(part) for part in _PARTING.split(view.bare(0, len(view.text)))]
    parts = [part for part in parts if any(part)]
    if any(left and right for left, right in parts) or len(parts) < 2:
        return 0
    return len(parts) if len({left > right for left, right in parts}) == 2 else 0
