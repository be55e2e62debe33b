"""What the XHTML says and WeasyPrint does not read, said so that it does: numbers of lists, long tables, headings."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from afgpub.renderers.markup import Entry, Markup
from afgpub.renderers.markup.elements import element
from afgpub.renderers.markup.titles import isolated_title

_SHORT_TABLE = 15  # rows at most of a table that stands on one page
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def count_lists(article: etree._Element) -> None:
    """Say in CSS where a list begins to count, and what number an item has."""
    for start in article.iter("ol"):
        if start.get("start"):
            start.set("style", f"counter-reset: list-item {int(start.get('start', '1')) - 1}")
    for item in article.iter("li"):
        if item.get("value"):
            item.set("style", f"counter-reset: list-item {item.get('value')}; counter-increment: none")


def find_long_tables(article: etree._Element) -> None:
    """Give the class `long` to tables that may break, where the others stand on one page."""
    for table in article.iter("div"):
        if table.get("class") == "table" and len(table.findall("table/tbody/tr")) > _SHORT_TABLE:
            table.set("class", "table long")


def name_headings(article: etree._Element, markup: Markup) -> None:
    """Say on each heading its words without the marks of notes, for bookmarks, and with isolates for running heads."""
    title = article.find("header[@class='front']/h1")
    book = markup.title
    if title is not None:
        book = isolated_title(title, markup.dir)
        title.set("data-title", markup.title)
        title.set("data-running", book)
    sections = {str(section.get("id")): section for section in article.iter("section") if section.get("id")}
    for entry in _all(markup.contents):
        for heading in sections[entry.id].iterchildren(*_HEADINGS) if entry.id in sections else ():
            heading.set("data-title", entry.title)
            heading.set("data-running", isolated_title(heading, markup.dir))
            heading.set("data-book", book)


def _all(entries: Iterable[Entry]) -> Iterable[Entry]:
    for entry in entries:
        yield entry
        yield from _all(entry.children)


def hold_together(article: etree._Element, class_: str) -> None:
    """Put text, notes and biographies of a book into one division, whose pages are numbered from 1."""
    matter = element(None, "div", class_=f"matter {class_}".strip())
    matter.extend([child for child in article if child.get("class") != "front"])
    article.append(matter)


def hide_inside(article: etree._Element) -> None:
    """Say on everything inside a hidden element that it is hidden too: each box in the PDF is asked for itself."""
    for hidden in [node for node in article.iter() if node.get("aria-hidden") == "true"]:
        for inside in hidden.iter():
            inside.set("aria-hidden", "true")
