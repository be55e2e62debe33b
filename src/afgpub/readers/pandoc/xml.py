"""XML from outside: no entity is resolved, no document type fetched, nothing read from a network or a disk."""

from __future__ import annotations

from typing import Any

from lxml import etree

from afgpub.exceptions import SourceError

_MAX_DEPTH = 500


def parse_xml(name: str, part: str, data: bytes) -> etree._Element:
    """The root of the XML `data`, which is the member `part` of `name`.

    Raises SourceError: xml-entities where it declares any, xml-invalid where it is broken or too deep.
    """
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError.coded("xml-invalid", name=name, part=part, reason=error) from None
    internal: Any = root.getroottree().docinfo.internalDTD
    if internal is not None and any(True for _ in internal.iterentities()):
        raise SourceError.coded("xml-entities", name=name, part=part)
    return root


def write_xml(root: etree._Element) -> bytes:
    """The element as XML in UTF-8, without any document type."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)
