"""Word files, OpenDocument texts and e-books made in memory, so that tests say what stands in them."""

from __future__ import annotations

import io
import zipfile
from base64 import b64decode

PIXEL = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==")
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = """<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="png" ContentType="image/png"/><Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""  # noqa: E501
_ROOT = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>"""
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"


def archive(members: dict[str, str | bytes]) -> bytes:
    """A zip archive of the members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return made.getvalue()


def docx(body: str, *, styles: str = "", relations: str = "", **parts: str | bytes) -> bytes:
    """A Word file with `body` in its document; `parts` are further members, `word__x_xml` for `word/x.xml`."""
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "word/document.xml": f'<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATIONS}">'
        f"<w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{relations}</Relationships>',
    }
    if styles:
        members["word/styles.xml"] = f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>'
    for name, data in parts.items():
        path = name.replace("__", "/").replace("_xml", ".xml").replace("_png", ".png")
        members[path] = data.replace("<w:", "<w:", 1) if isinstance(data, str) else data
    return archive(members)


def word_part(tag: str, content: str) -> str:
    """A part of a Word file whose root is `tag`."""
    return f'<w:{tag} xmlns:w="{_WORD}">{content}</w:{tag}>'


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of runs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(runs)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def odt(body: str, styles: str = "", **parts: bytes) -> bytes:
    """An OpenDocument text."""
    names = {"office": "office", "style": "style", "text": "text", "table": "table", "fo": "xsl-fo-compatible"}
    spaces = " ".join(f'xmlns:{short}="{_OASIS}:{long}:1.0"' for short, long in names.items())
    content = (
        f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f'<office:document-styles {spaces} office:version="1.3"/>',
    }
    return archive({**members, **parts})


def epub(*chapters: str, progression: str = "", **members: str | bytes) -> bytes:
    """An e-book (EPUB 3) with the bodies of chapters; `members` are further files beside them."""
    items = "".join(
        f'<item id="c{number}" href="c{number}.xhtml" media-type="application/xhtml+xml"/>'
        for number in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    turned = f' page-progression-direction="{progression}"' if progression else ""
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>کتاب</dc:title><dc:language>fa</dc:language>'
        '<dc:creator>نویسنده</dc:creator><dc:identifier id="i">x</dc:identifier></metadata>'
        f"<manifest>{items}</manifest><spine{turned}>{spine}</spine></package>"
    )
    pages = {
        f"EPUB/c{number}.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>c</title></head><body>{body}</body></html>'
        for number, body in enumerate(chapters)
    }
    container = (
        '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
        'full-path="EPUB/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
    )
    return archive(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "EPUB/p.opf": package,
            **pages,
            **{f"EPUB/{name.replace('_', '.')}": data for name, data in members.items()},
        }
    )
