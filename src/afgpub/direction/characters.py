"""Classes of characters as the patterns for tokens have them, by the names that are used there."""

from __future__ import annotations

import re

EUROPEAN = "0-9"
EASTERN = "\u0660-\u0669\u06f0-\u06f9"  # Arabic and Persian digits
DIGIT = EUROPEAN + EASTERN
# Strong letters of scripts from left to right that stand beside Persian: Latin, Greek, Cyrillic.
LATIN = (
    "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
    "\u0370-\u0373\u0376-\u03ff\u0400-\u052f\u1e00-\u1fff"
)
# Strong letters of Hebrew, Arabic, Syriac, Thaana, NKo, Adlam and of the presentation forms.
RIGHT = (
    "\u05d0-\u05ea\u05ef-\u05f4\u0608\u060b\u060d\u0620-\u064a\u066d-\u066f\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u0710\u0712-\u072f\u074d-\u07a5\u07b1\u07c0-\u07ea\u0840-\u0858\u0860-\u08c9"
    "\ufb1d\ufb1f-\ufb28\ufb2a-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc\U0001e900-\U0001e943"
)
OBJECT = "\ufffc"  # stands for code, a picture, the call of a note: something is there that is no text
BREAK = "\u2029"  # a break of the line ends a paragraph of UAX #9, as in browsers

has_left = re.compile(f"[{LATIN}]").search
has_right = re.compile(f"[{RIGHT}]").search
has_eastern = re.compile(f"[{EASTERN}]").search
