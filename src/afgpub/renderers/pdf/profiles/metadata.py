"""XMP and Info of archive and press files (ISO 16684-1): said once, the same in both, with no clock and no chance."""

from __future__ import annotations

import uuid
from html import escape
from typing import Any

_NAMES = (
    "dc=http://purl.org/dc/elements/1.1/ xmp=http://ns.adobe.com/xap/1.0/ xmpMM=http://ns.adobe.com/xap/1.0/mm/ "
    "pdf=http://ns.adobe.com/pdf/1.3/ pdfaid=http://www.aiim.org/pdfa/ns/id/ pdfuaid=http://www.aiim.org/pdfua/ns/id/ "
    "pdfxid=http://www.npes.org/pdfx/ns/id/ pdfaExtension=http://www.aiim.org/pdfa/ns/extension/ "
    "pdfaSchema=http://www.aiim.org/pdfa/ns/schema# pdfaProperty=http://www.aiim.org/pdfa/ns/property#"
)
# PDF/A knows no pdfuaid, so the file has to describe it (ISO 19005-2, 6.6.2.3.3).
_UA_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"""

_CLAIMS = {
    "archive": "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n"
    + _UA_SCHEMA,
    "press": "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>",
    "press-1a": "<pdfxid:GTS_PDFXVersion>PDF/X-1a:2003</pdfxid:GTS_PDFXVersion><pdf:Trapped>False</pdf:Trapped>",
}


def put_metadata(pdf: Any, facts: Any, profile: str, identifier: bytes) -> None:
    """Put XMP into a pydyf.PDF, and what a press wants into its Info.

    `facts` is WeasyPrint's metadata, `identifier` 16 bytes that depend on nothing but the text and its looks.
    """
    from pydyf import Stream, String

    data = xmp(facts, profile, identifier, str(pdf.info["Producer"].string)).encode()
    if "Metadata" in pdf.catalog:
        stream = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
        stream.stream, stream.compress = [data], False
    else:
        stream = Stream([data], {"Type": "/Metadata", "Subtype": "/XML"}, compress=False)
        pdf.add_object(stream)
        pdf.catalog["Metadata"] = stream.reference
    if profile.startswith("press"):
        pdf.info["Trapped"] = "/False"
    if profile == "press-1a":
        pdf.info["GTS_PDFXVersion"] = String("PDF/X-1a:2003")


def xmp(facts: Any, profile: str, identifier: bytes, producer: str) -> str:
    """The XMP packet of a file that claims what its profile is (ISO 19005-2, 6.6; ISO 14289-1, 5; ISO 15930-7, 6.6)."""
    name = uuid.UUID(bytes=identifier, version=5)
    plain = {
        "pdf:Producer": producer,
        "pdf:Keywords": ", ".join(facts.keywords),
        "xmp:CreatorTool": facts.generator,
        "xmp:CreateDate": facts.created,
        "xmp:ModifyDate": facts.modified,
        "xmp:MetadataDate": facts.modified,
        "xmpMM:DocumentID": f"uuid:{name}",
        "xmpMM:VersionID": "1",
        "xmpMM:RenditionClass": "default",
    }
    lines = [f"<{key}>{_text(value)}</{key}>" for key, value in plain.items() if value]
    lines += [f"<dc:{key}>{_default(value)}</dc:{key}>" for key, value in _texts(facts).items() if value]
    if facts.authors:
        people = "".join(f"<rdf:li>{_text(name)}</rdf:li>" for name in facts.authors)
        lines.append(f"<dc:creator><rdf:Seq>{people}</rdf:Seq></dc:creator>")
    spaces = " ".join('xmlns:{}="{}"'.format(*pair.split("=")) for pair in _NAMES.split())
    return "\n".join(
        [
            '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
            '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
            f'<rdf:Description rdf:about="" {spaces}>',
            _CLAIMS[profile],
            *lines,
            '</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>',
        ]
    )


def _texts(facts: Any) -> dict[str, str]:
    return {"title": facts.title or "", "description": facts.description or ""}


def _default(value: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(value)}</rdf:li></rdf:Alt>'


def _text(value: str) -> str:
    """XML text; characters that XML cannot hold are left out."""
    return escape("".join(c for c in value if c in "\t\n\r" or " " <= c < "\ufffe" or c > "\uffff"), quote=False)
