"""A whole HTML document around the article: the head that web pages and the PDF share."""

from __future__ import annotations

from lxml import etree

from afgpub import __version__
from afgpub.renderers.markup import Markup
from afgpub.renderers.markup.elements import element

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


def build_page(markup: Markup, description: str) -> etree._Element:
    """An `html` element with the article in its `main`, and a head with title, people, dates and description."""
    page = element(None, "html", lang=markup.lang, dir=markup.dir)
    head = element(page, "head")
    element(head, "meta", charset="utf-8")
    element(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    element(head, "title", markup.title)
    element(head, "meta", name="generator", content=f"afgpub {__version__}")
    for person in markup.meta.contributors:
        if person.role == "author":
            element(head, "meta", name="author", content=person.name.text)
    if description:
        element(head, "meta", name="description", content=description)
    if markup.meta.tags:
        element(head, "meta", name="keywords", content=", ".join(markup.meta.tags))
    element(head, "meta", name="color-scheme", content="light dark")
    main = element(element(page, "body"), "main")
    main.append(markup.article)
    return page


def describe(markup: Markup, limit: int = 160) -> str:
    """The description that the metadata gives, else the beginning of the text, cut at a word within `limit`."""
    if markup.meta.description:
        return markup.meta.description
    first = markup.article.find(".//div[@class='text']/p")
    text = " ".join("".join(str(text) for text in first.itertext()).split()) if first is not None else ""
    return text if len(text) <= limit else text[:limit].rsplit(" ", 1)[0] + " …"


def break_lines(root: etree._Element) -> None:
    """Begin every block on a line of its own, where white space means nothing, so that files can be compared."""
    for node in root.iter():
        if node.tag not in _CONTAINERS or (node.text and node.text.strip()) or not len(node):
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
