"""Web pages and e-books: the article alone, with its directions, lines, notes and pictures."""

from __future__ import annotations

import pytest

import afgpub
from afgpub.document import Cell, CodeBlock, Document, Image, Link, List, Note, Paragraph, Quote, Run, Section, Table
from afgpub.exceptions import SourceError
from afgpub.walk import plain_text, walk
from pandoc_samples import PIXEL, epub, odt

PAGE = """<!DOCTYPE html>
<html lang="fa" dir="rtl"><head><title>عنوان | سایت</title>
<meta name="author" content="نویسنده"><meta property="article:published_time" content="2024-06-11T10:00:00Z">
<script>alert(1)</script></head><body>
<nav><a href="/">Home page</a></nav>
<main><article>
<h1>سرخط</h1>
<p>یک <bdi>three</bdi> و <em lang="en" dir="ltr">stressed</em></p>
<p dir="ltr" lang="en">English<sup><a href="#fn1" role="doc-noteref">1</a></sup> words.</p>
<blockquote dir="ltr"><p>quoted</p></blockquote>
<ul dir="ltr" lang="de"><li>eins</li><li><p>zwei</p></li></ul>
<div class="share-buttons">Share this</div>
<table><tr><th align="left">h</th><td rowspan="2">x</td></tr><tr><td>y</td></tr></table>
<pre>code
 more</pre>
<p><a href="javascript:alert(1)">bad</a><img src="a.png" alt="dot" onerror="alert(2)"></p>
<form><button>Go</button><p>In the form</p></form>
</article></main>
<section><ol><li id="fn1">Note body <a href="#r" role="doc-backlink">back</a></li></ol></section>
<footer>Imprint</footer>
</body></html>
"""


def read(text: str) -> tuple[Document, dict[str, list[str]]]:
    document, messages = afgpub.read(text, reader="html", name="a.html")
    found: dict[str, list[str]] = {}
    for message in messages:
        found.setdefault(message.code, []).append(str(message))
    return document, found


def test_article_of_a_page() -> None:
    document, found = read(PAGE)
    root = document.root
    assert (root.attrs.lang, root.attrs.dir) == ("fa", "rtl")
    assert root.meta is not None
    assert [person.name.text for person in root.meta.contributors] == ["نویسنده"]
    assert root.meta.issued is not None
    assert root.meta.issued.iso == "2024-06-11"
    words = " ".join(plain_text(node) for node in walk(root) if isinstance(node, Paragraph))
    assert "In the form" in words
    for gone in ("Home page", "Share this", "Imprint", "Go", "alert"):
        assert gone not in words
        assert gone == "alert" or any(gone in message for message in found["page-part-dropped"])
    assert [message for message in found["link-unsafe"] if "a.html:16" in message]
    assert not [node for node in walk(root) if isinstance(node, Link)]


def test_direction_language_and_lines_that_pandoc_drops() -> None:
    document, _ = read(PAGE)
    by_words = {plain_text(node): node for node in walk(document.root) if isinstance(node, Paragraph)}
    english = by_words["English words."]
    assert (english.attrs.lang, english.attrs.dir) == ("en", "ltr")
    assert english.span is not None
    assert english.span.start == 9
    runs = {plain_text(node): node.attrs for node in walk(document.root) if isinstance(node, Run)}
    assert runs["three"].dir == "ltr"
    assert (runs["stressed"].lang, runs["stressed"].dir) == ("en", "ltr")
    (quote,) = [node for node in walk(document.root) if isinstance(node, Quote)]
    (items,) = [node for node in walk(document.root) if isinstance(node, List)]
    assert (quote.attrs.dir, items.attrs.dir) == ("ltr", "ltr")
    assert by_words["eins"].attrs.lang == "de"
    (code,) = [node for node in walk(document.root) if isinstance(node, CodeBlock)]
    assert code.text == "code\n more"


def test_notes_stand_where_they_are_called() -> None:
    document, _ = read(PAGE)
    (note,) = [node for node in walk(document.root) if isinstance(node, Note)]
    assert plain_text(note.body) == "Note body"


def test_cells_keep_their_spans_heads_and_sides() -> None:
    document, _ = read(PAGE)
    cells = {plain_text(node): node for node in walk(document.root) if isinstance(node, Cell)}
    assert (cells["h"].header, cells["x"].rows) == (True, 2)
    turned, _ = read('<table dir="rtl"><tr><td align="left">a</td><td align="right">b</td></tr></table>')
    (table,) = [node for node in walk(turned.root) if isinstance(node, Table)]
    assert [cell.align for cell in table.body[0].cells] == ["end", "start"]


def test_a_plain_page_is_taken_whole() -> None:
    document, found = read("<p>One<p>Two <b>three</b><div>loose <br>words</div>")
    assert [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)] == [
        "One",
        "Two three",
        "loose words",
    ]
    assert not found


def test_lists_of_links_are_left_out_and_links_in_the_text_kept() -> None:
    links = "".join(f'<li><a href="/{number}">Story {number}</a></li>' for number in range(5))
    text = "<p>" + "Words of the article. " * 20 + '<a href="https://example.org/x">source</a></p>'
    document, found = read(f"<body><ul>{links}</ul><h1>Title</h1>{text}</body>")
    assert "Story 3" in found["page-part-dropped"][0]
    assert [node.target for node in walk(document.root) if isinstance(node, Link)] == ["https://example.org/x"]


def test_old_pages_in_tables_with_breaks() -> None:
    words = "Words of the article. " * 12
    document, found = read(
        "<table><tr><td><a href=1>Home</a><br><a href=2>News</a><br><a href=3>More</a></td>"
        f'<td dir="rtl"><img data-src="b.png" src="data:,x" alt="late">{words}<br><br>\n{words}<br>end</td>'
        "</tr></table>"
    )
    assert not [node for node in walk(document.root) if isinstance(node, Table)]
    first, second = [node for node in walk(document.root) if isinstance(node, Paragraph)]
    assert (first.attrs.dir, second.attrs.dir) == ("rtl", "rtl")
    assert plain_text(second) == f"{words.strip()} end"
    assert [node.target for node in walk(document.root) if isinstance(node, Image)] == ["b.png"]
    assert "Home News More" in found["page-part-dropped"][0]


def test_head_and_foot_of_the_site() -> None:
    document, found = read("<header>Site</header><div><h1>T</h1><p>Words.</p></div><footer>Foot</footer>")
    assert [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)] == ["Words."]
    assert len(found["page-part-dropped"]) == 2


def test_a_declared_encoding_is_believed() -> None:
    page = '<meta charset="iso-8859-6"><p>سلام</p>'.encode("iso-8859-6")
    document, messages = afgpub.read(page, reader="html")
    assert plain_text(document.root.children[0]) == "سلام"
    assert messages == ()
    for name in ("iso-8859-99", "windows-1256", "utf-8"):
        page = f'<meta charset="{name}"><p>سلام</p>'.encode()
        assert plain_text(afgpub.read(page, reader="html")[0].root.children[0]) == "سلام"


def test_control_characters_of_a_page() -> None:
    document, _ = read('<p title="&#2;">a&#1;b</p>\x01<meta name="author" content="x&#3;y">')
    assert plain_text(document.root.children[0]) == "a\ufffdb"
    broken = epub("<p>a&#1;b &nbsp; <b>c</p>")
    assert "c" in repr(afgpub.read(broken, reader="epub")[0])


def test_a_box_around_the_first_heading_is_kept_whatever_its_name() -> None:
    document, _ = read('<div class="banner"><h1>T</h1></div><div class="x"><p>Words.</p></div>')
    section = document.root.children[0]
    assert isinstance(section, Section)
    assert plain_text(section.title) == "T"


def test_private_use_letters_of_the_text_stay() -> None:
    text = "a\U0010ff00\U0010ff02\U0010ff01b"
    document, _ = read(f"<p>{text}</p>")
    assert plain_text(document.root.children[0]) == text


@pytest.mark.parametrize("page", ["", "<html></html>", "<p> </p>", "<script>x</script>"])
def test_a_page_without_words_is_an_error(page: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(page)
    assert caught.value.message.code == "source-empty"


def test_deep_pages_are_refused() -> None:
    for tag in ("div", "b", "blockquote"):
        with pytest.raises(SourceError) as caught:
            read(f"<{tag}>" * 2000 + "x")
        assert caught.value.message.code in ("source-nesting", "source-empty")


def test_book_is_read_in_the_order_of_its_spine() -> None:
    call = '<a epub:type="noteref" href="#n">1</a>'
    book = epub(
        '<h1>یک</h1><p dir="ltr" lang="en">first '
        + call
        + '</p><aside epub:type="footnote" id="n"><p>note</p></aside>',
        '<h1>دو</h1><svg xmlns="http://www.w3.org/2000/svg"><image xmlns:x="http://www.w3.org/1999/xlink" '
        'x:href="dot.png"/></svg><p>second</p><script>alert(1)</script>',
        progression="rtl",
        dot_png=PIXEL,
    )
    document, messages = afgpub.read(book, reader="epub", name="b.epub")
    assert (document.root.attrs.lang, document.root.attrs.dir) == ("fa", "rtl")
    assert plain_text(document.root.title) == "کتاب"
    texts = [plain_text(node) for node in walk(document.root) if isinstance(node, Paragraph)]
    assert [text for text in texts if text] == ["first ", "note", "second"] or texts[0].strip() == "first"
    (note,) = [node for node in walk(document.root) if isinstance(node, Note)]
    assert plain_text(note.body) == "note"
    (image,) = [node for node in walk(document.root) if isinstance(node, Image)]
    assert image.target.startswith("data:image/png;name=dot.png;base64,")
    english = next(node for node in walk(document.root) if isinstance(node, Paragraph))
    assert (english.attrs.lang, english.attrs.dir) == ("en", "ltr")
    assert [message.code for message in messages if "alert" in message.text] == ["page-part-dropped"]


@pytest.mark.parametrize(
    ("mode", "align", "classes"),
    [
        ("rl-tb", "end", ("align-end",)),
        ("rl-tb", "left", ("align-end",)),
        ("rl-tb", "right", ()),
        ("lr-tb", "right", ("align-end",)),
        ("lr-tb", "justify", ()),
        ("lr-tb", "center", ("align-center",)),
    ],
)
def test_open_document_keeps_the_side_of_paragraphs(mode: str, align: str, classes: tuple[str, ...]) -> None:
    style = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties '
        f'style:writing-mode="{mode}" fo:text-align="{align}"/></style:style>'
    )
    document, _ = afgpub.read(odt('<text:p text:style-name="P1">words</text:p>', style), reader="odt", name="a.odt")
    assert [node.attrs.classes for node in walk(document.root) if isinstance(node, Paragraph)] == [classes]


def test_open_document_keeps_directions() -> None:
    styles = (
        '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties '
        'style:writing-mode="rl-tb"/><style:text-properties style:language-complex="ps" style:country-complex="AF"/>'
        '</style:style><style:style style:name="P2" style:family="paragraph" style:parent-style-name="P1"/>'
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:language="de" fo:country="DE"/>'
        '</style:style><style:style style:name="A" style:family="table"><style:table-properties '
        'style:writing-mode="rl-tb"/></style:style>'
    )
    body = (
        '<text:h text:outline-level="1" text:style-name="P1"><text:bookmark text:name="r1"/>سر</text:h>'
        '<text:p text:style-name="P2">ژوند <text:span text:style-name="T1">Wort</text:span> ده</text:p>'
        '<text:p>See <text:a xlink:href="#r1">there</text:a>.</text:p>'
        '<table:table table:style-name="A"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    document, _ = afgpub.read(odt(body, styles), reader="odt", name="a.odt")
    section = document.root.children[0]
    assert (section.attrs.dir, section.attrs.id) == ("rtl", "r1")
    found = [node for node in walk(document.root) if isinstance(node, Paragraph)]
    assert (found[0].attrs.dir, found[0].attrs.lang) == ("rtl", "ps-AF")
    assert [(plain_text(n), n.attrs.lang) for n in walk(found[0]) if isinstance(n, Run)] == [("Wort", "de-DE")]
    assert plain_text(found[0]) == "ژوند Wort ده"
    assert [node.target for node in walk(document.root) if isinstance(node, Link)] == ["#r1"]
    (table,) = [node for node in walk(document.root) if isinstance(node, Table)]
    assert table.attrs.dir == "rtl"
