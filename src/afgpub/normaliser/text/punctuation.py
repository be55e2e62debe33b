"""Marks as a printer sets them, each rule only where a pair or a run leaves no doubt. None is on unless asked for."""

from __future__ import annotations

import re

from afgpub.normaliser.text.changes import Change

_QUOTE = re.compile('"')
_ANGLES = re.compile("[《》]")
_DOTS = re.compile(r"(?:(?<=[\u0620-\u06ff]) +)?(?<![.\d])\.{3,}(?![.\d])")
_DASHES = re.compile(r"(?<![-\w|>])-{2,3}(?![-\w|>])|(?<=[^\W\d_])-{2,3}(?=[^\W\d_])")
_REPEATED = re.compile(r"([!?؟])\1+")
_OPENS = re.compile(r"[\s(\[«\u200c]")
_CLOSES = re.compile(r"[\s)\]»،؛؟.,;:!?…]")


def find_quotes(text: str) -> list[Change]:
    """Straight quotes in pairs, each opening before and closing after a word, become « and »; so do 《 and 》."""
    changes = [Change(*found.span(), "«" if found[0] == "《" else "»") for found in _ANGLES.finditer(text)]
    places = [found.start() for found in _QUOTE.finditer(text)]
    if places and len(places) % 2 == 0:
        pairs = list(zip(places[::2], places[1::2], strict=True))
        if all(_opens(text, opening) and _closes(text, closing) for opening, closing in pairs):
            for opening, closing in pairs:
                changes += (Change(opening, opening + 1, "«"), Change(closing, closing + 1, "»"))
    return sorted(changes)


def find_ellipses(text: str) -> list[Change]:
    """Three dots or more become …; in the Arabic script the space before them goes."""
    return [Change(*found.span(), "…") for found in _DOTS.finditer(text)]


def find_dashes(text: str) -> list[Change]:
    """Two hyphens become –, three —, alone or between spaces or letters; rules of hyphens and flags stay."""
    return [Change(*found.span(), "–" if len(found[0]) == 2 else "—") for found in _DASHES.finditer(text)]


def find_repeated_marks(text: str) -> list[Change]:
    """The same ! or ? or ؟ many times over becomes one."""
    return [Change(*found.span(), found[1]) for found in _REPEATED.finditer(text)]


def _opens(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not before or bool(_OPENS.match(before))) and bool(after) and not after.isspace()


def _closes(text: str, place: int) -> bool:
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    return (not after or bool(_CLOSES.match(after))) and not before.isspace()
