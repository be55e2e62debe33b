"""The reader of Markdown: prose cases, places, limits, and no word lost."""

from __future__ import annotations

import re
import subprocess
import sys
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import afgpub
from afgpub.document import Code, CodeBlock, Figure, Image, Link, Note, Paragraph, Section, Span, Text
from afgpub.messages import Message
from afgpub.renderers.tree import render_text
from afgpub.walk import plain_text, walk
from conftest import Case, case_id, read_cases

CASES = read_cases("markdown")


def read(text: str) -> tuple[afgpub.Document, tuple[Message, ...]]:
    return afgpub.read(text, reader="markdown")


def codes(messages: tuple[Message, ...]) -> list[str]:
    return [message.code for message in messages]


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_reads_the_prose_cases(case: Case, rewrite: bool) -> None:
    """The tree as text, and after it a line for each message: `line: code`."""
    document, messages = read(case.source)
    told = "".join(f"{message.span.start if message.span else 0}: {message.code}\n" for message in messages)
    case.settle(render_text(document) + told, rewrite)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_every_node_knows_its_lines(case: Case) -> None:
    document, _ = read(case.source)
    for node in walk(document.root):
        assert node.span is not None, node
        assert 1 <= node.span.start <= node.span.end <= case.source.count("\n"), node


def test_places_are_right_deep_inside() -> None:
    lines = [
        "---",
        "title: x",
        "---",
        "",
        "> - a",
        ">   b *c",
        ">   d* `e",
        ">   f` WORD1",
        ">",
        ">   | h |",
        ">   |---|",
    ]
    lines += [">   | WORD2 |", "", "x^[a", "WORD3 b] [l", "m](n", '"t") WORD4[^n]', "", "[^n]: a", "    WORD5"]
    document, _ = read("\n".join(lines))
    found = {}
    for node in walk(document.root):
        if isinstance(node, Text) and "WORD" in node.value:
            assert node.span is not None
            found[re.findall(r"WORD\d", node.value)[0]] = (node.span.start, node.span.end)
    wanted = {word: number for number, line in enumerate(lines, 1) for word in re.findall(r"WORD\d", line)}
    assert {word: span[1] for word, span in found.items()} == wanted
    assert {node.span for node in walk(document.root) if isinstance(node, Code)} == {Span("text", 7, 8)}
    assert [node.span for node in walk(document.root) if isinstance(node, Link)] == [Span("text", 15, 17)]


def test_a_message_names_the_line_of_a_phrase_in_the_middle_of_a_paragraph() -> None:
    _, messages = read("# T\n\none\ntwo [x](javascript:y)\nthree <u>\n[^n] {")
    assert [str(message).split(": ")[0] for message in messages] == ["text:4", "text:5", "text:6"]


def test_the_root_is_an_article_with_sections_in_it() -> None:
    document, messages = read("# A\n\ntext\n\n## B\n")
    assert messages == ()
    assert document.root.role == "article"
    match document.root.children:
        case (Section(level=1, title=(Text("A"),), children=(Paragraph(), Section(level=2, title=(Text("B"),)))),):
            pass
        case other:
            pytest.fail(repr(other))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b.md)", "b.md"),
        ("[a](HTTPS://x.org)", "HTTPS://x.org"),
        ("[a](<a b>)", "a%20b"),
        ("[a](#بخش)", "#بخش"),
        ("[a](java&#10;script:x)", None),
        ("[a](java\u200escript&#58;x)", None),
        ("[a](&#9;javascript:x)", None),
        ("[a](blob:x)", None),
        ("<a href='javascript:x'>a</a>", None),
        ("<a href=' &#14; javascript:x'>a</a>", None),
    ],
)
def test_only_safe_targets_are_kept(text: str, target: str | None) -> None:
    document, messages = read(text)
    assert [node.target for node in walk(document.root) if isinstance(node, Link)] == ([target] if target else [])
    assert codes(messages) == ([] if target else ["link-unsafe"])
    assert "a" in [node.value for node in walk(document.root) if isinstance(node, Text)]


def test_a_file_name_keeps_its_letters() -> None:
    document, _ = read('![a](<عکس یک.jpg> "t")')
    (figure,) = document.root.children
    assert isinstance(figure, Figure)
    assert [node.target for node in walk(figure) if isinstance(node, Image)] == ["عکس یک.jpg"]


def test_the_parser_is_not_loaded_before_a_text_is_read() -> None:
    code = "import sys, afgpub.readers.markdown; sys.exit('markdown_it' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("---\ncolour: red\n---\n", "text:2: the front matter has an unknown key colour (red) [front-matter-unknown]"),
        ("| a |\n|---|\n| b | lost |\n", "text:3: a row has more cells than the table has columns; left out: lost"),
        ("x <!-- one\ntwo --> y", "text:1: a comment is left out: one two [html-comment-dropped]"),
        ("a\n\n[b]: c 'd'\n", "text:3: the link definition b (c) is used nowhere and left out [link-unused]"),
        ("> a\n> ::: box\n> b", "text:2: the division ::: is not closed [division-unclosed]"),
    ],
)
def test_what_is_left_out_is_said(text: str, said: str) -> None:
    _, messages = read(text)
    assert [str(message)[: len(said)] for message in messages] == [said]


def test_a_division_ends_with_what_holds_it() -> None:
    document, messages = read("> ::: box\n> in\nout\n\n> ::: verse\n> line\n\nafter\n\n- ::: box\n  in\n\nafter\n")
    assert codes(messages) == ["division-unclosed"] * 3
    assert [plain_text(block) for block in document.root.children if isinstance(block, Paragraph)][-2:] == ["after"] * 2


def test_the_same_text_gives_the_same_tree() -> None:
    text = "\n\n".join(case.source for case in CASES)
    assert read(text) == read(text)


HOSTILE = {
    "quotes": ">" * 50_000,
    "brackets": "[" * 50_000,
    "pictures": "![" * 20_000,
    "pictures in pictures": "![" * 2_000 + "a" + "](b)" * 2_000,
    "emphasis": "*a " * 50_000,
    "emphasis in emphasis": "*a" * 20_000 + "*" * 20_000,
    "lists": "".join("  " * depth + "- a\n" for depth in range(300)),
    "lists in a line": "- " * 50_000 + "a",
    "tags": "<b>" * 20_000,
    "tags in tags": "<b>" * 20_000 + "</b>" * 20_000,
    "tags that cross": "<b></i>" * 20_000,
    "groups": "<div>\n\n" * 5_000,
    "groups in groups": "<div>" * 20_000 + "</div>" * 20_000,
    "comments": "x <!--" * 20_000,
    "attributes": '`a`{a="' * 20_000,
    "spans": "[" * 20_000 + "a" + "]{.x}" * 20_000,
    "links": "[a](" * 20_000,
    "note calls": "[^" * 20_000,
    "notes in the line": "^[" * 20_000,
    "notes in notes": "".join(f"[^n{n}]: x[^n{n + 1}]\n\n" for n in range(2_000)) + "[^n0]",
    "notes of one name": "[^a]: x\n\n" * 2_000 + "[^a]",
    "divisions": "::: a\n" * 10_000,
    "divisions and code": "::: a\n```\n" * 5_000,
    "table": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + "|\n" * 50,
    "yaml depth": "---\na: " + "[" * 30_000 + "\n---\n",
    "yaml aliases": "---\na: &a [x, x]\nb: &b [*a, *a]\n---\nx",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_or_refused_quickly(name: str) -> None:
    start = time.process_time()
    try:
        document, _ = read(HOSTILE[name])
        assert sum(1 for _ in walk(document.root)) >= 1
    except afgpub.AfgpubError as error:
        assert error.message.code == "source-nesting"
    assert time.process_time() - start < 5


# Pieces of Markdown that meet each other in ways that nobody would write.
PIECES = st.sampled_from(
    [
        *("*", "**", "_", "~~", "`", "[", "]", "](", ")", "![", "<b>", "</b>", "<u>", "<div>", "</div>", "<br>", "<p>"),
        *("^[", "[^a]", "\n[^a]: ", "{.x}", "]{lang=fa}", "\n::: verse\n", "\n:::\n", "\n::: figure\n", "\n::: box\n"),
        *(
            "\n\n",
            "\n",
            " ",
            "  \n",
            "# ",
            "> ",
            "- ",
            "- [ ] ",
            "1. ",
            "| ",
            " || ",
            "\n|-|-|\n",
            ": ",
            "\n---\n",
            "---\n",
        ),
        *(
            "```\n",
            "    ",
            "\t",
            "\\",
            "&amp;",
            "&",
            "<",
            ">",
            "Table: ",
            "Photo: ",
            "<!--",
            "-->",
            "\n{.y}\n",
            "(",
            '"',
        ),
        *("title: ", "alpha", "beta", "سلام", "دنیا", "پښتو", "می‌رود", "۷۳", "15"),
    ]
)
WORDS = ("alpha", "beta", "سلام", "دنیا", "پښتو", "می‌رود", "۷۳")


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
@example("[alpha]: beta\n")
@example("<!-- alpha")
@example("``` beta gamma\n```")
def test_no_word_is_lost(text: str) -> None:
    """Each word is in the tree as often as in the text, but for targets of links and what a message names."""
    if not text.strip():
        return
    document, messages = read(text)
    kept = [render_text(document), *map(str, messages)]
    if any(message.code in ("html-comment-dropped", "link-unused") for message in messages):
        return
    for word in WORDS:
        # What cannot be seen, such as the ZWNJ, is written as its code in the tree's text form.
        shown = word.replace("\u200c", "\\u200c")
        assert sum(part.count(word) + part.count(shown) for part in kept) >= text.count(word), (word, text)


def test_notes_are_read_where_they_are_called() -> None:
    document, _ = read("a[^x]\n\n[^x]: b\n\n        code\n")
    (note,) = (node for node in walk(document.root) if isinstance(node, Note))
    assert [type(block) for block in note.body] == [Paragraph, CodeBlock]
