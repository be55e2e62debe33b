"""WeasyPrint's own style sheets without what our pages never have: forms, and hints in the attributes of old HTML.

It parses them whenever it is loaded. The cut is made in the text, and only in the texts that are known by their digest;
what is left is not parsed where its parse is kept (`sheets_ahead/`), but filled in afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from afgpub.digests import sha256_of
from afgpub.renderers.pdf.sheets_ahead import Sheet, fill, kept_sheet

_WHOLE = "04dd53f16888e5325d8bb8feb02462d99d03c8329da713b167b333a2ea4b91bc"  # html5_ua.css
_NEEDLESS = (
    "3b42fbf2840df19b9071795f7bb5d54f2e643379d517afab7cedf100b6d84f2f",  # html5_ua_form.css, for PDF with fields
    "2ac45b6c1b6b994b4672d15bf0977afe47bf34be65059f8e497eab32ce874aa8",  # html5_ph.css, for presentational hints
)
_FROM, _TO = "/* Form fields */", "/* Pages */"


@contextmanager
def trimmed_sheets() -> Iterator[None]:
    """Within, WeasyPrint may be loaded, and parses only what a page of ours can need."""
    import tinycss2  # type: ignore[import-untyped]

    whole = tinycss2.parse_stylesheet
    kept: list[Sheet] = []

    def parse(css: Any, *given: Any, **named: Any) -> Any:
        if not isinstance(css, str):
            return whole(css, *given, **named)
        text = trimmed(css)
        sheet = kept_sheet(text) if text != css else None
        if sheet is None:
            return whole(text, *given, **named)
        kept.append(sheet)
        return []

    tinycss2.parse_stylesheet = parse
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = whole
    for sheet in kept:
        from weasyprint import html

        fill(html.UA_STYLESHEET, sheet(1), html.UA_COUNTER_STYLE)


def trimmed(css: str) -> str:
    """A style sheet of WeasyPrint's without the needless; any other as it is."""
    digest = sha256_of(css.encode())
    if digest in _NEEDLESS:
        return ""
    if digest != _WHOLE:
        return css
    before, _, rest = css.partition(_FROM)
    return before + _TO + rest.partition(_TO)[2]
