"""The quick ways of the Markdown reader, held against the parser: the same tree, places and messages."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.common.utils import isPunctChar, isWhiteSpace

import afgpub
from afgpub.readers.markdown import article, figures, front_matter, inlines, parting
from afgpub.readers.markdown.blocks import make_blocks
from afgpub.readers.markdown.parting import Unparsed, Words
from conftest import read_cases
from test_commonmark import cases

EXAMPLES = Path(__file__).parents[1] / "examples"


def outcome(text: str) -> str:
    """All that the reader says of a text, with the places that equality leaves out."""
    try:
        return repr(afgpub.read(text, reader="markdown"))
    except afgpub.AfgpubError as error:
        return repr(error.message)


def parsed(text: str) -> str:
    """The same, everything read by the parser."""
    with (
        patch.object(article, "part_text", lambda text, first, _: [Unparsed(text, first)]),
        patch.object(figures, "read_phrases", lambda *_: None),
        patch.object(inlines, "read_phrases", lambda *_: None),
        patch.object(front_matter, "_simple_fields", lambda _: None),
    ):
        return outcome(text)


@pytest.mark.parametrize("name", cases())
def test_the_cases_of_the_specification_are_read_alike(name: str) -> None:
    text = cases()[name]["input"]
    assert outcome(text) == parsed(text)
    between = f"before\n\n{text}\n\nafter *it* [foo]\n\n- item\n"
    assert outcome(between) == parsed(between)


def test_prose_cases_and_examples_are_read_alike() -> None:
    texts = [case.source for case in read_cases("markdown")]
    texts += [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*/*.md"))]
    assert len(texts) > 50
    for text in [*texts, "\n\n".join(texts)]:
        assert outcome(text) == parsed(text)


# What a line begins with, what stands in it, and what parts it from the next.
STARTS = (
    "",
    *[
        "alpha",
        "سلام",
        "”",
        "(x",
        "2024 ",
        "1. ",
        "10.06.2024",
        "1)",
        "2.",
        "۱. ",
        "- ",
        "* ",
        "**",
        "*a",
        "__",
        "# ",
        "## ",
        "#",
    ],
)
STARTS += ("> ", "| ", ": ", "~ ", "::: box", ":::", "::: verse", "```", "~~~", "    ", " ", "\t", "   - ", "  : ")
STARTS += ("<div>", "</div>", "<!-- ", "<sup>", "[^a]: ", "[b]: ", "[b", "[^a]", "![p](q.png)", "{.c}", "{#d lang=fa}")
STARTS += ("Table: ", "جدول: ", "|-|-|", "---", "===", "***", "\u00a0", "\u200f", "\f", "\\", "&amp;", "Photo: ", "-->")
INSIDE = ("alpha", "beta", "سلام", "می‌رود", "73", "*", "**", "***", "_", "__", "`", "~~", "[", "]", "](c)", "[b]", "![")
INSIDE += ("[^a]", "[^", "^[", "<sup>", "</sup>", "<b>", "</b>", "<u>", "<sub>2</sub>", "**so much**", "*so*", "« x »")
INSIDE += (
    "{.c}",
    " {#d}",
    "#",
    " #",
    " ##",
    "\\",
    "\\*",
    "&amp;",
    "&",
    "<",
    "a@b.cd",
    "<http://e>",
    "|",
    ":",
    "!",
    ".",
)
SPACES = (" ", "", "", "  ", "\u00a0", "\t")
ENDS = ("\n\n", "\n\n", "\n\n", "\n", "\n", "\n\n\n", "\n \n", "  \n", " \n", "\n\t\n\n", "\\\n", "")

LINES = st.tuples(
    st.sampled_from(STARTS),
    st.lists(st.sampled_from(SPACES).flatmap(lambda space: st.sampled_from(INSIDE).map(space.__add__)), max_size=5),
    st.sampled_from(ENDS),
).map(lambda line: line[0] + "".join(line[1]) + line[2])


@settings(max_examples=1500, deadline=None)
@given(st.lists(LINES, max_size=9).map("".join))
@example("alpha\n\n: beta")
@example("{.c}\n\n[^a]: x\n\nalpha")
@example("Table: x\n\n|a|\n|-|")
@example("<div>\n\nalpha\n\n</div>\n\nbeta")
@example("- ```\n\nalpha\n\n  ```")
@example("[b]: c\n\nalpha\n\n[b]: d\n\n[b]")
@example("**a***b*")
@example("x*a*y *b*")
@example("*“a”*b")
@example("\u00a0\nalpha")
def test_any_text_is_read_alike(text: str) -> None:
    assert outcome(text) == parsed(text)


NAMES = st.sampled_from(["title", "author", "lang", "date", "tags", "unknown", "x-y", "true", "1", "é", "title ", " a"])
COLONS = st.sampled_from([": ", ": ", ": ", ":  ", ":", ":\t", " : ", ":\u00a0"])
SCALARS = ("alpha", "سلام", "2024-06-11", "fa", "yes", "~", "null", "<<", "=", "a:b", "a: b", "x:", "#c", " #", "&a")
SCALARS += ("*a", "!x", "|", ">", "'q'", '"', "%", "@", "`", "[a]", "{a: b}", "- ", "?", "\t", "\x07", "\x7f", "\xa0")
SCALARS += ("...", "\U0001f600", "\ufffe", "\ufeff", "\n  on", "\n", "\n\n", "\n#c", "*so*", ",", "---")
PLAIN = st.lists(st.sampled_from(SCALARS), max_size=4).map(" ".join)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.tuples(NAMES, COLONS, PLAIN).map("".join), min_size=1, max_size=5).map("\n".join))
@example("title: a\ntitle: b")
@example("title:\nlang: fa")
@example("title: a:")
@example("title: a: ")
def test_front_matter_is_read_alike(fields: str) -> None:
    for text in (f"---\n{fields}\n---\n\nalpha\n", f"---\n{fields}\n..."):
        assert outcome(text) == parsed(text)


def test_front_matter_of_plain_words_needs_no_yaml() -> None:
    code = "import sys, afgpub; afgpub.read('---\\ntitle: A b\\n---\\n\\nWords'); sys.exit('yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_phrases_deep_inside_are_refused_alike() -> None:
    for depth in (98, 99, 100, 101):
        text = "> " * depth + "*a*"
        assert outcome(text) == parsed(text)


def test_what_stars_may_stand_beside_is_no_mark_or_space_for_the_parser() -> None:
    letters = [chr(code) for code in range(sys.maxunicode + 1) if chr(code).isalnum()]
    assert not [letter for letter in letters if isPunctChar(letter) or isWhiteSpace(ord(letter))]
    assert isWhiteSpace(ord(" "))
    assert isWhiteSpace(ord("\n"))


def test_every_mark_is_read_alike_in_the_middle_of_words() -> None:
    for mark in map(chr, [*range(0x20, 0x7F), 0xA0, 0x200B, 0x200C, 0x2028, 0x202E, 0x2066, 0x3000, 0xFEFF]):
        for text in (mark, mark * 2, mark * 3, f"x{mark}y{mark}z", f"{mark}x{mark}", f"x {mark} y", f"{mark}[x]{mark}"):
            assert outcome(f"a{text}a") == parsed(f"a{text}a")
            assert outcome(f"a *{text}* a") == parsed(f"a *{text}* a")
            assert outcome(f"a{mark}**{text}**{mark}a") == parsed(f"a{mark}**{text}**{mark}a")


def test_an_article_of_words_needs_no_parser() -> None:
    code = "import sys, afgpub; afgpub.read('# A\\n\\nWords **and *words*'); sys.exit('markdown_it' in sys.modules)"
    code = code.replace("**and *words*", "**and** *more* 15<sup>th</sup>")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_date_is_no_item_of_a_list() -> None:
    parts = parting.part_text("10.06.2024\n\n1.\n\n2) b\n", 1, article.Reading("text", article.Parser(), make_blocks))
    assert [type(part) for part in parts] == [Words, Unparsed]


def test_only_what_is_in_doubt_goes_to_the_parser() -> None:
    text = "# A\n\nalpha\n\n- b\n- c\n\nbeta\ngamma\n\n> d\n\ndelta\n\n```\ne\n\nf\n```\n\nlast\n"
    parts = list(parting.part_text(text, 1, article.Reading("text", article.Parser(), make_blocks)))
    assert [part.text for part in parts if isinstance(part, Words)] == ["A", "alpha", "beta\ngamma", "delta"]
    unparsed = [part for part in parts if isinstance(part, Unparsed)]
    assert [(part.text, part.first) for part in unparsed] == [
        ("- b\n- c\n\n", 5),
        ("> d\n\n", 11),
        ("```\ne\n\nf\n```\n\nlast\n", 15),
    ]
    joined = "".join(part.text for part in parts)
    assert re.sub(r"[\n#]+| ", "", joined) == re.sub(r"[\n#]+| ", "", text)
