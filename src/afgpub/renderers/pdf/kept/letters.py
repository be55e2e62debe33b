"""Which letters a page shows, by faces, glyphs and codes; and the same page with the codes of another book.

A code stands for a glyph and a string (`renderers/pdf/text/codes.py`), and is given when it is first needed. A page
tells them in the order in which it shows them, so that another book that shows it gives codes as if it had drawn it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from afgpub.renderers.pdf.kept import NotAlikeError, NotKeptError
from afgpub.renderers.pdf.text.codes import Codes

_SHOWN = re.compile(rb"<([0-9a-f]*)>")
_SHOW, _FONT = b"] TJ", b" Tf"
_DIGITS = 4  # of a code


def letters_shown(operators: Iterable[bytes], fonts: Mapping[str, Any]) -> dict[str, list[Any]]:
    """For each of WeasyPrint's `fonts`, by its name: rows of code, glyph, string and width, as first shown.

    Raises NotKeptError where a code stands for no letter of a face.
    """
    found: dict[str, dict[int, Any]] = {}
    font, rows = None, dict[int, Any]()
    for operator in operators:
        if operator.endswith(_FONT):
            name = operator.partition(b" ")[0][1:].decode()
            font, rows = fonts.get(name), found.setdefault(name, {})
        elif operator.endswith(_SHOW):
            for shown in _SHOWN.findall(operator):
                for start in range(0, len(shown), _DIGITS):
                    code = int(shown[start : start + _DIGITS], 16)
                    if code not in rows:
                        rows[code] = _row(font, code)
        elif operator.endswith(b" Tj"):
            raise NotKeptError("text without codes")
    return {name: list(rows.values()) for name, rows in found.items()}


def _row(font: Any, code: int) -> list[Any]:
    if font is None or font.bitmap or font.used_in_forms:
        raise NotKeptError("a font of pictures")
    codes = Codes.of(font)
    glyph, text = codes.further.get(code) or (code, font.to_unicode.get(code))
    if text is None or glyph in font.missing.values() or glyph not in font.widths:
        raise NotKeptError("a letter without a glyph")
    return [code, glyph, text, font.widths[glyph]]


def give_codes(font: Any, rows: Iterable[Sequence[Any]]) -> dict[int, int]:
    """The codes of `font` for what `rows` say, given as if it were drawn; by the codes that the rows have.

    Raises NotAlikeError where a glyph has another width.
    """
    codes = Codes.of(font)
    found: dict[int, int] = {}
    for code, glyph, text, width in rows:
        if font.widths.setdefault(glyph, width) != width:
            raise NotAlikeError("a glyph is wider")
        found[code] = codes.code(glyph, text)
    return found


def with_codes(operators: Iterable[bytes], changed: Mapping[str, Mapping[bytes, bytes]]) -> list[bytes]:
    """The operators with other codes, by the names of the fonts whose codes have changed."""
    found: list[bytes] = []
    others: Mapping[bytes, bytes] = {}
    for operator in operators:
        if operator.endswith(_FONT):
            others = changed.get(operator.partition(b" ")[0][1:].decode(), {})
        elif others and operator.endswith(_SHOW):
            operator = _SHOWN.sub(lambda shown, others=others: _coded(shown[1], others), operator)  # type: ignore[misc]
        found.append(operator)
    return found


def _coded(shown: bytes, others: Mapping[bytes, bytes]) -> bytes:
    codes = [shown[start : start + _DIGITS] for start in range(0, len(shown), _DIGITS)]
    return b"<%b>" % b"".join([others.get(code, code) for code in codes])
