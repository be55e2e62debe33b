"""Parsed style sheets with the faces that they name, kept for the next document: a batch needs one for all."""

from __future__ import annotations

import atexit
import threading
from collections import OrderedDict
from typing import Any

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.engine import counter_styles, font_configuration
from afgpub.renderers.pdf.lines.shaped import forget_shaped
from afgpub.renderers.pdf.sheets_ahead import parse

_MOST = 8  # kept in each thread, since Pango's faces must not be used by two at once
_MOST_STRUTS = 2_000  # heights of lines that WeasyPrint keeps by style
_kept = threading.local()
atexit.register(_kept.__dict__.clear)  # Pango's faces must go while its libraries are there


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style sheet as WeasyPrint has parsed it, what it was parsed for, and what was told of it the last time."""

    parsed: Any
    fonts: Any
    counters: Any
    told: list[str]


def style_sheet(css: str, fetch: Any, told: list[str]) -> StyleSheet:
    """The parsed style sheet; the one that this thread had before, if it is the same.

    `told` is where WeasyPrint's complaints of this document are heard. A style sheet of which it told something is
    parsed anew the next time, since it tells of some faults only when it first meets them.
    """
    kept: OrderedDict[str, StyleSheet] = _kept.__dict__.setdefault("sheets", OrderedDict())
    found = kept.pop(css, None)
    if found is None or found.told or len(found.fonts.strut_layouts) > _MOST_STRUTS:
        fonts, counters = font_configuration(), counter_styles()
        parsed = parse(css, url_fetcher=fetch, font_config=fonts, counter_style=counters)
        sheet = StyleSheet(parsed, fonts, counters, told)
    else:
        forget_shaped(found.fonts)
        sheet = StyleSheet(found.parsed, found.fonts, found.counters, told)
    if "@import" not in css and "@font-face" not in css:
        kept[css] = sheet
        while len(kept) > _MOST:
            kept.popitem(last=False)
    return sheet
