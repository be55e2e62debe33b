"""The XHTML as text: what is written comes back from a parser as it was, whatever characters it has."""

from __future__ import annotations

import sys

from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree

from afgpub.document import (
    Aside,
    Attrs,
    Block,
    Cell,
    Document,
    Link,
    List,
    ListItem,
    Note,
    Paragraph,
    Quote,
    Row,
    Section,
    Table,
    Text,
)
from afgpub.renderers.html import contents
from afgpub.renderers.markup import ImageStore, render_markup
from afgpub.renderers.markup.writing import clean, escape, parse, void, wrap
from afgpub.theme import load_theme

TEXT = st.text(st.one_of(st.characters(), st.sampled_from("&<>\"'\r\n\t\0\ud800\ufffe]\u2028")))


@given(text=TEXT, value=TEXT)
@example(text="\r\n\ta]]>&amp;<b>", value=" \r\n\t\"'&#10;<>")
@example(text="\0\ud800\ufffe\x0b", value="\0\ud800\ufffe\x0b")
def test_text_and_attributes_come_back(text: str, value: str) -> None:
    paragraph = parse(wrap("p", {"title": value}, escape(text) + void("br", {"id": value}) + escape(text)))
    assert (paragraph.text or "", paragraph[0].tail or "") == (clean(text), clean(text))
    assert paragraph.get("title") == paragraph[0].get("id") == clean(value)
    assert len(paragraph.xpath("//node()")) == 2 + 2 * bool(clean(text)), "nothing else has come in"


@given(text=TEXT, target=TEXT, role=TEXT)
def test_no_text_of_a_document_becomes_markup(text: str, target: str, role: str) -> None:
    words = (Text(text), Link((Text(text),), target, text), Note((Paragraph((Text(text),)),)))
    table = Table(caption=words[:1], body=(Row((Cell((Paragraph(words[:2]),)),)),))
    root = Section(title=words[:1], children=(Paragraph(words), Quote((Aside((table,), role),))))
    article = render_markup(Document(root), load_theme("news"), ImageStore()).article
    tags = {str(element.tag) for element in article.iter()}
    known = "article header h1 div p a sup blockquote table caption tbody tr td section h2 ol li"
    assert tags <= {*known.split(), "aside", "footer"}
    assert len(article.findall(".//a[@href]")) == 4
    assert article.findtext(".//caption") == clean(text)


def test_what_is_nested_deep_can_be_read_back() -> None:
    quotes: Block = Paragraph((Text("x"),))
    lists: Block = quotes
    for _ in range(100):
        quotes = Quote((quotes,), attrs=Attrs(lang="de", dir="ltr"))
        lists = List((ListItem((lists,), attrs=Attrs(lang="de", dir="ltr")),))
    article = render_markup(Document(Section(children=(quotes, lists))), load_theme("news"), ImageStore()).article
    assert len(article.findall(".//blockquote")) == len(article.findall(".//li")) == 100


def test_long_words_are_no_trouble() -> None:
    text = "x" * 11_000_000  # more than libxml2 reads without being told so
    markup = render_markup(Document(Section(children=(Paragraph((Text(text),)),))), load_theme("news"), ImageStore())
    assert "".join(map(str, markup.article.itertext())) == text


def test_every_white_space_is_known_by_its_first_byte() -> None:
    white = {chr(number).encode()[0] for number in range(sys.maxunicode) if chr(number).isspace()}
    assert white == set(contents._SPACES)


_PIECES = st.text(st.sampled_from("a \u2003\u3000\xa0ب\n"), max_size=5)


@given(pieces=st.lists(_PIECES, max_size=9), number=st.integers(0, 9))
def test_words_are_counted_rightly(pieces: list[str], number: int) -> None:
    article = etree.fromstring(f"<article>{''.join(f'<b>{piece}</b>{piece}' for piece in pieces)}</article>")
    words = " ".join(map(str, article.itertext())).split()
    assert contents._has_more_words(article, number) == (len(words) > number)
