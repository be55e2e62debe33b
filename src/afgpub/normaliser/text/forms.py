"""Presentation forms (U+FB50 to FDFF, U+FE70 to FEFF), as old PDFs give them, back to the letters that they are.

Unicode's compatibility decomposition (NFKC) of those two blocks only. Signs that are meant as signs stay: ﷺ and
its kin, the rial, the ornate brackets. Each form leads back to its own letter, so Pashto keeps all of its own.
"""

from __future__ import annotations

import re
import unicodedata

from afgpub.normaliser.text.blocks import may_hold_forms
from afgpub.normaliser.text.changes import Change

FORMS = re.compile("[\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufdf9\ufdfd\ufe70-\ufefc]+")
_KEPT = frozenset("\ufdfa\ufdfb\ufdfc")
_BASMALA = "بسم الله الرحمن الرحیم"


def find_forms(text: str) -> list[Change]:
    """The letters of each run of presentation forms, in the order in which the forms stand."""
    if not may_hold_forms(text):
        return []
    return [Change(*found.span(), letters_of(found[0])) for found in FORMS.finditer(text)]


def letters_of(forms: str) -> str:
    """The letters of a run of presentation forms; a mark loses the space or the stretching under it."""
    return "".join(_letter(form) for form in forms)


def _letter(form: str) -> str:
    if form == "\ufdfd":
        return _BASMALA
    if form in _KEPT:
        return form
    letters = unicodedata.normalize("NFKC", form)
    if "\ufc5e" <= form <= "\ufc63" or "\ufe70" <= form <= "\ufe7f" or form in "\ufcf2\ufcf3\ufcf4":
        return letters.lstrip(" \u0640") or letters
    return letters
