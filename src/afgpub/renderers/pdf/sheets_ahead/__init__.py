"""Style sheets as WeasyPrint parses them, kept as Python: parsing them takes longer than setting a page.

Kept are its own sheet and those of our themes, a module each, written by `pytest --rewrite` and tied to the text by its
digest, and to the packages that parse by their versions. What is not kept is parsed: of a theme's style sheet, what
comes after the files that are known, such as the rules for the size of its pages or the sheet of a user's own theme.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any, TypeAlias

from afgpub.digests import sha256_of
from afgpub.renderers.pdf.sheets_ahead.index import SHEETS, VERSIONS

Sheet: TypeAlias = Callable[[int], tuple[Any, Any, Mapping[str, Any]]]  # of a line, at which its text begins


def kept_sheet(css: str) -> Sheet | None:
    """What WeasyPrint makes of this text, if it is kept."""
    name = SHEETS.get((len(css), sha256_of(css.encode()))) if _is_for_these() else None
    sheet: Sheet | None = import_module(f"{__name__}.{name}").sheet if name else None
    return sheet


def parse(css: str, **given: Any) -> Any:
    """`weasyprint.CSS(string=css, **given)`, with what is kept taken from there."""
    import weasyprint

    pieces = [] if "@import" in css or not _is_for_these() else list(_known_pieces(css))
    if not pieces:
        return weasyprint.CSS(string=css, **given)
    parsed = weasyprint.CSS(string="", **given)
    for begin, _, sheet in pieces:
        fill(parsed, sheet(css.count("\n", 0, begin) + 1), given["counter_style"])
    end = pieces[-1][1]
    if css[end:].strip():
        rest = "\n" * css.count("\n", 0, end) + css[end:]  # complaints name the line
        shared = {name: getattr(parsed, name) for name in ("matcher", "page_rules", "layers")}
        weasyprint.CSS(string=rest, **given, **shared)
    return parsed


def fill(parsed: Any, sheet: tuple[Any, Any, Mapping[str, Any]], counters: dict[str, Any]) -> None:
    """Put the rules, the rules of pages and the counter styles of a kept sheet after those that are there."""
    rules, pages, styles = sheet
    add = parsed.matcher.add_selector
    for declarations, selectors in rules:
        for selector in selectors:
            add(selector, (declarations, None))
    parsed.page_rules += [(None, *rule) for rule in pages]
    counters.update(styles)


def _known_pieces(css: str) -> Iterator[tuple[int, int, Sheet]]:
    """The begin, the end and the parse of the kept sheets with which the text begins, one a line after the other."""
    place = 0
    lengths = sorted({length for length, _ in SHEETS}, reverse=True)
    while place < len(css):
        for length in lengths:
            end = place + length
            if end <= len(css) and css[end : end + 1] in ("", "\n") and (sheet := kept_sheet(css[place:end])):
                yield place, end, sheet
                place = end + 1
                break
        else:
            return


def _is_for_these() -> bool:
    """Whether the packages that parse are those of which the parse is kept."""
    return all(getattr(sys.modules.get(name), "VERSION", "") == version for name, version in VERSIONS.items())
