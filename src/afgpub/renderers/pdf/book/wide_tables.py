"""Tables with more columns than paper has room for: each row becomes a list of its cells, and no word is cut off."""

from __future__ import annotations

from lxml import etree

from afgpub.document import MAX_COLUMNS, Document, Table
from afgpub.messages import Message, message
from afgpub.walk import walk

_BETWEEN = " | "  # cells of a row that is run together


def unfold_wide_tables(article: etree._Element, most: int) -> None:
    """Turn tables of more than `most` columns into lists: head and body stay apart, order and attributes stay."""
    for holder in [node for node in article.iter("div") if node.get("class") == "table"]:
        table = holder[0]
        rows = [*table.iterfind("thead/tr"), *table.iterfind("tbody/tr")]
        if max((sum(int(cell.get("colspan", "1")) for cell in row) for row in rows), default=0) <= most:
            continue
        holder.set("class", "unfolded")
        table.tag = "div"
        for part in table:
            part.tag = "p" if part.tag == "caption" else "div"
        columns = max(len(row) for row in rows)
        for row in rows:
            if columns > MAX_COLUMNS:
                _run_together(row)
                continue
            row.tag = "ul"
            for cell in row:
                _unfold(cell)


def _run_together(row: etree._Element) -> None:
    """Make a paragraph of a row that is longer than any table has a right to be (HTML, 4.9.11)."""
    for cell in row:
        cell.tail = f"{_BETWEEN}{cell.tail or ''}" if cell.getnext() is not None else cell.tail
    etree.strip_tags(row, "td", "th", "p")
    row.tag = "p"


def report_wide_tables(document: Document, most: int) -> tuple[Message, ...]:
    """Say which tables `unfold_wide_tables` turns into lists."""
    tables = [node for node in walk(document.root) if isinstance(node, Table)]
    wide = [(table, _columns(table)) for table in tables]
    return tuple(message("table-unfolded", t.span, columns=n, most=most) for t, n in wide if n > most)


def _columns(table: Table) -> int:
    return max((sum(cell.columns for cell in row.cells) for row in table.head + table.body), default=0)


def _unfold(cell: etree._Element) -> None:
    is_head = cell.tag == "th"
    cell.tag = "li"
    for name in ("colspan", "rowspan", "scope", "class"):
        cell.attrib.pop(name, "")
    if is_head:
        cell.set("class", "head")
