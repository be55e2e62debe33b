"""Tables that say of themselves that they are huge: a few bytes must not cost much time or memory."""

from __future__ import annotations

import json
import time

import pytest

import afgpub
from afgpub.document import MAX_COLUMNS, Cell, Document
from afgpub.exceptions import AfgpubError, SourceError
from afgpub.readers.pandoc.reading import MAX_CELLS
from afgpub.walk import plain_text, walk
from pandoc_samples import docx, epub, odt, paragraph, run

NUMBERS = [MAX_COLUMNS, 10**6, 10**20, -5, 0]
PAGE = '<table><tr><td colspan="{n}" rowspan="{n}">a</td></tr><tr><td>b</td></tr></table>'
SPAN = '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{n}"/></w:tcPr>{a}</w:tc></w:tr></w:tbl>'
REPEATED = (
    '<table:table><table:table-column table:number-columns-repeated="{n}"/><table:table-row '
    'table:number-rows-repeated="{n}"><table:table-cell table:number-columns-spanned="{n}" '
    'table:number-columns-repeated="{n}"><text:p>a</text:p></table:table-cell></table:table-row></table:table>'
)


def cells(document: Document) -> list[Cell]:
    return [node for node in walk(document.root) if isinstance(node, Cell)]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("reader", ["html", "epub", "docx", "odt", "jats"])
def test_huge_spans(reader: str, number: int) -> None:
    word = SPAN.format(n=number, a=paragraph(run("a")))
    source: dict[str, bytes] = {
        "html": PAGE.format(n=number).encode(),
        "epub": epub(PAGE.format(n=number)),
        "docx": docx(word),
        "odt": odt(REPEATED.format(n=number)),
        "jats": f"<article><body><table-wrap>{PAGE.format(n=number)}</table-wrap></body></article>".encode(),
    }
    began = time.process_time()
    try:
        document, _ = afgpub.read(source[reader], reader=reader)
    except SourceError as error:
        assert (error.message.code, reader) == ("pandoc-limit", "odt")
        assert number > MAX_COLUMNS
    else:
        assert "a" in [plain_text(cell) for cell in cells(document)]
        assert all(cell.columns <= MAX_COLUMNS for cell in cells(document))
    assert time.process_time() - began < 8


@pytest.mark.parametrize("rows", ['<td colspan="0">a</td><td rowspan="0">b</td>', '<td rowspan="-2">a</td><td>b</td>'])
@pytest.mark.parametrize("reader", ["html", "jats"])
def test_cells_that_span_nothing_keep_their_words(reader: str, rows: str) -> None:
    """Rows stand in the table itself, as HTML and JATS let them; pandoc would pass over them in JATS."""
    table = f"<table><tr>{rows}</tr><tr><td>c</td></tr></table>"
    body = f"<article><body><p>&mdash;</p><table-wrap>{table}</table-wrap></body></article>"
    source = table if reader == "html" else body
    document, messages = afgpub.read(source, reader=reader)
    found = [plain_text(cell) for cell in cells(document)]
    assert [word for word in found if word] == ["a", "b", "c"]
    assert [message.code for message in messages] == []


def test_a_few_letters_that_ask_for_many_columns() -> None:
    with pytest.raises(SourceError) as caught:
        afgpub.read("{|\n| colspan=250000 | a\n|}\n", reader="mediawiki")
    assert caught.value.message.code == "pandoc-limit"


def test_rows_filled_up_to_the_widest() -> None:
    """Pandoc gives every row as many cells as the widest has: 25 kB would become a million."""
    page = f"<table><tr>{'<td>a</td>' * 1000}</tr>" + "<tr><td>b</td></tr>" * (MAX_CELLS // 1000) + "</table>"
    with pytest.raises(SourceError) as caught:
        afgpub.read(page, reader="html")
    assert caught.value.message.code == "pandoc-limit"
    assert caught.value.message.hint
    assert "200000 cells" in str(caught.value)


@pytest.mark.parametrize("span", ["2", "+2", " 02", "2.5", "2em", "2;"])
def test_spans_are_read_as_browsers_do(span: str) -> None:
    page = f'<table><tr><td colspan="{span}">a</td></tr><tr><td>b</td><td>c</td></tr></table>'
    assert [cell.columns for cell in cells(afgpub.read(page, reader="html")[0])] == [2, 1, 1]


def test_columns_in_which_no_cell_begins_are_none() -> None:
    rows = '<tr><td colspan="1000">a</td><td>b</td></tr>' + "<tr><td>c</td><td colspan=2>d</td></tr>" * 100
    document, messages = afgpub.read(f"<table>{rows}</table>", reader="html")
    assert {cell.columns for cell in cells(document)} == {1, 2, 202}
    assert messages == ()


@pytest.mark.parametrize(("field", "value"), [("columns", 10**9), ("columns", 0), ("rows", 65535), ("rows", -1)])
def test_trees_with_impossible_spans_are_refused(field: str, value: int) -> None:
    cell = {"type": "Cell", "children": [], field: value}
    table = {"type": "Table", "head": [], "body": [{"type": "Row", "cells": [cell]}]}
    tree = {"afgpub": 1, "type": "Document", "root": {"type": "Section", "children": [table]}}
    with pytest.raises(AfgpubError) as caught:
        afgpub.read(json.dumps(tree), reader="json")
    assert caught.value.message.code == "source-tree"
    assert f"Cell.{field} is out of its range" in str(caught.value)


def test_lists_with_impossible_numbers_are_refused() -> None:
    numbered = {"type": "List", "items": [], "ordered": True, "start": 10**30}
    tree = {"afgpub": 1, "type": "Document", "root": {"type": "Section", "children": [numbered]}}
    with pytest.raises(AfgpubError, match=r"List\.start is out of its range"):
        afgpub.read(json.dumps(tree), reader="json")
