"""No word is lost between pandoc's tree and ours: for random trees, and for every Word file of the corpus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afgpub.document import Code, CodeBlock, Document, Image, Link, Text
from afgpub.exceptions import SourceError
from afgpub.limits import Limits
from afgpub.messages import Message
from afgpub.readers.pandoc.formats import prepare
from afgpub.readers.pandoc.prepared import Prepared
from afgpub.readers.pandoc.process import run_pandoc
from afgpub.readers.pandoc.reading import map_document
from afgpub.readers.pandoc.tree import parse_tree, words_of
from afgpub.source import open_source
from afgpub.walk import walk
from conftest import CORPUS
from pandoc_samples import docx, paragraph, run

WORD = st.integers(0, 9999).map(lambda number: f"w{number:04}")
STR = WORD.map(lambda word: {"t": "Str", "c": word})
ATTR = st.builds(
    lambda name, classes, pairs: [name, classes, pairs],
    st.sampled_from(["", "a", "b"]),
    st.lists(st.sampled_from(["note", "underline", "title"]), max_size=2),
    st.lists(
        st.sampled_from([["dir", "rtl"], ["lang", "fa"], ["lang", "??"], ["title", "w7777"], ["dir", "x"]]), max_size=2
    ),
)
SPACES = st.sampled_from([{"t": "Space"}, {"t": "SoftBreak"}, {"t": "LineBreak"}])


def inlines(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = st.lists(children, max_size=4)
    named = st.sampled_from(["Emph", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Underline"])
    target = st.sampled_from(["#a", "https://example.org", "javascript:x", "x.png", ""])
    return st.one_of(
        st.builds(lambda kind, c: {"t": kind, "c": c}, named, row),
        st.builds(lambda a, c: {"t": "Span", "c": [a, c]}, ATTR, row),
        st.builds(lambda a, c, u: {"t": "Link", "c": [a, c, [u, ""]]}, ATTR, row, target),
        st.builds(lambda a, c, u: {"t": "Image", "c": [a, c, [u, ""]]}, ATTR, row, target),
        st.builds(lambda c: {"t": "Quoted", "c": [{"t": "DoubleQuote"}, c]}, row),
        st.builds(lambda c: {"t": "Cite", "c": [[], c]}, row),
        st.builds(lambda c: {"t": "Note", "c": [{"t": "Para", "c": c}]}, row),
        st.builds(lambda a, w: {"t": "Code", "c": [a, w]}, ATTR, WORD),
        st.builds(lambda w: {"t": "Math", "c": [{"t": "InlineMath"}, w]}, WORD),
        st.builds(lambda w: {"t": "RawInline", "c": ["html", w]}, WORD),
    )


INLINE = st.recursive(STR | SPACES, inlines, max_leaves=8)
ROW = st.lists(INLINE, max_size=5)
LEAF = st.one_of(
    st.builds(lambda kind, c: {"t": kind, "c": c}, st.sampled_from(["Para", "Plain"]), ROW),
    st.builds(lambda n, a, c: {"t": "Header", "c": [n, a, c]}, st.integers(1, 9), ATTR, ROW),
    st.builds(lambda c: {"t": "LineBlock", "c": c}, st.lists(ROW, max_size=3)),
    st.builds(lambda a, w: {"t": "CodeBlock", "c": [a, w]}, ATTR, WORD),
    st.builds(lambda w: {"t": "RawBlock", "c": ["html", w]}, WORD),
    st.just({"t": "HorizontalRule"}),
)


def blocks(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    row = st.lists(children, max_size=3)
    caption = st.builds(lambda c: [None, c], row)
    align = st.sampled_from([{"t": "AlignLeft"}, {"t": "AlignRight"}, {"t": "AlignDefault"}])
    cell = st.builds(lambda a, s, r, n, c: [a, s, r, n, c], ATTR, align, st.integers(1, 3), st.integers(1, 3), row)
    rows = st.lists(st.builds(lambda a, c: [a, c], ATTR, st.lists(cell, max_size=3)), max_size=2)
    body = st.builds(lambda a, n, h, r: [a, n, h, r], ATTR, st.integers(0, 2), rows, rows)
    part = st.builds(lambda a, r: [a, r], ATTR, rows)
    columns = st.lists(st.builds(lambda s: [s, {"t": "ColWidthDefault"}], align), max_size=3)
    style = st.sampled_from(["Decimal", "LowerAlpha", "DefaultStyle"]).map(lambda kind: {"t": kind})
    return st.one_of(
        st.builds(lambda c: {"t": "BlockQuote", "c": c}, row),
        st.builds(lambda c: {"t": "BulletList", "c": c}, st.lists(row, max_size=3)),
        st.builds(
            lambda s, c: {"t": "OrderedList", "c": [[3, s, {"t": "Period"}], c]}, style, st.lists(row, max_size=3)
        ),
        st.builds(lambda t, d: {"t": "DefinitionList", "c": [[t, d]]}, ROW, st.lists(row, max_size=2)),
        st.builds(lambda a, c: {"t": "Div", "c": [a, c]}, ATTR, row),
        st.builds(lambda a, p, c: {"t": "Figure", "c": [a, p, c]}, ATTR, caption, row),
        st.builds(
            lambda a, p, s, h, b, f: {"t": "Table", "c": [a, p, s, h, b, f]},
            *(ATTR, caption, columns, part, st.lists(body, max_size=2), part),
        ),
    )


TREE = st.lists(st.recursive(LEAF, blocks, max_leaves=8), min_size=1, max_size=5)
META = st.fixed_dictionaries(
    {},
    optional={
        "title": ROW.map(lambda c: {"t": "MetaInlines", "c": c}),
        "author": st.lists(WORD.map(lambda w: {"t": "MetaString", "c": w})).map(lambda c: {"t": "MetaList", "c": c}),
        "abstract": st.lists(LEAF, max_size=2).map(lambda c: {"t": "MetaBlocks", "c": c}),
        "date": WORD.map(lambda w: {"t": "MetaString", "c": w}),
        "unknown": WORD.map(lambda w: {"t": "MetaMap", "c": {"x": {"t": "MetaString", "c": w}}}),
        "flag": st.just({"t": "MetaBool", "c": True}),
    },
)


def kept(document: Document, messages: tuple[Message, ...]) -> Iterator[str]:
    """The words of a tree, and those that messages say are left out."""
    for node in walk(document.root):
        match node:
            case Text(value) | Code(value):
                yield value
            case CodeBlock(text):
                yield text
            case Image(alternative=words):
                yield words
            case Link(title=title):
                yield title
            case _:
                pass
    if document.root.meta:
        yield repr(document.root.meta)
    for message in messages:
        if message.code in ("words-dropped", "markup-dropped"):
            yield message.text


@settings(max_examples=200, deadline=None)
@given(META, TREE)
def test_random_trees(meta: dict[str, Any], tree: list[Any]) -> None:
    try:
        document, messages = map_document("a", {"meta": meta, "blocks": tree}, Prepared(data=b"", reader="x"))
    except SourceError as error:
        assert error.message.code == "source-empty"
        found = " ".join(dropped.text for dropped in error.messages)
    else:
        found = " ".join(kept(document, messages))
    words = Counter("".join(words_of([list(meta.values()), tree])).split())
    text = " ".join(words)
    for start in range(len(text) - 4):
        piece = text[start : start + 5]
        if piece[0] == "w" and piece[1:].isdigit():
            assert piece in found


def compare(data: bytes | Path, reader: str) -> None:
    """Hold the words of pandoc's tree against ours, in order."""
    source = open_source(data)
    prepared = prepare(source, reader)
    tree = parse_tree(run_pandoc(source.name, prepared.data, prepared.reader, Limits()).tree)
    document, messages = map_document(source.name, tree, prepared)
    text = "".join(words_of(tree["blocks"]))
    words = (prepared.markers.strip(text) if prepared.markers else text).split()
    found = [word for part in kept(document, messages) for word in part.split()]
    assert Counter("".join(words)) - Counter("".join(found)) == Counter()


@pytest.mark.parametrize("path", sorted((CORPUS / "docx").glob("*.docx")), ids=lambda path: path.stem)
def test_words_of_the_corpus(path: Path) -> None:
    compare(path, "docx")


@pytest.mark.parametrize("path", sorted((CORPUS / "epub").rglob("*.epub")), ids=lambda path: path.stem)
def test_words_of_the_books_of_the_corpus(path: Path) -> None:
    try:
        compare(path, "epub")
    except SourceError as error:
        assert error.message.code == "archive-invalid"
        assert "error" in path.stem or "fatal" in path.stem, "what EPUBCheck accepts is read"


TEXT = st.lists(
    st.text("abc سلام <&>\u200c\U0010ff00\U0010ff01\U0010ff02", min_size=1, max_size=12), min_size=1, max_size=4
)


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4))
def test_words_of_random_word_files(paragraphs: list[list[str]]) -> None:
    styles = ["", "<w:b/>", '<w:rtl/><w:lang w:bidi="fa-IR"/>', "<w:i/>"]
    body = ""
    for runs in paragraphs:
        escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in runs]
        body += paragraph(*(run(text, styles[place % 4]) for place, text in enumerate(escaped)))
    if not "".join("".join(runs) for runs in paragraphs).strip():
        return
    source = open_source(docx(body))
    prepared = prepare(source, "docx")
    tree = parse_tree(run_pandoc("a", prepared.data, prepared.reader, Limits()).tree)
    document, _ = map_document("a", tree, prepared)
    words = "".join("".join(text.split()) for runs in paragraphs for text in runs)
    found = "".join("".join(node.value.split()) for node in walk(document.root) if isinstance(node, Text))
    assert found == words
