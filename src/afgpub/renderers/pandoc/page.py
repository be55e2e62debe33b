"""The page of what pandoc writes: A4 (ISO 216) with 25 mm of paper around the text, where pandoc has US Letter."""

from __future__ import annotations

WIDTH, HEIGHT, MARGIN = 210, 297, 25  # mm
TEXT_WIDTH = WIDTH - 2 * MARGIN
INCH = 25.4  # mm


def twips(length: float) -> str:
    """A length in mm as Word has it, in twentieths of a point."""
    return str(round(length / INCH * 72 * 20))
