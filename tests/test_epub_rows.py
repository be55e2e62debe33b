"""The package document and toc.ncx are written as text: each is what a serialiser of XML would write."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.renderers.epub.metadata import Facts
from afgpub.renderers.epub.navigation import Target, write_ncx
from afgpub.renderers.epub.package import Item, write_package
from afgpub.renderers.epub.rows import as_document, indented
from afgpub.renderers.markup.writing import escape, wrap

# Characters that are escaped, or lost, and others; a text is never empty, which a parser could not tell from no text.
_TEXT = st.text(st.sampled_from("&<>\"'\r\n\t a\u0000\u001b\ufffe\ud800سé\U0001f600]-"), min_size=1).map(
    lambda s: f"x{s}"
)


def again(document: bytes) -> bytes:
    """A document parsed and written by lxml, which keeps its white space."""
    return bytes(etree.tostring(etree.fromstring(document), encoding="utf-8", xml_declaration=True)) + b"\n"


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=3))
def test_the_package_document(one: str, two: str, more: list[str]) -> None:
    title, subtitle = Phrase(one, "en", "ltr"), Phrase(two, None, None)
    people = tuple(Contributor(Phrase(name), "author", file_as=two, alternates=(title,)) for name in more)
    meta = Metadata(contributors=people, title_alternates=(subtitle,), rights=two, description=one, tags=tuple(more))
    facts = Facts(title, subtitle, ("en", "fa"), "ltr", meta, two, (("schema:accessMode", one, "en"),), numbered=True)
    document = write_package(facts, (Item("cover.png", "image/png", "cover-image"), Item("a.xhtml", "b", linear=True)))
    assert again(document) == document
    whole = etree.fromstring(document)
    assert whole.findtext("{*}metadata/{*}title") == whole.findtext("{*}metadata/{*}description")


@given(_TEXT, _TEXT, st.lists(_TEXT, max_size=3))
def test_the_contents_for_old_readers(one: str, two: str, more: list[str]) -> None:
    inner = tuple(Target(title, "fa", "rtl", f"#{title}") for title in more)
    document = write_ncx(one, "en", two, (Target(one, "en", "ltr", two, inner),), (Target("12", "en", "ltr", one),))
    assert again(document) == document
    orders = [node.get("playOrder") for node in etree.fromstring(document).iter("{*}navPoint", "{*}pageTarget")]
    assert orders == [str(number + 1) for number in range(len(more) + 2)]


@given(_TEXT, _TEXT)
def test_rows_stand_where_a_serialiser_puts_them(value: str, text: str) -> None:
    rows = indented(
        "a", {"b": value}, [*indented("c", {}, [wrap("d", {"e": value}, escape(text))]), *indented("f", {}, [])]
    )
    document = as_document(rows)
    root = etree.fromstring(document, etree.XMLParser(remove_blank_text=True))
    pretty: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    assert pretty == document
