"""What Pango makes of texts in a style, learnt from it: in which face, script, language and direction they are shaped.

Pango parts a text where any of these changes. Of a text whose characters all stood in texts that were one part, it
makes one part again, if a letter in it says the script; its glyphs are then those that HarfBuzz gives for it whole.
"""

from __future__ import annotations

import re
from typing import Any

from afgpub.renderers.pdf.by_style import kept_for
from afgpub.renderers.pdf.lines.harfbuzz import Glyphs, Shaper, declare
from afgpub.renderers.pdf.lines.setup import told

_SCRIPTS = {2: "Arab", 25: "Latn"}  # by their number in GLib (GUnicodeScript); lines of others are not broken by words
_LETTERS = {  # those of a script that stand in no other
    "Arab": re.compile("[\u0620-\u063f\u0641-\u064a\u0671-\u06d3]"),
    "Latn": re.compile("[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]"),
}
_FIELDS = 5  # of 32 bits in Pango's PangoGlyphInfo: glyph, width, x_offset, y_offset, attr
_MOST_FAILURES = 100  # texts of more than one part, after which no more is learnt of the style


class Learnt:
    """What is known of the texts in a style; nothing at first."""

    def __init__(self) -> None:
        self.shaper: Shaper | None = None
        self.font: Any = None
        self.right_to_left = False
        self.height = self.baseline = 0.0
        self._known: set[str] = set()
        self._script = ""
        self._kept: Any = None
        self._failures = 0

    @classmethod
    def of(cls, style: Any) -> Learnt | None:
        """What is known of a style; None for one that may still change, and where HarfBuzz has to be told more."""
        kept = kept_for(style)
        if kept is None or style["text_decoration_line"] != "none":
            return None
        found = told(style, kept)
        if found.learnt is None:
            found.learnt = found.features is None and declare() and cls()
        return found.learnt or None

    def is_known(self, text: str) -> bool:
        """Whether a text is one part for Pango, of the face and script that are known."""
        return self._known.issuperset(text) and self.says_script(text)

    def says_script(self, text: str) -> bool:
        """Whether a letter of the text tells the script that is known."""
        return _LETTERS[self._script].search(text) is not None if self._script else False

    def learn(self, text: str, encoded: bytes, layout: Any) -> Glyphs | None:
        """Learn from Pango's layout of a text in one line; its glyphs, if HarfBuzz gives the same for it whole."""
        from weasyprint.text.ffi import FROM_UNITS, ffi, pango

        line = pango.pango_layout_get_line_readonly(layout.layout, 0)
        runs = line.runs
        if self._failures > _MOST_FAILURES or runs == ffi.NULL or runs.next != ffi.NULL:
            self._failures += 1
            return None
        run = runs.data
        analysis = ffi.cast("analysis_t *", ffi.addressof(run.item, "analysis"))
        script = _SCRIPTS.get(analysis.script, "")
        right_to_left = bool(analysis.level % 2)
        if not script or right_to_left != (layout.style["direction"] == "rtl"):
            return None
        if self.shaper is None:
            language = ffi.string(ffi.cast("char *", analysis.language))
            self.shaper = Shaper(analysis.font, language, script, right_to_left=right_to_left)
            self.font, self.right_to_left, self._script = analysis.font, right_to_left, script
            self._kept = layout.layout  # and with it the face
            extents = ffi.new("PangoRectangle *")
            pango.pango_layout_line_get_extents(line, ffi.NULL, extents)
            self.height = extents.height * FROM_UNITS
            self.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        elif (self.font, self._script) != (analysis.font, script):
            return None
        glyphs = self.shaper.shape(encoded)
        if not self.says_script(text) or not _are_those_of(run, glyphs, right_to_left=right_to_left):
            return None
        self._known.update(text)
        return glyphs


def _are_those_of(run: Any, glyphs: Glyphs, *, right_to_left: bool) -> bool:
    from weasyprint.text.ffi import ffi

    number, size = run.glyphs.num_glyphs, ffi.sizeof("PangoGlyphInfo")
    if size != 4 * _FIELDS or run.item.offset or number != len(glyphs.glyphs):
        return False
    rows = memoryview(ffi.buffer(run.glyphs.glyphs, number * size)).cast("i")
    order = -1 if right_to_left else 1
    across, up = rows[2::_FIELDS].tolist()[::order], rows[3::_FIELDS].tolist()[::order]
    return (
        rows[::_FIELDS].tolist()[::order] == glyphs.glyphs
        and rows[1::_FIELDS].tolist()[::order] == glyphs.widths
        and ffi.unpack(run.glyphs.log_clusters, number)[::order] == glyphs.clusters
        and {place: (x, y) for place, (x, y) in enumerate(zip(across, up, strict=True)) if x or y} == glyphs.offsets
    )
