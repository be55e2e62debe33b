"""Make the pictures of the examples anew: the first page of each PDF as examples/NAME/page.png, 80 dots per inch.

.venv/bin/python examples/pictures.py
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

import afgpub

EXAMPLES = Path(__file__).parent
DPI = 80


def picture(source: Path) -> Image.Image:
    """The first page of the PDF of `source`, in grey levels and colours, with a thin edge."""
    with pypdfium2.PdfDocument(afgpub.convert(source, to="pdf").output) as pdf:
        page: Image.Image = pdf[0].render(scale=DPI / 72).to_pil()
    return ImageOps.expand(page.convert("RGB"), border=1, fill="#c9c4bc")


def main() -> None:
    """Write the picture of every example, with 256 colours so that the files stay small."""
    for source in sorted(EXAMPLES.glob("*/article.md")):
        page = picture(source).quantize(256, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
        page.save(source.parent / "page.png", optimize=True)


if __name__ == "__main__":
    main()
