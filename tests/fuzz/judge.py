"""One judgement of one input: what must hold for any bytes at all that a reader is given."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from afgpub.direction import direct
from afgpub.document import Document
from afgpub.document_json import from_json, to_json
from afgpub.exceptions import AfgpubError
from afgpub.language.naming import name_languages
from afgpub.normaliser import normalise
from afgpub.normaliser.options import NormaliserOptions
from afgpub.options import resolve_options
from afgpub.plugins import get_reader, get_renderer
from afgpub.source import open_source

PLAIN = {"html": {"fonts": False}, "epub": {"fonts": False, "cover": False}}


def judge(reader: str, data: bytes, formats: tuple[str, ...] = ("html",)) -> str:
    """Read `data`, send its tree through JSON and back, and render it in this process.

    Gives the code of the error that refused it, or nothing. Raises AssertionError where something does not hold, and
    whatever else a stage raises: any exception but AfgpubError is a fault.
    """
    try:
        document, _ = get_reader(reader).read(open_source(data, "fuzz"))
    except AfgpubError as error:
        assert error.message.hint, "an error says what to do"
        return error.message.code
    assert from_json(to_json(document)) == document, "the tree goes through JSON and back"
    repaired, _ = normalise(document, NormaliserOptions())
    directed = direct(name_languages(repaired))
    for format in formats:
        _render(directed, format)
    return ""


def _render(document: Document, format: str) -> None:
    renderer = get_renderer(format)
    try:
        output = renderer.render(document, resolve_options(renderer.options, PLAIN.get(format)), None).output
    except AfgpubError as error:
        assert error.message.hint, "an error says what to do"
        return
    if format == "epub":
        with zipfile.ZipFile(io.BytesIO(output)) as book:
            for name in book.namelist():
                if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    etree.fromstring(book.read(name))
