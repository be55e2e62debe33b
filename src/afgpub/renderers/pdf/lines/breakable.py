"""Where a text can break, and how far its letters reach: it is shaped once for all of its lines.

WeasyPrint 70.0 has Pango lay out the beginning of what is left for each line, twice as much as a line takes, and the
next word alone. Here the widths of the whole text tell which break is the last that fits. Where HarfBuzz says that the
text may be cut they are exact; else what is near is left to WeasyPrint.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from itertools import accumulate
from typing import Any

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.lines.harfbuzz import Glyphs
from afgpub.renderers.pdf.lines.learnt import Learnt

_FIELDS = 5  # of 32 bits in Pango's PangoGlyphInfo: glyph, width, x_offset, y_offset, attr
_DOUBT = 0.25  # em: more than the letters beside a space can be kerned
# Scripts whose lines break at spaces and marks alone; the soft hyphen, tabs and ends of lines go the long way.
_PLAIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u07ff\u200c\u2010-\u2027\u202f-\u205e]+")


@dataclass(frozen=True, slots=True)
class Part:
    """The part of a text that goes into a line: its bytes, and where the next line begins, None after the last.

    `is_exact` says that the text may be cut there without being shaped again.
    """

    start: int
    end: int
    next: int | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Breakable:
    """A text with its widths in Pango's units, from its start to each byte, and the bytes before which it can break.

    `ends` are those bytes without the space before, and the last of the text. `glyphs` are None where the widths are
    those of Pango, which does not say where the text may be cut; they are of the face that is `learnt`.
    """

    encoded: bytes
    reached: list[int]
    breaks: list[int]
    ends: list[int]
    doubt: int
    glyphs: Glyphs | None
    learnt: Learnt | None

    def part(self, start: int, room: int, *, beside: bool = False) -> Part | None:
        """What goes into a line of `room` units that begins at byte `start`; None where that is not plain to see.

        `beside` other boxes a text may begin and end with a space.
        """
        encoded, reached, ends = self.encoded, self.reached, self.ends
        if start >= len(encoded) or (start and encoded[start - 1] != 0x20):
            return None
        if encoded.startswith(b" ", start) and (start or not beside):
            return None
        unsafe = self.glyphs.unsafe if self.glyphs is not None else None
        limit = reached[start] + room
        doubt = 0 if unsafe is not None and start not in unsafe else self.doubt
        if reached[ends[-1]] <= limit + doubt:
            if reached[-1] > limit or (encoded.endswith(b" ") and not beside):
                return None
            return Part(start, len(encoded), None, not doubt)
        place = bisect_right(ends, limit, key=reached.__getitem__) - 1
        if place < 0 or ends[place] <= start:
            return None
        end, beyond = ends[place], ends[place + 1]
        if unsafe is None or end in unsafe or beyond in unsafe:
            doubt = self.doubt
        if reached[beyond] <= limit + doubt:
            return None
        return Part(start, end, self.breaks[place], not doubt)

    def is_near(self, part: Part, units: float) -> bool:
        """Whether a part that is so wide alone is about as wide as in the text."""
        return abs(self.reached[part.end] - self.reached[part.start] - units) < self.doubt / 2


def is_breakable(text: str, style: Any) -> bool:
    """Whether the lines of a text in a style are those that the widths of its letters make."""
    return (
        style["white_space"] == "normal"
        and style["hyphens"] != "auto"
        and style["letter_spacing"] in ("normal", 0)
        and style["word_spacing"] == 0
        and "  " not in text
        and _PLAIN.fullmatch(text) is not None
    )


def breakable(text: str, style: Any, context: Any) -> Breakable | None:
    """The text of that style, shaped; None where it is not `is_breakable`, or has no line."""
    from weasyprint.text import line_break
    from weasyprint.text.ffi import TO_UNITS

    if not is_breakable(text, style):
        return None
    encoded = text.encode()
    learnt = Learnt.of(style)
    widths = None
    if learnt is not None and learnt.shaper is not None and learnt.is_known(text):
        glyphs: Glyphs | None = learnt.shaper.shape(encoded)
    else:
        layout = line_break.create_layout(text, style, context, None, 0)
        line, more = layout.get_first_line()
        glyphs = learnt.learn(text, encoded, layout) if learnt is not None and more is None else None
        widths = None if glyphs is not None else _widths(line, len(encoded))
    if glyphs is not None:
        widths = [0] * (len(encoded) + 1)
        for cluster, width in zip(glyphs.clusters, glyphs.widths, strict=True):
            widths[cluster + 1] += width
    if widths is None:
        return None
    flag, last = _break(), len(encoded)
    flags = memoryview(_attributes(text, style["lang"])).cast("I")
    places = range(len(text)) if text.isascii() else accumulate(map(_length, text), initial=0)
    breaks = [place for place, bits in zip(places, flags, strict=False) if bits & flag and 0 < place < last]
    ends = [place - (encoded[place - 1] == 0x20) for place in breaks]
    ends.append(last - encoded.endswith(b" "))
    doubt = int(_DOUBT * style["font_size"] * TO_UNITS)
    return Breakable(encoded, list(accumulate(widths)), breaks, ends, doubt, glyphs, learnt)


def _widths(line: Any, last: int) -> list[int] | None:
    """The width of what begins at each byte before, by Pango."""
    from weasyprint.text.ffi import ffi

    size = ffi.sizeof("PangoGlyphInfo")
    if size != 4 * _FIELDS:
        return None
    widths = [0] * (last + 1)
    run = line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        number, offset = glyphs.num_glyphs, item.offset + 1
        infos = memoryview(ffi.buffer(glyphs.glyphs, number * size)).cast("i")
        for cluster, width in zip(ffi.unpack(glyphs.log_clusters, number), infos[1::_FIELDS].tolist(), strict=True):
            widths[offset + cluster] += width
        run = run.next
    return widths


def _attributes(text: str, lang: str | None) -> Any:
    from weasyprint.text.ffi import ffi
    from weasyprint.text.line_break import get_log_attrs

    return ffi.buffer(get_log_attrs(text, lang))


@cache
def _break() -> int:
    """What of the 32 bits of Pango's PangoLogAttr says that a line may break."""
    from weasyprint.text.ffi import ffi

    attributes = ffi.new("PangoLogAttr *")
    attributes.is_line_break = 1
    (flag,) = memoryview(ffi.buffer(attributes)).cast("I")
    return flag


def _length(letter: str) -> int:
    return 1 if letter < "\x80" else 2 if letter < "\u0800" else 3
