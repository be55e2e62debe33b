"""Tables (GFM): rows of equal length, sides by the direction of the text, and a caption before or after."""

from __future__ import annotations

import re
from collections.abc import Sequence

from afgpub.document import NO_ATTRS, Align, Attrs, Cell, Inlines, Paragraph, Row, Table
from afgpub.readers.markdown.elements import Element
from afgpub.readers.markdown.inlines import read_inlines
from afgpub.readers.markdown.reading import Reading

CAPTION = re.compile(r"(?:Table:|Tabelle:|جدول:|:)[ \t]+(?=\S)")
# Left is where a line of Latin script begins; in the tree it is where any line begins.
_SIDES: dict[str, Align] = {"text-align:left": "start", "text-align:center": "center", "text-align:right": "end"}


def find_captions(elements: Sequence[Element]) -> dict[int, int]:
    """For each table that has one, the place of its caption: the paragraph before it, else the one after it."""
    captions: dict[int, int] = {}
    taken: set[int] = set()
    for place, element in enumerate(elements):
        if element.kind != "table":
            continue
        for beside in (place - 1, place + 1):
            if 0 <= beside < len(elements) and beside not in taken and _is_caption(elements[beside]):
                captions[place] = beside
                taken.add(beside)
                break
    return captions


def _is_caption(element: Element) -> bool:
    return element.kind == "paragraph" and CAPTION.match(element.children[0].token.content) is not None


def make_table(element: Element, caption: Element | None, reading: Reading, attrs: Attrs = NO_ATTRS) -> Table:
    """The table of an element, with its caption if it has one."""
    rows = {part.kind: tuple(_row(row, reading) for row in part.children) for part in element.children}
    span = reading.span(
        min(element.start, caption.start if caption else element.start),
        max(element.end, caption.end if caption else element.end),
    )
    for line, text in element.token.meta.get("extra", ()):
        # The first line of the table is known in both ways of counting.
        reading.report("table-cell-dropped", line - (element.token.map or [0])[0] + element.start, text=text)
    words = _caption(caption, reading) if caption else ()
    return Table(caption=words, head=rows.get("thead", ()), body=rows.get("tbody", ()), attrs=attrs, span=span)


def _caption(element: Element, reading: Reading) -> Inlines:
    text = CAPTION.sub("", element.children[0].token.content, count=1)
    return read_inlines(text, element.start, reading)


def _row(element: Element, reading: Reading) -> Row:
    cells = tuple(_cell(cell, element.start, reading) for cell in element.children)
    return Row(cells, span=reading.span(element.start, element.start))


def _cell(element: Element, line: int, reading: Reading) -> Cell:
    span = reading.span(line, line)
    text = element.children[0].token.content if element.children else ""
    children = (Paragraph(read_inlines(text, line, reading), span=span),) if text else ()
    align = _SIDES.get(str(element.token.attrs.get("style", "")))
    return Cell(children, align=align, header=element.kind == "th", span=span)
