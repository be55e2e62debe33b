"""HarfBuzz, asked for the glyphs of a text as Pango 1.50 asks it; what is declared here WeasyPrint does not declare."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from typing import Any

from afgpub.frozen import dataclass

# hb-buffer.h and hb-shape.h of HarfBuzz, and PangoAnalysis of pango-item.h, of which WeasyPrint has the widths wrong.
DECLARED = """
    typedef ... hb_buffer_t;
    typedef ... hb_language_t;
    typedef struct {
        uint32_t codepoint; uint32_t mask; uint32_t cluster; uint32_t var1; uint32_t var2;
    } hb_glyph_info_t;
    typedef struct {
        int32_t x_advance; int32_t y_advance; int32_t x_offset; int32_t y_offset; uint32_t var;
    } hb_glyph_position_t;
    hb_buffer_t * hb_buffer_create (void);
    void hb_buffer_destroy (hb_buffer_t *buffer);
    void hb_buffer_clear_contents (hb_buffer_t *buffer);
    void hb_buffer_set_direction (hb_buffer_t *buffer, int direction);
    void hb_buffer_set_script (hb_buffer_t *buffer, hb_tag_t script);
    void hb_buffer_set_language (hb_buffer_t *buffer, hb_language_t *language);
    void hb_buffer_set_flags (hb_buffer_t *buffer, int flags);
    void hb_buffer_set_cluster_level (hb_buffer_t *buffer, int level);
    void hb_buffer_set_invisible_glyph (hb_buffer_t *buffer, hb_codepoint_t invisible);
    void hb_buffer_add_utf8 (
        hb_buffer_t *buffer, const char *text, int length, unsigned int offset, int item_length);
    hb_glyph_info_t * hb_buffer_get_glyph_infos (hb_buffer_t *buffer, unsigned int *length);
    hb_glyph_position_t * hb_buffer_get_glyph_positions (hb_buffer_t *buffer, unsigned int *length);
    hb_language_t * hb_language_from_string (const char *name, int length);
    void hb_shape (hb_font_t *font, hb_buffer_t *buffer, const void *features, unsigned int count);
    typedef struct {
        void *shape_engine; void *lang_engine; PangoFont *font;
        uint8_t level; uint8_t gravity; uint8_t flags; uint8_t script;
        PangoLanguage *language; GSList *extra_attrs;
    } analysis_t;
"""
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 4, 5
_BEGINNING_AND_END = 3
_MONOTONE_CHARACTERS = 1
_UNSAFE_TO_BREAK = 1
_FIELDS = 5  # of 32 bits in hb_glyph_info_t and in hb_glyph_position_t


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a text in the order of its letters: widths and places in Pango's units, clusters as bytes.

    `offsets` are of those, by their place, that stand elsewhere than at the pen; `unsafe` are the bytes where the text
    must not be cut.
    """

    glyphs: list[int]
    widths: list[int]
    clusters: list[int]
    offsets: dict[int, tuple[int, int]]
    unsafe: frozenset[int]


@cache
def declare() -> bool:
    """Declare it where WeasyPrint's declarations were not compiled ahead; False where that cannot be."""
    from weasyprint.text.ffi import ffi

    try:
        ffi.typeof("hb_buffer_t *")
        return True
    except Exception:  # cffi's classes have no name for it in common
        with suppress(Exception):
            ffi.cdef(DECLARED)
            return True
    return False


class Shaper:
    """What shapes texts of one face, language, script and direction."""

    def __init__(self, font: Any, language: bytes, script: str, *, right_to_left: bool) -> None:
        from weasyprint.text.ffi import ffi, harfbuzz, pango

        self._font = pango.pango_font_get_hb_font(font)
        self._reversed = right_to_left
        self._buffer = ffi.gc(harfbuzz.hb_buffer_create(), harfbuzz.hb_buffer_destroy)
        self._language = harfbuzz.hb_language_from_string(language, -1)
        self._script = int.from_bytes(script.encode(), "big")

    def shape(self, encoded: bytes) -> Glyphs:
        """The glyphs of a text in UTF-8 that is all of one script and direction, and in the face."""
        from weasyprint.text.ffi import ffi, harfbuzz, pango

        buffer = self._buffer
        harfbuzz.hb_buffer_clear_contents(buffer)
        harfbuzz.hb_buffer_set_direction(buffer, _RIGHT_TO_LEFT if self._reversed else _LEFT_TO_RIGHT)
        harfbuzz.hb_buffer_set_script(buffer, self._script)
        harfbuzz.hb_buffer_set_language(buffer, self._language)
        harfbuzz.hb_buffer_set_cluster_level(buffer, _MONOTONE_CHARACTERS)
        harfbuzz.hb_buffer_set_flags(buffer, _BEGINNING_AND_END)
        harfbuzz.hb_buffer_set_invisible_glyph(buffer, pango.PANGO_GLYPH_EMPTY)
        harfbuzz.hb_buffer_add_utf8(buffer, encoded, len(encoded), 0, len(encoded))
        harfbuzz.hb_shape(self._font, buffer, ffi.NULL, 0)
        length = ffi.new("unsigned int *")
        infos = harfbuzz.hb_buffer_get_glyph_infos(buffer, length)
        places = harfbuzz.hb_buffer_get_glyph_positions(buffer, ffi.NULL)
        size = length[0] * _FIELDS * 4
        seen, moved = memoryview(ffi.buffer(infos, size)).cast("I"), memoryview(ffi.buffer(places, size)).cast("i")
        glyphs, masks, clusters = (seen[field::_FIELDS].tolist() for field in range(3))
        widths = moved[::_FIELDS].tolist()
        across, up = moved[2::_FIELDS].tolist(), moved[3::_FIELDS].tolist()
        if self._reversed:
            for row in (glyphs, masks, clusters, widths, across, up):
                row.reverse()
        if min(widths, default=0) < 0:  # Pango turns them round and shifts their glyphs
            across = [x - min(width, 0) for x, width in zip(across, widths, strict=True)]
            widths = [abs(width) for width in widths]
        offsets = {place: (x, -y) for place, (x, y) in enumerate(zip(across, up, strict=True)) if x or y}
        unsafe = [place for place, mask in zip(clusters, masks, strict=True) if mask & _UNSAFE_TO_BREAK]
        return Glyphs(glyphs, widths, clusters, offsets, frozenset(unsafe))
