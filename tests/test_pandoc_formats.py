"""The other formats: structure, metadata, lines, and what is said of what cannot be kept."""

from __future__ import annotations

import json

import pytest

import afgpub
from afgpub.document import (
    Aside,
    Code,
    CodeBlock,
    DefinitionList,
    Document,
    Figure,
    Image,
    List,
    Note,
    Paragraph,
    Quote,
    Run,
    Section,
    Table,
    Verse,
)
from afgpub.exceptions import SourceError
from afgpub.limits import Limits
from afgpub.plugins import reader_names
from afgpub.readers.pandoc import read_with_pandoc
from afgpub.source import open_source
from afgpub.walk import plain_text, walk

ARTICLE = {
    "rst": "Title\n=====\n\nWords *stressed* [1]_.\n\n.. [1] Note.\n\n- one\n- two\n",
    "org": "#+TITLE: Title\n\nWords /stressed/[fn:1].\n\n- one\n- two\n\n[fn:1] Note.\n",
    "latex": "\\documentclass{article}\\title{Title}\n\\begin{document}\n\\maketitle\n\n"
    "Words \\emph{stressed}\\footnote{Note.}.\n\n\\begin{itemize}\\item one\n\\item two\n\\end{itemize}\n"
    "\\end{document}\n",
    "typst": "= Title\n\nWords _stressed_#footnote[Note.].\n\n- one\n- two\n",
    "djot": "# Title\n\nWords _stressed_[^1].\n\n- one\n- two\n\n[^1]: Note.\n",
    "docbook": "<article><title>Title</title>\n<para>Words <emphasis>stressed</emphasis><footnote><para>Note.</para>"
    "</footnote>.</para><itemizedlist><listitem><para>one</para></listitem><listitem><para>two</para></listitem>"
    "</itemizedlist></article>",
    "jats": "<article><front><article-meta><title-group><article-title>Title</article-title></title-group>"
    "</article-meta></front>\n<body><p>Words <italic>stressed</italic><fn><p>Note.</p></fn>.</p>"
    '<list list-type="bullet"><list-item><p>one</p></list-item><list-item><p>two</p></list-item></list>'
    "</body></article>",
    "mediawiki": "= Title =\n\nWords ''stressed''<ref>Note.</ref>.\n\n* one\n* two\n",
    "ipynb": json.dumps(
        {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": {},
            "cells": [
                {
                    "cell_type": "markdown",
                    "id": "a",
                    "metadata": {},
                    "source": "# Title\n\nWords *stressed* Note.\n\n- one\n- two\n",
                }
            ],
        }
    ),
    "rtf": r"{\rtf1\ansi {\pard\outlinelevel0 Title\par}{\pard Words {\i stressed}{\footnote Note.}.\par}"
    r"{\pard one\par}{\pard two\par}}",
}


def read(text: str, reader: str) -> tuple[Document, dict[str, list[str]]]:
    document, messages = afgpub.read(text, reader=reader, name="a.txt")
    found: dict[str, list[str]] = {}
    for message in messages:
        found.setdefault(message.code, []).append(str(message))
    return document, found


@pytest.mark.parametrize("reader", ARTICLE)
def test_an_article_in_each_format(reader: str) -> None:
    document, _ = read(ARTICLE[reader], reader)
    sections = [document.root, *(node for node in document.root.children if isinstance(node, Section))]
    assert "Title" in [plain_text(section.title) for section in sections]
    first, *_ = [node for node in walk(document.root) if isinstance(node, Paragraph)]
    assert plain_text(first).startswith("Words stressed")
    words = " ".join(plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph))
    assert words.split()[-2:] == ["one", "two"]
    assert "Note." in words
    if reader not in ("ipynb",):
        assert [plain_text(note.body) for note in walk(document.root) if isinstance(note, Note)] == ["Note."]
    if reader != "rtf":
        assert [len(node.items) for node in walk(document.root) if isinstance(node, List)] == [2]
    assert first.span is not None
    line = {"rst": 4, "org": 3, "latex": 5, "docbook": 2, "jats": 2, "rtf": 2, "ipynb": 2}.get(reader, 3)
    assert (first.span.start, first.span.unit) == (line, "paragraph" if reader in ("rtf", "ipynb") else "line")


def test_every_format_has_a_reader() -> None:
    assert {*ARTICLE, "docx", "odt", "epub", "html", "text", "markdown"} <= set(reader_names())


def test_structures() -> None:
    source = """\
.. note:: Mind this.

.. epigraph:: Quoted.

| a line
| of verse
|
| another stanza

iv. four
v. five

Term
   Meaning

.. figure:: dot.png
   :alt: A dot

   The caption

.. table:: Totals

   ===== =====
   A     B
   ===== =====
   1     2
   ===== =====

.. code:: python

   x = 1

`Link <https://example.org/>`_, :math:`x^2`, :sup:`2`, ``code``, `bad <javascript:x>`_

.. raw:: html

   <b>raw</b>
"""
    document, found = read(source, "rst")
    nodes = list(walk(document.root))
    kinds = {kind: [node for node in nodes if isinstance(node, kind)] for kind in (Aside, Quote, Verse, List, Table)}
    assert "Mind this." in " ".join(plain_text(child) for child in walk(kinds[Aside][0]))
    assert [len(stanza.lines) for stanza in kinds[Verse][0].stanzas] == [2, 1]
    assert (kinds[List][0].start, kinds[List][0].attrs.classes) == (4, ("lower-roman",))
    assert plain_text(kinds[Table][0].caption) == "Totals"
    assert [cell.header for row in kinds[Table][0].head for cell in row.cells] == [True, True]
    (figure,) = [node for node in nodes if isinstance(node, Figure)]
    assert plain_text(figure.caption) == "The caption"
    assert [(node.target, node.alternative) for node in walk(figure) if isinstance(node, Image)] == [
        ("dot.png", "A dot")
    ]
    assert [(node.text, node.language) for node in nodes if isinstance(node, CodeBlock)] == [("x = 1", "python")]
    assert [node.value for node in nodes if isinstance(node, Code)] == ["x^2", "code"]
    assert any(isinstance(node, DefinitionList) for node in nodes)
    assert "x^2" in found["math-as-code"][0]
    assert "<b>raw</b>" in found["words-dropped"][0]
    assert "javascript:x" in found["link-unsafe"][0]
    assert found["link-unsafe"][0].startswith("a.txt:33")


def test_forms_that_the_tree_has_no_node_for() -> None:
    document, found = read("Some \\textsc{small} and \\underline{lined} and \\underline{more}.", "latex")
    runs = [(plain_text(node), node.attrs.classes) for node in walk(document.root) if isinstance(node, Run)]
    assert runs == [("small", ("smallcaps",)), ("lined", ("underline",)), ("more", ("underline",))]
    assert sorted(found["form-dropped"])[1].endswith("(places: 2) [form-dropped]")


def test_metadata() -> None:
    source = (
        "#+TITLE: عنوان\n#+SUBTITLE: Sub\n#+AUTHOR: A B\n#+DATE: 2024-05-06\n#+KEYWORDS: x\n#+LANGUAGE: fa\n"
        "#+DESCRIPTION: About\n\nWords.\n"
    )
    root = read(source, "org")[0].root
    assert root.meta is not None
    assert (plain_text(root.title), plain_text(root.subtitle), root.attrs.lang) == ("عنوان", "Sub", "fa")
    assert root.meta.issued is not None
    assert (root.meta.issued.iso, root.meta.description, root.meta.tags) == ("2024-05-06", "About", ("x",))
    assert [person.name.text for person in root.meta.contributors] == ["A B"]
    written = read("#+DATE: in spring\n\nWords.\n", "org")[0].root
    assert written.meta is not None
    assert [phrase.text for phrase in written.meta.remarks] == ["in spring"]


def test_markup_without_words_is_told_apart() -> None:
    _, found = read("a <div>b</div>", "mediawiki")
    assert all(" no words" in message for message in found["markup-dropped"])


def test_rich_text_in_the_arabic_code_page() -> None:
    source = rb"{\rtf1\ansi\ansicpg1256 {\pard \'d3\'e1\'c7\'e3 Hello \u1605? more\par}}"
    document, _ = afgpub.read(source, reader="rtf")
    assert plain_text(document.root.children[0]) == "سلام Hello م more"


def test_what_pandoc_warns_of_is_told() -> None:
    _, found = read("Words [1]_.\n", "rst")
    assert "1" in found["pandoc-warning"][0]


@pytest.mark.parametrize(
    ("reader", "source", "code"),
    [
        ("docx", b"no archive", "archive-invalid"),
        ("odt", b"PK\x03\x04broken", "archive-invalid"),
        ("epub", b"", "archive-invalid"),
        ("rtf", b"no rich text", "archive-invalid"),
        ("rtf", b" ", "source-empty"),
        ("ipynb", b"{", "pandoc-failed"),
        ("ipynb", b"[]", "pandoc-failed"),
        ("rst", b"..\n", "source-empty"),
        ("docbook", b"<article><para>x</article>", "pandoc-failed"),
        ("rst", b"\x00\x01\x02", "source-binary"),
    ],
)
def test_what_is_not_of_its_format(reader: str, source: bytes, code: str) -> None:
    with pytest.raises(SourceError) as caught:
        afgpub.read(source, reader=reader)
    assert caught.value.message.code == code
    assert caught.value.message.hint


def test_limits_of_time_and_memory() -> None:
    source = open_source("word another *text* here `x`\n\n" * 20_000)
    with pytest.raises(SourceError) as caught:
        read_with_pandoc(source, "rst", Limits(seconds=0.05))
    assert str(caught.value).endswith("takes more than 0.05 seconds [pandoc-limit]")
    with pytest.raises(SourceError) as caught:
        read_with_pandoc(source, "rst", Limits(megabytes=32))
    assert "32 MB" in str(caught.value)


def test_without_pandoc(here: None, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypandoc

    def missing() -> str:
        raise OSError("no pandoc")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(SourceError) as caught:
        afgpub.read("words", reader="rst")
    assert caught.value.message.code == "pandoc-missing"
    assert "pip install" in caught.value.message.hint


def test_deep_trees_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        afgpub.read("> " * 300 + "x", reader="djot")
    assert caught.value.message.code in ("source-nesting", "pandoc-limit")


def test_many_threads_may_read_at_once() -> None:
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(4) as pool:
        read_all = list(pool.map(lambda number: afgpub.read(f"Text {number}.\n", reader="rst")[0], range(12)))
    assert [plain_text(document.root.children[0]) for document in read_all] == [f"Text {n}." for n in range(12)]
