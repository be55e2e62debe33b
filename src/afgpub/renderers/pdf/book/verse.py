"""Couplets as Persian print sets them: both halves on one line in columns of one width, if the measure has room."""

from __future__ import annotations

from functools import cache
from typing import Any

from lxml import etree

from afgpub.faces import Face, load_faces
from afgpub.harfbuzz import load_harfbuzz
from afgpub.theme import Theme

_LARGEST, _SMALLEST = 0.95, 0.84  # of the size of the text, for a poem with long lines
_GAP = 1.6  # em between the halves
_SLACK = 1.03  # so that rounding breaks no line, and the longest half is stretched a little like the others


def set_verse(article: etree._Element, theme: Theme, measure: float) -> None:
    """Give `wide` to each stanza of couplets whose halves fit side by side into `measure` em; none at 0."""
    for stanza in article.iter("div"):
        couplets = list(stanza)
        if stanza.get("class") != "stanza" or not all(line.get("class") == "couplet" for line in couplets):
            continue
        halves = ["".join(str(text) for text in half.itertext()) for line in couplets for half in line]
        face = load_faces()[_verse_face(theme)]
        half = max((_width(text, face) for text in halves), default=0.0) * _SLACK
        size = min(_LARGEST, measure / (2 * half + _GAP))
        if all(len(line) == 2 for line in couplets) and size >= _SMALLEST:
            stanza.set("class", "stanza wide")
            stanza.set("style", f"--half: {half:.3f}em; font-size: {size:.3f}em")


def _verse_face(theme: Theme) -> str:
    return next(use.face for use in theme.faces if use.script == "Arab" and not use.within)


@cache
def _font(face: Face) -> Any:
    uharfbuzz = load_harfbuzz()
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file))))


def _width(text: str, face: Face) -> float:
    """The width of `text` in em of `face`, as HarfBuzz shapes it."""
    uharfbuzz = load_harfbuzz()
    buffer = uharfbuzz.Buffer()
    buffer.add_str(" ".join(text.split()))
    buffer.guess_segment_properties()
    font = _font(face)
    uharfbuzz.shape(font, buffer)
    return float(sum(position.x_advance for position in buffer.glyph_positions) / font.face.upem)
