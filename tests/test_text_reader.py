"""Plain text: paragraphs by empty lines, headings by a drawn line, every encoding of the corpus."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub.document import Document, Paragraph, Section, ThematicBreak
from afgpub.exceptions import SourceError
from afgpub.source import open_source
from afgpub.walk import plain_text, walk
from conftest import CORPUS


def read(text: str) -> Document:
    return afgpub.read(text, reader="text", name="a.txt")[0]


def paragraphs(document: Document) -> list[tuple[int, str]]:
    return [
        (node.span.start, plain_text(node))
        for node in walk(document.root)
        if isinstance(node, Paragraph) and node.span is not None
    ]


def test_lines_of_a_paragraph_are_joined() -> None:
    document = read("\n  One\ntwo \n\n\n- three\n\t- four\n \nfive")
    assert paragraphs(document) == [(2, "One two"), (6, "- three - four"), (9, "five")]
    assert str(document.root.span) == "a.txt:1"


def test_long_lines_are_paragraphs() -> None:
    long = "word " * 40 + "end"
    assert paragraphs(read(f"{long}\nShort.\n{long}")) == [(1, long), (2, "Short."), (3, long)]


def test_a_line_drawn_under_a_line_makes_a_heading() -> None:
    document = read("سرخط\n====\nwords\n\nPart one\n--------\n\nmore\n\n* * *\n\nno heading\n---\n\n----\nnone\n")
    (title,) = document.root.children
    assert isinstance(title, Section)
    assert (plain_text(title.title), title.level) == ("سرخط", 1)
    part = title.children[1]
    assert isinstance(part, Section)
    assert (plain_text(part.title), part.level) == ("Part one", 2)
    assert paragraphs(document) == [(3, "words"), (8, "more"), (12, "no heading ---"), (15, "---- none")]
    assert isinstance(part.children[1], ThematicBreak)


def test_a_form_feed_begins_a_paragraph() -> None:
    assert paragraphs(read("one\n\ftwo\nthree")) == [(1, "one"), (2, "two three")]


def test_markup_is_text() -> None:
    assert paragraphs(read("# *a* <b>b</b>")) == [(1, "# *a* <b>b</b>")]


def test_nothing_is_an_error() -> None:
    with pytest.raises(SourceError):
        read(" \n\t")


def test_the_ending_txt_names_the_reader(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.txt"
    path.write_text("# no heading\n", "utf-8")
    assert paragraphs(afgpub.read(path)[0]) == [(1, "# no heading")]


@given(st.text("ab سلام\n\t =-*\f", max_size=80))
def test_no_word_is_lost(text: str) -> None:
    try:
        document = read(text)
    except SourceError as error:
        assert error.message.code == "source-empty"
        return
    found = [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)]
    found += [plain_text(node.title) for node in walk(document.root) if isinstance(node, Section)]
    letters = [character for character in text if character.isalpha()]
    assert sorted(letters) == sorted(character for part in found for character in part if character.isalpha())


CASES: list[Any] = (
    json.loads((CORPUS / "encodings" / "cases.json").read_text("utf-8")) if (CORPUS / "encodings").exists() else []
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_encodings_of_the_corpus(case: dict[str, Any]) -> None:
    path = CORPUS / "encodings" / case["input"]
    document, _ = afgpub.read(path, reader="text")
    found = "".join("".join(text.split()) for _, text in paragraphs(document))
    assert found == "".join(open_source(path).text().split())
    # Presentation forms and visual order are mended later, by the rules of text.
    if case.get("lossless") and case.get("expect") and "forms" not in case["id"] and "visual" not in case["id"]:
        assert found == "".join(open_source(path.parent / case["expect"]).text().split())
