"""CommonMark 0.31.2 and the tables and strikethrough of GFM, read with all extensions on.

The tree is written back as the HTML of the specification and compared with what is expected there. Raw HTML that is
shown as text is compared as text. A case where the tree rightly differs stands in `DIFFERENT` with the reason.
"""

from __future__ import annotations

import html
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, assert_never
from urllib.parse import unquote

import pytest

import afgpub
from afgpub.document import (
    AnyNode,
    Aside,
    Cell,
    Code,
    CodeBlock,
    Couplet,
    Definition,
    DefinitionList,
    Deletion,
    Emphasis,
    Figure,
    Image,
    Line,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    NoteReference,
    Paragraph,
    Quote,
    Row,
    Run,
    Section,
    Stanza,
    Statistic,
    Strong,
    Subscript,
    Superscript,
    Table,
    Term,
    Text,
    ThematicBreak,
    Verse,
)

CASES = Path(__file__).parent / "cases" / "commonmark.json"
CORPUS = Path(__file__).parents[1].parent / "shared" / "corpus" / "markdown"

GROUP = "a group of HTML is no node: its blocks stand for themselves, raw text in it is a paragraph"
SAFE = "a line of safe tags is a paragraph of phrases"
COMMENT = "a comment is left out, and a message says so"
SCHEME = "the scheme is not one of the safe few: the words stay, and a message says so"

DIFFERENT: dict[str, tuple[str, str]] = {
    "commonmark-0152": (GROUP, "<p><em>Markdown</em></p>"),
    "commonmark-0153": (GROUP, ""),
    "commonmark-0154": (GROUP, ""),
    "commonmark-0159": (GROUP, '<p><a href="bar">*foo*</a></p>'),
    "commonmark-0161": (GROUP, "<p>``` c int x = 33; ```</p>"),
    "commonmark-0185": (GROUP, "<p>Foo</p><p>bar</p>"),
    "commonmark-0186": (GROUP, "<p>bar</p><p>*foo*</p>"),
    "commonmark-0188": (GROUP, "<p><em>Emphasized</em> text.</p>"),
    "commonmark-0189": (GROUP, "<p>*Emphasized* text.</p>"),
    "commonmark-0162": (SAFE, '<p><a href="foo"> *bar* </a></p>'),
    "commonmark-0164": (SAFE, "<p><em> *bar* </em></p>"),
    "commonmark-0166": (SAFE, "<p><del> *foo* </del></p>"),
    "commonmark-0177": (COMMENT, "<p>*bar*</p><p><em>baz</em></p>"),
    "commonmark-0179": (COMMENT, "<p>okay</p>"),
    "commonmark-0183": (COMMENT, "<pre><code>&lt;!-- foo --&gt;</code></pre>"),
    "commonmark-0308": (COMMENT, "<ul><li>foo</li><li>bar</li></ul><ul><li>baz</li><li>bim</li></ul>"),
    "commonmark-0309": (
        COMMENT,
        "<ul><li><p>foo</p><p>notcode</p></li><li><p>foo</p></li></ul><pre><code>code</code></pre>",
    ),
    "commonmark-0625": (COMMENT, "<p>foo</p>"),
    "commonmark-0626": (COMMENT, "<p>foo foo --&gt;</p><p>foo foo --&gt;</p>"),
    "commonmark-0596": (SCHEME, "<p>irc://foo.bar:2233/baz</p>"),
    "commonmark-0598": (SCHEME, "<p>a+b+c:d</p>"),
    "commonmark-0599": (SCHEME, "<p>made-up-scheme://foo,bar</p>"),
    "commonmark-0601": (SCHEME, "<p>localhost:5001/foo</p>"),
}


@cache
def cases() -> dict[str, dict[str, Any]]:
    """The cases of the specifications where they are at hand, else the small copy, by their names."""
    files = [CORPUS / "commonmark-0.31.2.json", CORPUS / "gfm-spec-extensions.json"]
    files = [file for file in files if file.is_file()] or [CASES]
    found: dict[str, dict[str, Any]] = {}
    for file in files:
        loaded = json.loads(file.read_text(encoding="utf-8"))
        for case in loaded["cases"] if isinstance(loaded, dict) else loaded:
            if case["extension"] in (None, "table", "strikethrough"):
                found[case["id"]] = case
    return found


@pytest.mark.parametrize("name", cases())
def test_reads_the_structure_of_the_specification(name: str) -> None:
    case = cases()[name]
    if not case["input"].strip():
        with pytest.raises(afgpub.AfgpubError, match="source-empty"):
            afgpub.read(case["input"], reader="markdown")
        return
    document, messages = afgpub.read(case["input"], reader="markdown")
    made = "".join(map(serialise, document.root.children))
    expected = DIFFERENT[name][1] if name in DIFFERENT else case["expect"]
    if any(message.code == "html-shown-as-text" for message in messages):
        made, expected = shown(made), shown(expected)
    assert squeezed(made) == squeezed(expected)


def test_each_exception_is_still_one() -> None:
    for name in DIFFERENT.keys() & cases().keys():
        assert squeezed(DIFFERENT[name][1]) != squeezed(cases()[name]["expect"]), name


def squeezed(text: str) -> str:
    """Text of HTML without white space that says nothing, and with its addresses decoded."""
    text = re.sub(r"\s+", " ", unquote(text)).replace(" </code></pre>", "</code></pre>").strip()
    return re.sub(r" ?(</?(?:p|ul|ol|li|blockquote|h\d|hr|pre|table|thead|tbody|tr|th|td|br)\b[^<>]*>) ?", r"\1", text)


def shown(text: str) -> str:
    """HTML in which raw tags and tags shown as text look alike: unescaped, and without the paragraphs around."""
    return re.sub("</?p>", " ", html.unescape(html.unescape(text)))


def serialise(node: AnyNode, tight: bool = False) -> str:
    """A node as the HTML that the specification prints."""
    match node:
        case Text(value):
            return escaped(value)
        case Code(value):
            return f"<code>{escaped(value)}</code>"
        case Emphasis(inside):
            return element("em", inside)
        case Strong(inside):
            return element("strong", inside)
        case Deletion(inside):
            return element("del", inside)
        case Superscript(inside):
            return element("sup", inside)
        case Subscript(inside):
            return element("sub", inside)
        case Run(inside) | Statistic(inside) | Term(inside) | Line(inside):
            return element("span", inside)
        case Link(inside, target, title):
            return f'<a href="{escaped(target)}"{titled(title)}>{joined(inside)}</a>'
        case Image(target, alternative, title):
            return f'<img src="{escaped(target)}" alt="{escaped(alternative)}"{titled(title)} />'
        case LineBreak():
            return "<br />"
        case Note() | NoteReference():
            return "<note />"
        case Section(title=title, children=inside, level=level):
            return (element(f"h{level}", title) if level else "") + "".join(serialise(part, tight) for part in inside)
        case Paragraph(inside):
            return joined(inside) if tight else element("p", inside)
        case Quote(inside):
            return element("blockquote", inside)
        case List(items, ordered, start, is_tight):
            tag = "ol" if ordered else "ul"
            number = f' start="{start}"' if ordered and start != 1 else ""
            return f"<{tag}{number}>{''.join(serialise(item, is_tight) for item in items)}</{tag}>"
        case ListItem(inside):
            return f"<li>{''.join(serialise(part, tight) for part in inside)}</li>"
        case CodeBlock(text, language):
            name = f' class="language-{escaped(language)}"' if language else ""
            return f"<pre><code{name}>{escaped(text)}</code></pre>"
        case ThematicBreak():
            return "<hr />"
        case Figure((Paragraph((Image(target, alternative),)),), (Text(title),)):
            return f'<p><img src="{escaped(target)}" alt="{escaped(alternative)}" title="{escaped(title)}" /></p>'
        case Table(head=head, body=body):
            rows = element("tbody", body) if body else ""
            return f"<table>{element('thead', head)}{rows}</table>"
        case Row(cells):
            return element("tr", cells)
        case Cell(inside, align, header):
            tag = "th" if header else "td"
            side = {None: "", "start": ' align="left"', "center": ' align="center"', "end": ' align="right"'}[align]
            return f"<{tag}{side}>{''.join(serialise(part, True) for part in inside)}</{tag}>"
        case Aside() | Definition() | DefinitionList() | Verse() | Stanza() | Couplet() | Figure():
            return f"<{type(node).__name__} />"
        case _:
            assert_never(node)


def element(tag: str, inside: tuple[AnyNode, ...]) -> str:
    return f"<{tag}>{joined(inside)}</{tag}>"


def joined(inside: tuple[AnyNode, ...]) -> str:
    return "".join(map(serialise, inside))


def titled(title: str) -> str:
    return f' title="{escaped(title)}"' if title else ""


def escaped(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")
