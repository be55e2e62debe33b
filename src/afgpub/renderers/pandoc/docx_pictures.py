"""A PNG beside each SVG of a Word file: Word before 2016 and LibreOffice before 7.5 leave the place of an SVG empty."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from afgpub.readers.pandoc.xml import parse_xml, write_xml
from afgpub.renderers.pandoc.archive import pack, unpack

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_TYPES = "[Content_Types].xml"
_PARTS = ("document", "footnotes")


def add_rasters(data: bytes, rasters: Mapping[bytes, bytes]) -> bytes:
    """The Word file with the PNG of each SVG in `rasters`, by the bytes of the SVG, as the picture that is shown."""
    members = unpack(data)
    made = {name: rasters[content] for name, content in members.items() if content in rasters}
    if not made:
        return data
    for name, png in made.items():
        members[f"{name}.png"] = png
    for part in _PARTS:
        text, relations = f"word/{part}.xml", f"word/_rels/{part}.xml.rels"
        if text in members and relations in members:
            targets = parse_xml("docx", relations, members[relations])
            twins = _relate(targets, made)
            members[relations] = write_xml(targets)
            root = parse_xml("docx", text, members[text])
            _show(root, twins)
            members[text] = write_xml(root)
    types = parse_xml("docx", _TYPES, members[_TYPES])
    if not any(kind.get("Extension") == "png" for kind in types):
        namespace = etree.QName(types).namespace
        types.insert(0, etree.Element(f"{{{namespace}}}Default", {"Extension": "png", "ContentType": "image/png"}))
        members[_TYPES] = write_xml(types)
    return pack(members)


def _relate(targets: etree._Element, made: Mapping[str, bytes]) -> dict[str, str]:
    """Add a relationship to the PNG for each to its SVG; gives the identifiers of the former by those of the latter."""
    twins: dict[str, str] = {}
    for relation in list(targets):
        target = relation.get("Target", "")
        if f"word/{target}" in made:
            id = relation.get("Id", "")
            twins[id] = f"{id}png"
            shown = {"Id": twins[id], "Type": relation.get("Type", ""), "Target": f"{target}.png"}
            etree.SubElement(targets, f"{{{_RELATIONS}}}Relationship", shown)
    return twins


def _show(root: etree._Element, twins: Mapping[str, str]) -> None:
    for picture in root.iter("{*}svgBlip"):
        for blip in picture.iterancestors("{*}blip"):
            if (twin := twins.get(picture.get(_EMBED, ""))) and blip.get(_EMBED) is None:
                blip.set(_EMBED, twin)
            break
