"""The tree as JSON goes out and comes back unchanged, and anything else is refused with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import afgpub
from afgpub.document import Document, Emphasis, Link, Node, Paragraph, Quote, Section, Strong, Text
from afgpub.document_json import from_json, to_json
from afgpub.metadata import Contact, Metadata
from conftest import EXAMPLES

TEXTS = st.text(max_size=20).map(Text)
INLINES = st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3).map(tuple).flatmap(lambda c: wrapped(c)))
BLOCKS = st.recursive(
    st.lists(INLINES, max_size=3).map(lambda c: Paragraph(tuple(c))),
    lambda inner: st.lists(inner, max_size=3).map(lambda c: Quote(tuple(c))),
)


def wrapped(children: tuple[Node, ...]) -> st.SearchStrategy[Node]:
    return st.sampled_from([Strong(children), Emphasis(children)])  # type: ignore[arg-type]


@given(st.lists(BLOCKS, max_size=4))
def test_round_trip_of_any_tree(blocks: list[Paragraph]) -> None:
    document = Document(Section(children=tuple(blocks)), "a.md")
    assert from_json(to_json(document)) == document


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_round_trip_of_the_examples(folder: object) -> None:
    document, _ = afgpub.prepare(folder / "article.md")  # type: ignore[operator]
    result = afgpub.convert(to_json(document).encode(), to="json", reader="json")
    again = from_json(result.output.decode())
    assert again == document
    spans = [node.span for node in document.root.children]
    assert [node.span for node in again.root.children] == spans


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"afgpub": 99}, 'does not begin with "afgpub": 1'),
        ({"type": "Nothing"}, "unknown type 'Nothing'"),
        ({"type": "Text", "value": "x", "root": 1}, "Text has no"),
        ({"root": 3}, "Document.root cannot be 3"),
        ({"root": {"type": "Section", "children": ["x"]}}, "Section.children cannot be"),
        ({"root": {"type": "Section", "level": "x"}}, "Section.level cannot be 'x'"),
        ({"root": {"type": "Text"}}, "Text lacks value"),
        ({"root": {"type": "Section", "attrs": {"type": "Attrs", "dir": "up"}}}, "Attrs.dir cannot be 'up'"),
    ],
)
def test_what_is_no_tree_is_refused(change: dict[str, object], reason: str) -> None:
    tree = json.loads(to_json(Document(Section(), "a.md"))) | change
    with pytest.raises(ValueError, match=reason):
        from_json(json.dumps(tree))


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(afgpub.AfgpubError, match=r"nested too deep \[source-tree\]"):
        afgpub.read("[" * 100_000, reader="json")
    deep: object = {"type": "Paragraph", "children": []}
    for _ in range(300):
        deep = {"type": "Quote", "children": [deep]}
    text = json.dumps({"afgpub": 1, "type": "Document", "root": {"type": "Section", "children": [deep]}})
    with pytest.raises(afgpub.AfgpubError, match="nested too deep"):
        afgpub.read(text, reader="json")


@pytest.mark.parametrize("target", ["javascript:alert(1)", "\tJava\nScript:alert(1)", "data:text/html,x", "vbscript:x"])
def test_an_unsafe_link_is_taken_out(target: str) -> None:
    """A tree may come from anybody, as any other source."""
    meta = Metadata(contacts=(Contact("mail", "mailto:a@b.org"), Contact("words", target)))
    tree = Document(Section(children=(Paragraph((Link((Text("words"),), target),)),), meta=meta))
    document, messages = afgpub.read(to_json(tree), reader="json")
    assert document.root.children == (Paragraph((Text("words"),)),)
    assert document.root.meta and document.root.meta.contacts == meta.contacts[:1]
    assert [message.code for message in messages] == ["link-unsafe", "link-unsafe"]
