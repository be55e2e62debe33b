"""The maps of a font's codes in the PDF: to glyphs (CIDToGIDMap) and to Unicode (ToUnicode)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import wraps
from typing import Any

from afgpub.renderers.pdf.text.codes import Codes

_BATCH = 100  # entries of a block in a CMap, Adobe Technical Note 5014


def with_own_codes(build: Any) -> Any:
    """WeasyPrint's `build_fonts_dictionary`, after which fonts with further codes are told of them."""

    @wraps(build)
    def build_with_own_codes(pdf: Any, fonts: Any, compress: bool, subset: bool, options: Any) -> Any:
        for font in fonts.values():
            _forget_unseen(font)
        dictionaries = build(pdf, fonts, compress, subset, options)
        for font in fonts.values():
            codes = Codes.of(font)
            if codes.further and not font.bitmap:
                _add(pdf, _at(pdf, dictionaries[font.hash]), codes, compress)
        return dictionaries

    return build_with_own_codes


def _forget_unseen(font: Any) -> None:
    """Leave no widths of glyphs that were only measured: which ones these are depends on the way to the page."""
    if not font.missing and not font.used_in_forms and not font.bitmap:
        font.widths = {glyph: width for glyph, width in font.widths.items() if glyph in font.to_unicode}


def _at(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _add(pdf: Any, dictionary: Any, codes: Codes, compress: bool) -> None:
    """Tell one font of its further codes (ISO 32000-1, 9.7.4.2, 9.7.4.3 and 9.10.3).

    The codes are CIDs of their own, not several codes for one CID: MuPDF keeps one string for a CID.
    """
    from pydyf import Array, Stream

    further = sorted(codes.further.items())
    strings = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, (_, text) in further]
    _insert(_at(pdf, dictionary["ToUnicode"]).stream, "bfchar", strings)
    if isinstance(dictionary["Encoding"], bytes):  # WeasyPrint's own map, for a font with missing glyphs
        _insert(_at(pdf, dictionary["Encoding"]).stream, "cidchar", [f"<{code:04x}> {code}" for code, _ in further])
    descendant = _at(pdf, dictionary["DescendantFonts"][0])
    for code, (glyph, _) in further:
        descendant["W"].extend([code, Array([codes.font.widths[glyph]])])
    glyphs = {glyph: glyph for glyph in codes.font.to_unicode if glyph < codes.font.glyph_count}
    glyphs |= {code: glyph for code, (glyph, _) in further}
    numbers = b"".join(glyphs.get(code, 0).to_bytes(2, "big") for code in range(max(glyphs) + 1))
    table = Stream([numbers], compress=compress)
    pdf.add_object(table)
    descendant["CIDToGIDMap"] = table.reference


def _insert(stream: list[Any], kind: str, entries: list[str]) -> None:
    """Put blocks of `entries` before the end of a CMap."""
    place = stream.index(b"endcmap")
    stream[place:place] = list(_blocks(kind, entries))


def _blocks(kind: str, entries: list[str]) -> Iterator[bytes]:
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        yield "\n".join((f"{len(batch)} begin{kind}", *batch, f"end{kind}")).encode()
