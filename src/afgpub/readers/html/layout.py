"""Pages as they were written before style sheets: tables that only place things, pictures that load late."""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from afgpub.document import MAX_COLUMNS, MAX_ROWS
from afgpub.readers.html.elements import count_letters

_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td"))
_DIGITS = re.compile(r"\s*\+?0*([0-9]+)")
_LEAST = 200  # letters in a cell that holds an article
_SHARE = 0.6
_SPANS = {"colspan": MAX_COLUMNS, "rowspan": MAX_ROWS}
_LATE = ("data-src", "data-lazy-src", "data-original")


def open_layout_tables(body: etree._Element) -> None:
    """Make divisions of each table that has no heads and most of its words in one cell: it holds text, not data."""
    for table in list(body.iter("table")):
        if any(True for _ in table.iter("th", "caption")):
            continue
        parts = [part for part in table.iter(*_PARTS) if part is table or _table_of(part) is table]
        letters = count_letters(table)
        largest = max((count_letters(part) for part in parts if part.tag == "td"), default=0)
        if largest >= _LEAST and largest >= _SHARE * letters:
            for part in parts:
                part.tag = "div"
                part.attrib.pop("align", "")


def limit_spans(body: etree._Element) -> None:
    """Let no cell span more or less than HTML allows (WHATWG, 4.9.11).

    Each column costs time and memory further on, and pandoc leaves out cells of no columns. A table whose columns each
    begin with a cell has no more of them than cells, so a row that spans more is cut to so many.
    """
    for cell in body.iter("td", "th"):
        for name, most in _SPANS.items():
            written = cell.get(name)
            if written is None:
                continue
            digits = _DIGITS.match(written)
            number = digits[1] if digits else ""
            if not number or (number == "0" and name == "colspan"):
                cell.attrib.pop(name)
            elif number == "0" or len(number) > len(str(most)) or int(number) > most:
                cell.set(name, str(most))  # no rows are all that follow
            else:
                cell.set(name, number)
    tables = Counter(_table_of(cell) for cell in body.iter("td", "th"))
    for row in body.iter("tr"):
        room = tables[_table_of(row)]
        for cell in row.iterchildren("td", "th"):
            columns = min(int(cell.get("colspan", "1")), max(room, 1))
            room -= columns
            if cell.get("colspan"):
                cell.set("colspan", str(columns))


def _table_of(part: etree._Element) -> etree._Element | None:
    return next(part.iterancestors("table"), None)


def name_pictures(body: etree._Element) -> None:
    """Give a picture the address that a script would have given it."""
    for picture in body.iter("img", "amp-img"):
        picture.tag = "img"
        late = next((found for name in _LATE if (found := picture.get(name))), None)
        if late and (not picture.get("src") or picture.get("src", "").startswith("data:")):
            picture.set("src", late)
