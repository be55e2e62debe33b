"""Pages as they were written before style sheets: tables that only place things, pictures that load late."""

from __future__ import annotations

from lxml import etree

from afgpub.readers.html.elements import count_letters

_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "td"))
_LEAST = 200  # letters in a cell that holds an article
_SHARE = 0.6
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


def _table_of(part: etree._Element) -> etree._Element | None:
    return next(part.iterancestors("table"), None)


def name_pictures(body: etree._Element) -> None:
    """Give a picture the address that a script would have given it."""
    for picture in body.iter("img", "amp-img"):
        picture.tag = "img"
        late = next((found for name in _LATE if (found := picture.get(name))), None)
        if late and (not picture.get("src") or picture.get("src", "").startswith("data:")):
            picture.set("src", late)
