"""The fonts of a kept page: loaded by their names and sizes where nothing else of the book has used them yet."""

from __future__ import annotations

from typing import Any

from afgpub.renderers.pdf.kept import NotAlikeError

_STATE = ("hash", "ascent", "descent", "weight", "style")  # what follows from a face, and of two from its size


def describe_font(pango_font: Any, font: Any) -> list[Any]:
    """What `load_font` needs, and what it must come to."""
    from weasyprint.text.ffi import ffi, pango
    from weasyprint.text.fonts import get_pango_font_key

    _, description, size = get_pango_font_key(pango_font)
    variations = pango.pango_font_description_get_variations(description)
    return [
        ffi.string(pango.pango_font_description_get_family(description)).decode(),
        int(pango.pango_font_description_get_style(description)),
        int(pango.pango_font_description_get_weight(description)),
        "" if variations == ffi.NULL else ffi.string(variations).decode(),
        size,
        [getattr(font, name) for name in _STATE],
    ]


def load_font(stream: Any, described: list[Any], fonts: Any) -> Any:
    """WeasyPrint's font for what is drawn on `stream`, known or loaded. Raises NotAlikeError where it is another."""
    from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango

    family, style, weight, variations, size, state = described
    for font in stream._fonts.values():
        if font.hash == state[0]:
            return font
    description = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    name = ffi.new("char[]", family.encode())
    pango.pango_font_description_set_family(description, name)
    pango.pango_font_description_set_style(description, style)
    pango.pango_font_description_set_weight(description, weight)
    pango.pango_font_description_set_absolute_size(description, round(size * TO_UNITS))
    if variations:
        pango.pango_font_description_set_variations(description, variations.encode())
    context = ffi.gc(pango.pango_font_map_create_context(fonts.font_map), gobject.g_object_unref)
    loaded = pango.pango_font_map_load_font(fonts.font_map, context, description)
    if loaded == ffi.NULL:
        raise NotAlikeError(f"the face {family} is not there")
    loaded = ffi.gc(loaded, gobject.g_object_unref)
    font, its_size = stream.add_font(loaded)
    font.pango_font = loaded  # lives as long as the font
    if [getattr(font, name) for name in _STATE] != state or its_size != size:
        raise NotAlikeError(f"the face {family} is another one")
    return font
