"""The drop cap of a text in Latin letters; joined scripts have none.

It is drawn as a picture of the letter, and the letter itself stands before the next one without being painted: a letter
three lines high is parted from its word when a text is searched or copied.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from afgpub.faces import load_faces
from afgpub.frozen import dataclass
from afgpub.harfbuzz import load_harfbuzz
from afgpub.renderers.markup.elements import element
from afgpub.theme import Theme

LINES = 3  # its height
UNPAINTED = "initial-letter"
NAME = "ornaments/initial.svg"
_LEADING = 1.4  # em, what the style sheet gives a line
_SHORTEST = 220  # characters of the paragraph, so that all its lines have text beside them
_INITIAL = re.compile(r"[A-ZÄÖÜÀ-ÖØ-Þ](?=[\w '’])")


@dataclass(frozen=True, slots=True)
class _Outline:
    """A letter as an SVG path, and its box, in em; y grows downwards from the baseline."""

    path: str
    left: float
    top: float
    right: float
    bottom: float


def set_initial(article: etree._Element, theme: Theme) -> dict[str, tuple[str, bytes]]:
    """Put a drop cap before the first paragraph of the text, if that is long enough; gives back the picture by name."""
    text = article.find("div[@class='text']")
    first = next((child for child in text if child.tag == "p"), None) if text is not None else None
    if first is None or "rtl" in (article.get("dir"), first.get("dir")):
        return {}
    found = _INITIAL.match(first.text or "")
    if found is None or len("".join(str(piece) for piece in first.itertext())) < _SHORTEST:
        return {}
    face = next(use.face for use in theme.faces if use.script == "Latn" and not use.within)
    font = _font(face)
    letter, ascent, descent = _outline(font, found[0]), *_extents(font)
    capital = -_outline(font, "H").top
    # the top of the capital on the height of the first line's capitals, its foot on the last line's baseline
    baseline = (_LEADING - ascent - descent) / 2 + ascent
    scale = ((LINES - 1) * _LEADING + capital) / capital
    top = baseline - capital - (-letter.top - capital) * scale
    height, width = (letter.bottom - letter.top) * scale, (letter.right - letter.left) * scale
    below = -max(0.0, letter.bottom) * scale
    image = element(None, "img", src=NAME, alt="", class_="initial", aria_hidden="true")
    image.set("style", f"width: {width:.3f}em; height: {height:.3f}em; margin: {top:.3f}em 0.32em {below:.3f}em 0")
    advance = font.get_glyph_h_advance(font.get_nominal_glyph(ord(found[0]))) / font.face.upem
    letter_itself = element(None, "span", found[0], class_=UNPAINTED, style=f"margin-left: -{advance:.3f}em")
    letter_itself.tail, first.text = (first.text or "")[found.end() :], None
    first.insert(0, letter_itself)
    first.insert(0, image)
    box = f"{letter.left:.4f} {letter.top:.4f} {letter.right - letter.left:.4f} {letter.bottom - letter.top:.4f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="{letter.path}"/></svg>'
    return {NAME: ("image/svg+xml", svg.encode())}


def _font(face: str) -> Any:
    uharfbuzz = load_harfbuzz()
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(load_faces()[face].file))))


def _extents(font: Any) -> tuple[float, float]:
    """Ascent and descent in em, both positive."""
    extents = font.get_font_extents("ltr")
    return extents.ascender / font.face.upem, -extents.descender / font.face.upem


def _outline(font: Any, letter: str) -> _Outline:
    uharfbuzz = load_harfbuzz()
    pieces: list[str] = []
    em = font.face.upem

    def point(*numbers: float) -> str:
        return " ".join(f"{(-n if place % 2 else n) / em:.4f}" for place, n in enumerate(numbers))

    functions = uharfbuzz.DrawFuncs()
    functions.set_move_to_func(lambda x, y, _: pieces.append(f"M{point(x, y)}"))
    functions.set_line_to_func(lambda x, y, _: pieces.append(f"L{point(x, y)}"))
    functions.set_quadratic_to_func(lambda a, b, x, y, _: pieces.append(f"Q{point(a, b, x, y)}"))
    functions.set_cubic_to_func(lambda a, b, c, d, x, y, _: pieces.append(f"C{point(a, b, c, d, x, y)}"))
    functions.set_close_path_func(lambda _: pieces.append("Z"))
    glyph = font.get_nominal_glyph(ord(letter))
    font.draw_glyph(glyph, functions)
    box = font.get_glyph_extents(glyph)
    left, top = box.x_bearing / em, -box.y_bearing / em
    return _Outline("".join(pieces), left, top, left + box.width / em, top - box.height / em)
