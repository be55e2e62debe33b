"""WeasyPrint's own style sheets without what our pages never have: forms, and hints in the attributes of old HTML.

It parses them whenever it is loaded. The cut is made in the text, and only in the texts that are known by their digest.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from afgpub.digests import sha256_of

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

    def parse(css: Any, *given: Any, **named: Any) -> Any:
        return whole(trimmed(css) if isinstance(css, str) else css, *given, **named)

    tinycss2.parse_stylesheet = parse
    try:
        yield
    finally:
        tinycss2.parse_stylesheet = whole


def trimmed(css: str) -> str:
    """A style sheet of WeasyPrint's without the needless; any other as it is."""
    digest = sha256_of(css.encode())
    if digest in _NEEDLESS:
        return ""
    if digest != _WHOLE:
        return css
    before, _, rest = css.partition(_FROM)
    return before + _TO + rest.partition(_TO)[2]
