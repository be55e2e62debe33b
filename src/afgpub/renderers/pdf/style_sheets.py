"""Parsed style sheets with the faces that they name, kept for the next document: a batch needs one for all."""

from __future__ import annotations

import atexit
import threading
from collections import OrderedDict
from typing import Any

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.engine import counter_styles, font_configuration, heard

_MOST = 8  # kept in each thread, since Pango's faces must not be used by two at once
_MOST_STRUTS = 2_000  # heights of lines that WeasyPrint keeps by style
_kept = threading.local()
atexit.register(_kept.__dict__.clear)  # Pango's faces must go while its libraries are there


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """A style sheet as WeasyPrint has parsed it, and what it was parsed for."""

    css: str
    parsed: Any
    fonts: Any
    counters: Any


def style_sheet(css: str, fetch: Any) -> StyleSheet:
    """The parsed style sheet; the one that this thread had before, if it is the same."""
    import weasyprint

    kept: OrderedDict[str, StyleSheet] = _kept.__dict__.setdefault("sheets", OrderedDict())
    if css in kept:
        kept.move_to_end(css)
        if len(kept[css].fonts.strut_layouts) > _MOST_STRUTS:
            kept[css].fonts.strut_layouts.clear()
        return kept[css]
    fonts, counters = font_configuration(), counter_styles()
    with heard() as complaints:
        parsed = weasyprint.CSS(string=css, url_fetcher=fetch, font_config=fonts, counter_style=counters)
    sheet = StyleSheet(css, parsed, fonts, counters)
    if not complaints and "@import" not in css and "@font-face" not in css:
        kept[css] = sheet
        while len(kept) > _MOST:
            kept.popitem(last=False)
    return sheet


def forget(sheet: StyleSheet) -> None:
    """Parse it anew the next time: WeasyPrint tells of some faults of a style sheet only when it first meets them."""
    _kept.__dict__.get("sheets", {}).pop(sheet.css, None)
