"""How a source of each format is made ready for pandoc."""

from __future__ import annotations

import re
from collections.abc import Callable

from afgpub.exceptions import SourceError
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.source import Source

# Where the text begins behind what is said about it.
_BEGINNINGS = {"latex": "\\begin{document}", "jats": "<body"}
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE\s+[^<>\[]*(\[(?:[^\]]*)\]\s*)?>", re.IGNORECASE)
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def prepare(source: Source, format: str) -> Prepared:
    """Make a source ready. Raises SourceError where it is not of that format, or hostile."""
    return _PREPARERS.get(format, _text)(source, format)


def _text(source: Source, format: str) -> Prepared:
    text, messages = source.decode()
    if format == "latex":
        # A command of pandoc's own writer that its reader stumbles over.
        text = text.replace("\\tightlist\n", "\n")
    begin = max(text.find(_BEGINNINGS.get(format, "")), 0)
    return Prepared(data=text.encode(), reader=format, text=text, begin=begin, messages=messages)


def _xml(source: Source, format: str) -> Prepared:
    """XML as text: entities of its own are refused, a document type is taken out, lines stay where they are."""
    text, messages = source.decode()
    if _ENTITY.search(text):
        raise SourceError.coded("xml-entities", name=source.name, part="the document type")
    clean = _DOCTYPE.sub(_same_lines, _DECLARATION.sub(_same_lines, text, count=1), count=1)
    begin = max(clean.find(_BEGINNINGS.get(format, "")), 0)
    data = clean.encode()
    if format == "jats":
        from afgpub.readers.pandoc.jats import mend_tables

        data = mend_tables(source.name, clean)
    return Prepared(data=data, reader=format, text=clean, begin=begin, messages=messages)


def _same_lines(match: re.Match[str]) -> str:
    return "\n" * match.group().count("\n")


def _docx(source: Source, _: str) -> Prepared:
    from afgpub.readers.pandoc.docx import prepare_docx

    return prepare_docx(source)


def _odt(source: Source, _: str) -> Prepared:
    from afgpub.readers.pandoc.odt import prepare_odt

    return prepare_odt(source)


def _epub(source: Source, _: str) -> Prepared:
    from afgpub.readers.pandoc.epub import prepare_epub

    return prepare_epub(source)


def _rtf(source: Source, _: str) -> Prepared:
    from afgpub.readers.pandoc.rtf import prepare_rtf

    return prepare_rtf(source)


def _ipynb(source: Source, _: str) -> Prepared:
    from afgpub.readers.pandoc.ipynb import prepare_ipynb

    return prepare_ipynb(source)


def _html(source: Source, _: str) -> Prepared:
    from afgpub.readers.html.page import prepare_page

    return prepare_page(source)


_PREPARERS: dict[str, Callable[[Source, str], Prepared]] = {
    "docx": _docx,
    "odt": _odt,
    "epub": _epub,
    "rtf": _rtf,
    "ipynb": _ipynb,
    "html": _html,
    "docbook": _xml,
    "jats": _xml,
}
