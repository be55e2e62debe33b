"""The layer of directions: each phrase with its base direction and the levels that UAX #9 gives its runs."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from afgpub.check.views import View, views
from afgpub.document import Document
from afgpub.renderers.tree import quoted

_SHOWN = 24  # characters of a phrase of one level


def directions_layer(document: Document) -> str:
    """A line for each phrase: `rtl 1`, or `rtl 1"متن " 2"text"` where its characters have several levels."""
    return "\n".join(_line(view) for view in views(document, document)) + "\n"


def _line(view: View) -> str:
    runs = list(_runs(view))
    if len(runs) == 1:
        level, text = runs[0]
        runs = [(level, text if len(text) <= _SHOWN else text[:_SHOWN] + "…")]
    return " ".join([view.base, *(f"{level}{quoted(text)}" for level, text in runs)])


def _runs(view: View) -> Iterator[tuple[int, str]]:
    for level, characters in groupby(zip(view.levels, view.text, strict=True), key=lambda pair: pair[0]):
        yield level, "".join(character for _, character in characters)
