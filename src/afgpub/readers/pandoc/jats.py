"""JATS made ready: tables whose words pandoc would pass over, as rows without a body and cells that span nothing."""

from __future__ import annotations

import re
from html.entities import html5

from lxml import etree

from afgpub.exceptions import SourceError
from afgpub.readers.html.layout import limit_spans
from afgpub.readers.pandoc.xml import parse_xml, write_xml

_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")


def mend_tables(name: str, text: str) -> bytes:
    """The source as XML in which each row stands in a part of its table (JATS 1.3 lets rows stand in the table itself).

    What has no table, or is no XML, is given back as it is: pandoc says what is wrong with it.
    """
    if "<table" not in text:
        return text.encode()
    # Characters may be named as the document type has it, which is not read.
    plain = _NAMED.sub(lambda found: html5.get(found[1], found[0]), text)
    try:
        root = parse_xml(name, name, plain.encode())
    except SourceError:
        return text.encode()
    for table in root.iter("table"):
        rows = table.findall("tr")
        if rows:
            etree.SubElement(table, "tbody").extend(rows)
    limit_spans(root)
    return write_xml(root)
