"""Pango is told of a style once; WeasyPrint 70.0 describes face, language and direction anew for each piece of text."""

from __future__ import annotations

from functools import wraps
from typing import Any

from afgpub.frozen import dataclass, field
from afgpub.renderers.pdf.by_style import kept_for

_FEATURES = (
    "font_kerning font_variant_ligatures font_variant_position font_variant_caps font_variant_numeric "
    "font_variant_alternates font_variant_east_asian font_feature_settings"
).split()
_TOLD = (*_FEATURES, "font_family", "font_style", "font_stretch", "font_weight", "font_size", "font_variation_settings")
_TOLD = (*_TOLD, "font_language_override", "lang", "direction")
_KEPT = "_afgpub_told"  # of a font configuration: what was told, by those properties
_MOST = 500  # kept


@dataclass(slots=True)
class Told:
    """A Pango context for text in a style, its language, its face, the features of that, or None; and what follows."""

    context: Any
    language: Any
    description: Any
    features: Any
    learnt: Any = None
    widths: dict[Any, Any] = field(default_factory=dict)


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
        found = told(style, kept)
        context, self.language, description, features = found.context, found.language, found.description, found.features
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


def told(style: Any, kept: dict[str, Any]) -> Told:
    """What Pango is told of a style, once for all styles of a font configuration that say the same of text."""
    found: Told | None = kept.get("pango")
    if found is None:
        key = tuple([style[name] for name in _TOLD])
        known = style.font_config.__dict__.setdefault(_KEPT, {})
        found = known.get(key)
        if found is None:
            if len(known) >= _MOST:
                known.clear()
            found = known[key] = _tell(style)
        kept["pango"] = found
    return found


def _tell(style: Any) -> Told:
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
    return Told(context, language, get_font_description(style), attribute)
