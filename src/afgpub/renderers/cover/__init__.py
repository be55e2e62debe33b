"""A cover made of what is known of the text: as SVG for the page of the cover, as PNG for the shelf.

Letters are shaped by HarfBuzz out of the theme's own faces and written as outlines, so that no machine's fonts, no
browser and no drawing library has a part in it, and Arabic is joined everywhere. The same text gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.frozen import dataclass
from afgpub.renderers.cover.design import Words, design
from afgpub.renderers.cover.raster import draw_png
from afgpub.renderers.cover.vector import write_svg

if TYPE_CHECKING:
    from afgpub.theme import Theme

__all__ = ["Cover", "Words", "make_cover"]


@dataclass(frozen=True, slots=True)
class Cover:
    """The two pictures, 2:3, and what they say to those who do not see them."""

    svg: bytes
    png: bytes
    alternative: str


def make_cover(words: Words, theme: Theme) -> Cover:
    """The cover of a text in the faces and colours of `theme`."""
    sheet = design(words, theme)
    return Cover(write_svg(sheet, words.title), draw_png(sheet), words.alternative)
