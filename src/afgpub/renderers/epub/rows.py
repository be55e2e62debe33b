"""XML of which every element has a row of its own: the package document and toc.ncx, which hold facts and no prose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.renderers.markup.writing import clean, void, wrap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def indented(tag: str, attributes: Mapping[str, str], rows: Sequence[str]) -> list[str]:
    """The rows of an element around `rows`, which are the XML of what it holds, two spaces further in."""
    if not rows:
        return [void(tag, attributes)]
    opening, closing = wrap(tag, attributes, "\n").split("\n")
    return [opening, *[f"  {row}" for row in rows], closing]


def as_document(rows: Sequence[str]) -> bytes:
    """The file that consists of `rows`, without the characters that XML forbids."""
    return clean("\n".join(("<?xml version='1.0' encoding='utf-8'?>", *rows, ""))).encode()
