"""The codes of a font: one for every pair of a glyph and what it stands for."""

from __future__ import annotations

from functools import cached_property
from typing import Any

# Characters whose glyph is meant to have neither ink nor width, in the order of trust.
from afgpub.harfbuzz import load_harfbuzz

_BLANKS = "\u200c\u200d\u200b"
_SPACES = " " + "".join(map(chr, range(0x2000, 0x200B)))
_LARGEST = 0xFFFF
# Room behind the glyphs of the face for the numbers that WeasyPrint gives to missing ones.
_MISSING = 512


class Codes:
    """The codes of one WeasyPrint font.

    The first string of a glyph has the glyph's own number as its code, as in WeasyPrint; `further` are the codes
    beyond the glyphs of the face, each with its glyph and its string.
    """

    def __init__(self, font: Any) -> None:
        self.font = font
        self.further: dict[int, tuple[int, str]] = {}
        self._known: dict[tuple[int, str], int] = {}
        self._nominal: dict[str, int] = {}
        self._shown: dict[tuple[float, int], dict[tuple[int, int, str], str]] = {}

    @classmethod
    def of(cls, font: Any) -> Codes:
        """The codes of `font`, kept on it as long as it lives."""
        if not hasattr(font, "_afgpub_codes"):
            font._afgpub_codes = cls(font)
        codes: Codes = font._afgpub_codes
        return codes

    def code(self, glyph: int, text: str) -> int:
        """The code for `glyph` where it stands for `text`."""
        known = self._known.get((glyph, text))
        if known is not None:
            return known
        first = self.font.to_unicode.setdefault(glyph, text)
        code = glyph
        if first != text:
            free = self.font.glyph_count + _MISSING + len(self.further)
            if free <= _LARGEST and self.font.type == "ttf":  # only there a CID may lead to any glyph
                self.further[free] = glyph, text
                code = free
        self._known[glyph, text] = code
        return code

    def shown(self, unit: float, level: int) -> dict[tuple[int, int, str], str]:
        """What was shown for a glyph of a width that stands for a letter: parts of operands of TJ.

        `unit` is what one Pango unit is in thousandths of the font size, `level` that of the run, 0 or 1.
        """
        return self._shown.setdefault((unit, level), {})

    def nominal(self, character: str) -> int:
        """The glyph that the face has for `character` by its `cmap`, 0 for none."""
        if character not in self._nominal:
            self._nominal[character] = self.shape.get_nominal_glyph(ord(character)) or 0
        return self._nominal[character]

    @cached_property
    def shape(self) -> Any:
        """The face as a uharfbuzz.Font, in units of the face."""
        uharfbuzz = load_harfbuzz()
        shape = uharfbuzz.Font(uharfbuzz.Face(self.font.file_content, self.font.index))
        if self.font.variations:
            shape.set_variations(self.font.variations)
        return shape

    @cached_property
    def blank(self) -> tuple[int, int]:
        """A glyph without ink, and its width in thousandths of the font size: 1, or that of the space.

        pdf.js takes a character without width for one that stands apart; a thousandth is within what ISO 19005-2,
        6.2.11.5 lets a width differ from that in the face.
        """
        for character in _BLANKS:
            glyph = self.nominal(character)
            if glyph and not self.shape.get_glyph_h_advance(glyph) and not self._has_ink(glyph):
                self.font.widths[glyph] = 1
                return glyph, 1
        glyph = self.nominal(" ")
        width = round(self.shape.get_glyph_h_advance(glyph) * 1000 / self.font.upem)
        return glyph, self.font.widths.setdefault(glyph, width)

    @cached_property
    def spaces(self) -> tuple[int, ...]:
        """The glyphs of the face that have no ink: its spaces, and the blank one."""
        return tuple(dict.fromkeys((*filter(None, map(self.nominal, _SPACES)), self.blank[0])))

    @cached_property
    def has_spaces(self) -> bool:
        """Whether the face has a space, and each of its glyphs can stand for several strings."""
        return self.font.type == "ttf" and self.nominal(" ") != 0

    def _has_ink(self, glyph: int) -> bool:
        extents = self.shape.get_glyph_extents(glyph)
        return bool(extents and extents.width and extents.height)
