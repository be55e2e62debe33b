"""Columns: what stands first in each of them stands at one height."""

from __future__ import annotations

import inspect
from io import BytesIO

import pypdfium2
import pytest

import afgpub
from afgpub.renderers.pdf.engine import load_engine

PROSE = "A plain paragraph with some words that fill the line, and some more that come after them. " * 3


def first_lines(pdf: bytes, page: int, gap: float) -> list[float]:
    """How far below the page's top edge, in points, the two columns begin, below what ends at `gap`."""
    sheet = pypdfium2.PdfDocument(BytesIO(pdf))[page]
    text, width, height = sheet.get_textpage(), sheet.get_width(), sheet.get_height()
    tops: dict[bool, float] = {}
    for number in range(text.count_rects()):
        left, _, _, top = text.get_rect(number)
        below = height - top
        if gap < below < height - 70:
            right = left > width / 2
            tops[right] = min(below, tops.get(right, below))
    return [tops[False], tops[True]]


def article(count: int, kind: str = "## {0}\n\n") -> str:
    return "---\ntitle: T\nlang: en\n---\n\n" + "".join(f"{kind.format(n)}{PROSE}\n\n" for n in range(count))


def columns(text: str, page: int = 0, gap: float = 80) -> list[float]:
    made = afgpub.convert(text, to="pdf", options={"proof": "off"})
    return first_lines(made.output, page, gap)


@pytest.mark.parametrize("kind", ["## {0}\n\n", "### {0}\n\n#### {0}\n\n"])
def test_headings_stand_at_the_tops(kind: str) -> None:
    for page, gap in ((0, 80), (1, 30)):
        left, right = columns(article(40, kind), page, gap)
        assert left == pytest.approx(right, abs=0.8)


def test_a_heading_beside_text() -> None:
    # As many lines as move the heading to the second column's top.
    found = set()
    for count in range(1, 12):
        text = "---\ntitle: T\nlang: en\n---\n\n" + PROSE + "\n\n" + "- a line\n" * count + "\n## H\n\n" + PROSE
        left, right = columns(text)
        found.add(round(right - left, 1))
    assert all(difference < 3 for difference in found)


def test_what_has_a_frame_keeps_its_inner_margin() -> None:
    text = article(3) + "> " + "\n>\n> ".join([PROSE] * 6) + "\n\n" + article(3).split("---\n\n", 1)[1]
    made = afgpub.convert(text, to="pdf")
    assert made.proof is not None
    assert made.proof.lines == made.proof.ordered


def test_the_upstream_text_that_is_wrapped() -> None:
    load_engine()
    from weasyprint.layout import block, column

    assert hasattr(block.block_box_layout, "__wrapped__")
    assert "context.current_page > 1 and page_is_empty" in inspect.getsource(inspect.unwrap(block.block_level_layout))
    source = inspect.getsource(column.columns_layout)
    assert "from .block import (" in source
    assert source.count("block_box_layout(\n                    context, column_box") >= 1
    assert "column_box.is_column = True" in inspect.getsource(column._create_column_box)
