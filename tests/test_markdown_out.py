"""Markdown written and read again as the same tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import afgpub
from afgpub.document import Cell, Document, Paragraph, Row, Section, Table, Text
from afgpub.renderers.tree import render_text
from conftest import EXAMPLES

TABLE = Section(
    children=(Table(body=(Row((Cell((Paragraph((Text("دو"),)),), columns=2),)), Row((Cell(()), Cell(()))))),)
)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_markdown_is_read_again_as_the_same_tree(folder: Path) -> None:
    document, _ = afgpub.prepare(folder / "article.md")
    written = afgpub.render(document, to="markdown").output.decode()
    again, _ = afgpub.prepare(written)
    bare = [
        re.sub(r'^  (?:contributors|issued|written): .*\n| label ".*|(?<=article") level=\d', "", text, flags=re.M)
        for text in (render_text(tree, positions=False) for tree in (document, again))
    ]
    assert bare[0] == bare[1]
    assert afgpub.render(again, to="markdown").output.decode() == written


def test_markdown_signs_stay_text() -> None:
    for text in (
        "1. no list",
        "# no title",
        "* [a](b) `c` _d_ <e> &amp; {#x}",
        ": a",
        "::: note",
        "| a",
        "Table: t",
        "- x",
    ):
        root = Section(children=(Paragraph((Text(text),)),), role="article")
        again, _ = afgpub.read(afgpub.render(Document(root), to="markdown").output, reader="markdown")
        assert again.root.children == root.children


def test_spans_of_tables_are_flattened_in_markdown() -> None:
    rendering = afgpub.render(Document(TABLE), to="markdown")
    assert any("cells of a table over rows or columns" in str(message) for message in rendering.messages)
    assert "| دو |  |" in rendering.output.decode()
