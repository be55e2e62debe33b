"""Titles for terminals that neither join Arabic letters nor order lines from right to left.

Such a terminal gets presentation forms in visual order; every other one, and every pipe, gets the text as it is.
Presentation forms are for the eye only: they never enter a document.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache
from typing import TYPE_CHECKING, Any
from unicodedata import bidirectional

from afgpub.bidi import first_strong, visual

if TYPE_CHECKING:
    from collections.abc import Mapping

# Set by terminals that join and reorder themselves, and by multiplexers, which hide what is behind them.
_CAPABLE = ("KONSOLE_VERSION", "MLTERM", "ITERM_SESSION_ID", "KITTY_WINDOW_ID", "TMUX", "STY")
_FIRST_CAPABLE_VTE = 5800  # 0.58: GNOME Terminal and its kin
# Set by terminals that draw each letter in its own cell from left to right.
_INCAPABLE = ("XTERM_VERSION", "ALACRITTY_WINDOW_ID", "GHOSTTY_RESOURCES_DIR", "WT_SESSION")
_INCAPABLE_TERMS = ("linux", "alacritty", "foot", "xterm-ghostty")
_JOINERS = dict.fromkeys(map(ord, "\u200c\u200d"))


def needs_shaping(environment: Mapping[str, str]) -> bool:
    """Does the terminal of this environment show Arabic letters apart? AFGPUB_TERMINAL=plain|shaped overrules it.

    A terminal that is not known is left to itself: a reordered line in a terminal that reorders cannot be read.
    """
    wish = environment.get("AFGPUB_TERMINAL", "")
    if wish in ("plain", "shaped"):
        return wish == "shaped"
    if any(environment.get(name) for name in _CAPABLE):
        return False
    vte = environment.get("VTE_VERSION", "")
    if vte:
        return vte.isdecimal() and int(vte) < _FIRST_CAPABLE_VTE
    term = environment.get("TERM", "")
    return (
        any(environment.get(name) for name in _INCAPABLE)
        or term in _INCAPABLE_TERMS
        or term.startswith(("foot-", "alacritty-"))
        or environment.get("TERM_PROGRAM") == "vscode"
    )


def prepare_title(title: str) -> str:
    """The title as standard error can show it: as it is, unless that is a terminal that needs shaping."""
    if sys.stderr.isatty() and needs_shaping(os.environ):
        return shape_title(title)
    return title


def shape_title(title: str) -> str:
    """Presentation forms in visual order, brackets mirrored.

    A word with a letter that has no presentation form (ten letters of Pashto, among others) keeps its letters as
    they are, so that it is at least all of a piece.
    """
    if not any(bidirectional(character) in ("R", "AL", "AN") for character in title):
        return title
    shaped = "".join(_shape_word(part) for part in re.split(r"(\s+)", title))
    return visual(shaped, first_strong(shaped))


def _shape_word(word: str) -> str:
    reshaper = _reshaper()
    letters = [c for c in word if bidirectional(c) == "AL" and c.isalpha()]
    if not letters or not all(letter in reshaper.letters for letter in letters):
        return word
    return str(reshaper.reshape(word)).translate(_JOINERS)


@cache
def _reshaper() -> Any:
    """Letter by letter, with vowel signs kept and no ligature but lam-alef, which no face leaves out."""
    from arabic_reshaper import ArabicReshaper
    from arabic_reshaper.ligatures import LIGATURES

    names = (ligature[0] for ligature in LIGATURES)
    wanted = {name: str("LAM WITH ALEF" in name and "MAKSURA" not in name) for name in names}
    return ArabicReshaper({**wanted, "delete_harakat": "False"})
