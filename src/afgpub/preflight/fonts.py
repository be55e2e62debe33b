"""Checks of fonts: embedded, cut down to what is used, and readable as text (ISO 32000-1, 9.6 to 9.10)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from afgpub.preflight.report import Finding
from afgpub.renderers.pdf.profiles.objects import is_dictionary

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_SUBSET = re.compile(r"[A-Z]{6}\+")
# Encodings from which the letters follow without ToUnicode.
_SPEAKING = frozenset(["/WinAnsiEncoding", "/MacRomanEncoding", "/MacExpertEncoding"])


def check_font(font: Any, place: str, page: int) -> Iterator[Finding]:
    """What is wrong with one font that a page uses; a Type 3 font is drawn by the file itself."""
    kind, name = str(font.get("/Subtype", "")), str(font.get("/BaseFont", "/?"))[1:]
    encoding = font.get("/Encoding")
    base = encoding.get("/BaseEncoding") if is_dictionary(encoding) else encoding
    if "/ToUnicode" not in font and (kind == "/Type0" or str(base) not in _SPEAKING):
        yield Finding("fonts-unicode", f"{name} does not say which letters it shows", page, place)
    if kind == "/Type3":
        return
    descendants = font.get("/DescendantFonts")
    owner = descendants[0] if kind == "/Type0" and descendants is not None and len(descendants) else font
    descriptor = owner.get("/FontDescriptor")
    if descriptor is None or not any(key in descriptor for key in _FILES):
        yield Finding("fonts-embedded", f"{name} is not embedded", page, place)
    elif not _SUBSET.match(name):
        yield Finding("fonts-subset", f"{name} is embedded whole", page, place)
