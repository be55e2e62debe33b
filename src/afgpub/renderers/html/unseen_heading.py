"""A heading for a page whose text has no title: who goes by ear from heading to heading begins at one (WCAG 2.4.6)."""

from __future__ import annotations

from lxml import etree

from afgpub.renderers.markup import Markup


def lead_with_heading(markup: Markup) -> None:
    """Put the name of the page before an article that has no `h1`, unseen; its style is in screen.css."""
    if next(markup.article.iter("h1"), None) is not None:
        return
    heading = etree.Element("h1", {"class": "unseen"})
    heading.text = markup.title
    markup.article.insert(0, heading)
