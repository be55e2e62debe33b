"""A table that no page has room for is set as lists of its cells, with every word and a message."""

from __future__ import annotations

import re

import pypdfium2
import pytest

import afgpub
from afgpub.exceptions import RenderError
from afgpub.plugins import Rendering


def table(columns: int, rows: int = 2) -> str:
    lines = ["|" + "|".join(f"h{n}" for n in range(columns)) + "|", "|" + "-|" * columns]
    lines += ["|" + "|".join(f"r{row}c{n}" for n in range(columns)) + "|" for row in range(rows)]
    return "# Title\n\nBefore.\n\n" + "\n".join(lines) + "\n\nAfter.\n"


def render(source: str, **options: object) -> Rendering:
    document, _ = afgpub.prepare(source)
    return afgpub.render(document, to="pdf", options={"proof": "off", **options})


def words(data: bytes) -> list[str]:
    pdf = pypdfium2.PdfDocument(data)
    return [word for page in pdf for word in page.get_textpage().get_text_range().split()]


def codes(rendering: Rendering) -> list[str]:
    return [str(message) for message in rendering.messages if message.code == "table-unfolded"]


@pytest.mark.parametrize("theme", ["news", "magazine", "book"])
def test_a_wide_table_loses_no_word(theme: str) -> None:
    made = render(table(40), theme=theme)
    (said,) = codes(made)
    assert said.startswith("text:5: a table of 40 columns is set as lists")
    cells = [f"h{n}" for n in range(40)] + [f"r{row}c{n}" for row in range(2) for n in range(40)]
    assert [word for word in words(made.output) if re.fullmatch(r"h\d+|r\dc\d+", word)] == cells


def test_a_table_that_fits_stays_a_table() -> None:
    assert codes(render(table(8))) == []
    assert codes(render(table(20))) != []
    assert codes(render(table(20), page="420x297mm")) == []


def test_spans_are_counted() -> None:
    page = '<table><tr><td colspan="300">wide</td></tr><tr>' + "<td>a</td>" * 300 + "</tr></table>"
    document, _ = afgpub.read(page, reader="html")
    made = afgpub.render(document, to="pdf", options={"proof": "off"})
    assert len(codes(made)) == 1
    found = "".join(words(made.output))
    assert found.startswith("widea")
    assert found.count("a") == 300


def test_a_row_longer_than_any_table_may_be_is_a_paragraph() -> None:
    made = render(table(1200))
    assert len(codes(made)) == 1
    assert [word for word in words(made.output) if re.fullmatch(r"r0c\d+", word)] == [f"r0c{n}" for n in range(1200)]


def test_a_paragraph_of_thousands_of_phrases_is_refused() -> None:
    with pytest.raises(RenderError, match=r"5001 phrases.*layout-dense"):
        render("`a` " * 5001)
    assert render("**a** b\n\n" * 20).pages
