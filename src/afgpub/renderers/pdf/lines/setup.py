"""Pango is told of a style once; WeasyPrint 70.0 describes face, language and direction anew for each piece of text."""

from __future__ import annotations

from functools import wraps
from typing import Any

from afgpub.renderers.pdf.by_style import kept_for

_FEATURES = (
    "font_kerning font_variant_ligatures font_variant_position font_variant_caps font_variant_numeric "
    "font_variant_alternates font_variant_east_asian font_feature_settings"
).split()


def repair_setup() -> None:
    """Make the layouts of text in one style share their context."""
    from weasyprint.text.line_break import Layout

    if not hasattr(Layout.setup, "__wrapped__"):
        Layout.setup = _sharing(Layout.setup)


def _sharing(setup: Any) -> Any:
    from weasyprint.text.ffi import ffi, gobject, pango

    @wraps(setup)
    def setup_sharing(self: Any, style: Any) -> None:
        kept = kept_for(style)
        if kept is None or style["text_decoration_line"] != "none":
            setup(self, style)
            return
        found = kept.get("pango")
        if found is None:
            found = kept["pango"] = _told(style)
        context, self.language, description, features = found
        self.style, self.first_line_direction = style, 0
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, description)
        self.ascent = self.underline_position = self.strikethrough_position = None
        if features is not None:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, features)
            pango.pango_layout_set_attributes(self.layout, attributes)

    return setup_sharing


def _told(style: Any) -> tuple[Any, Any, Any, Any]:
    """A Pango context for text in a style, its language, its face, and the features of that, or None."""
    from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
    from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
    from weasyprint.text.fonts import font_features, get_font_description

    context = ffi.gc(pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    name = style["lang"]
    if style["font_language_override"] != "normal":
        name = LST_TO_ISO.get(style["font_language_override"].lower(), style["font_language_override"])
    if name:
        pointer, bytestring = unicode_to_char_p(name)
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
        del bytestring  # what the pointer points to
    else:
        language = pango.pango_language_get_default()
    features = font_features(*(style[name] for name in _FEATURES))
    attribute = None
    if features:
        text = ",".join(f"{key} {value}" for key, value in features.items()).encode()
        known = style.font_config.font_features
        attribute = known.setdefault(text, None) or pango.pango_attr_font_features_new(text)
        known[text] = attribute
    return context, language, get_font_description(style), attribute
