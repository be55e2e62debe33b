"""A whole HTML document around the article: the head that web pages and the PDF share."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from afgpub import __version__
from afgpub.renderers.markup import Markup
from afgpub.renderers.markup.writing import NONE, escape, parse, void, wrap

_CONTAINERS = frozenset(
    [
        "html",
        "head",
        "body",
        "main",
        "article",
        "header",
        "footer",
        "section",
        "div",
        "aside",
        "nav",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tr",
        "figure",
        "blockquote",
    ]
)


def build_page(markup: Markup, description: str, more: str = "") -> etree._Element:
    """An `html` element with the article in its `main`, and a head with title, people, dates and description.

    `more` is the XHTML of what the head says besides.
    """
    named = [("generator", f"afgpub {__version__}")]
    named += [("author", person.name.text) for person in markup.meta.contributors if person.role == "author"]
    named += [("description", description)] if description else []
    named += [("keywords", ", ".join(markup.meta.tags))] if markup.meta.tags else []
    rows = [void("meta", {"name": name, "content": content}) for name, content in (*named, _COLOURS)]
    head = wrap("head", NONE, "".join((_FIRST, wrap("title", NONE, escape(markup.title)), *rows, more)))
    page = parse(wrap("html", {"lang": markup.lang, "dir": markup.dir}, f"{head}<body><main/></body>"))
    page[1][0].append(markup.article)
    return page


_FIRST = '<meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>'
_COLOURS = ("color-scheme", "light dark")


def describe(markup: Markup, limit: int = 160) -> str:
    """The description that the metadata gives, else the beginning of the text, cut at a word within `limit`.

    An article that begins with a heading is described by its first paragraph, one without paragraphs by what words it
    has, and a book of chapters alone by its title.
    """
    if markup.meta.description:
        return markup.meta.description
    text = next(filter(None, _beginnings(markup.article)), markup.title)
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def _beginnings(article: etree._Element) -> Iterator[str]:
    """The words of elements that may describe an article, the best first."""
    for div in _texts(article):
        yield from map(_words, div.iterchildren("p"))
    if article.get("class") == "book":
        return
    for div in _texts(article):
        yield from map(_words, div.iter("p"))
    yield from map(_words, _texts(article))


def _texts(article: etree._Element) -> Iterator[etree._Element]:
    """What holds the text of an article, or of each of many, one by one: the first is most often enough."""
    return (div for div in article.iter("div") if div.get("class") == "text")


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def break_lines(root: etree._Element) -> None:
    """Begin every block on a line of its own, where white space means nothing, so that files can be compared."""
    for node in root.iter(*_CONTAINERS):
        if (node.text and node.text.strip()) or not len(node):
            continue
        if all(child.tag not in _INLINE and not (child.tail and child.tail.strip()) for child in node):
            node.text = "\n"
            for child in node:
                child.tail = "\n"


_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "em",
        "i",
        "img",
        "kbd",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "u",
    ]
)
