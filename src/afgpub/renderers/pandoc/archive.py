"""The archives of Word and OpenDocument taken apart and packed so that the same text gives the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from afgpub.readers.pandoc.markers import Markers
from afgpub.readers.pandoc.xml import parse_xml, write_xml

_XML = (".xml", ".rels", ".rdf")
_FIRST = ("mimetype", "[Content_Types].xml")


def mend(data: bytes, format: str, markers: Markers, mends: Mapping[str, Callable[[etree._Element], None]]) -> bytes:
    """The archive with its parts changed, each by the function in `mends` of its name, and no marker left in any."""
    made: dict[str, bytes] = {}
    for name, content in unpack(data).items():
        made[name] = content
        if name.endswith(_XML):
            part = parse_xml(format, name, content)
            if change := mends.get(name):
                change(part)
            made[name] = markers.strip(write_xml(part).decode()).encode()
    return pack(made)


def date_all(part: etree._Element, names: tuple[str, ...], moment: str) -> None:
    """Put `moment`, in ISO 8601, for each date of a part: the elements of these names."""
    for date in part.iter(*names):
        date.text = moment


def unpack(data: bytes) -> dict[str, bytes]:
    """The members of an archive that pandoc has just made."""
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(members: Mapping[str, bytes]) -> bytes:
    """An archive of the members, sorted, all dated 1980-01-01.

    `mimetype` comes first and is stored (OpenDocument 1.3, part 2, section 3.3), `[Content_Types].xml` is first in a
    Word file (ISO/IEC 29500-2).
    """
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for name in sorted(members, key=lambda name: (name not in _FIRST, name)):
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, members[name])
    return made.getvalue()
