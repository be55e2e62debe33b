"""A table of contents before a text that is long."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count

from lxml import etree

from afgpub.renderers.markup import Entry, Markup, article_text, write_title
from afgpub.renderers.markup.elements import element
from afgpub.theme import Theme

CONTENTS = ("auto", "always", "never")
MANY_SECTIONS, MANY_WORDS = 6, 1500
MANY_LINES = 12  # from where on the contents stand in columns
DEPTH = 2  # ranks of headings that are listed
_SPACES = b"\t\n\v\f\r\x1c\x1d\x1e\x1f \xc2\xe1\xe2\xe3"  # the first bytes that white space has in UTF-8
# Every byte as what it surely is: white space, the first one of another character, or neither.
_SHAPES = bytes(
    ord(" ") if code in _SPACES[:-4] else ord("?") if code in _SPACES or 0x80 <= code < 0xC0 else ord("x")
    for code in range(256)
)


def insert_contents(markup: Markup, theme: Theme, when: str) -> None:
    """Put the contents between the front and the text: `always`, `never`, or `auto` where the text is long.

    Long is more than MANY_SECTIONS sections of the first rank, or more than MANY_WORDS words in at least two sections.
    """
    entries = markup.contents
    if not entries or when == "never" or (when == "auto" and not _is_long(markup)):
        return
    taken = {node.get("id") for node in markup.article.iter()}
    id = next(id for id in chain(("contents", "page-contents"), map("contents-{}".format, count())) if id not in taken)
    nav = etree.Element("nav", {"class": "contents", "role": "doc-toc", "aria-labelledby": id})
    element(nav, "h2", theme.word("contents", markup.lang), id=id)
    _write(nav, entries, DEPTH, markup.lang, markup.dir)
    if len(nav.findall(".//li")) > MANY_LINES:
        nav.set("class", "contents long")
    text = article_text(markup.article)
    markup.article.insert(0 if text is None else markup.article.index(text), nav)


def _is_long(markup: Markup) -> bool:
    if len(markup.contents) > MANY_SECTIONS:
        return True
    return len(markup.contents) > 1 and _has_more_words(markup.article, MANY_WORDS)


def _has_more_words(article: etree._Element, number: int) -> bool:
    """Whether there are more than `number` words, counted where their white space alone does not tell."""
    text: bytes = etree.tostring(article, method="text", encoding="utf-8")
    # Each word ends with white space, or with a piece of the text.
    if len(text) - len(text.translate(None, _SPACES)) + 2 * sum(1 for _ in article.iter()) <= number:
        return False
    surely = text.translate(_SHAPES).count(b" x")
    return surely > number or len(" ".join(map(str, article.itertext())).split()) > number


def _write(parent: etree._Element, entries: Iterable[Entry], depth: int, lang: str, dir: str) -> None:
    lines = element(parent, "ol")
    for entry in entries:
        line = element(lines, "li")
        own_lang, own_dir = entry.lang if entry.lang != lang else None, entry.dir if entry.dir != dir else None
        write_title(element(line, "a", href=f"#{entry.id}", lang=own_lang, dir=own_dir), entry.shown or "–")
        if entry.children and depth > 1:
            _write(line, entry.children, depth - 1, lang, dir)
