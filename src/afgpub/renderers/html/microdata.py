"""Facts written on the text itself, as microdata in the words of schema.org (HTML §5): attributes, no new elements.

Days and figures of the running text stay plain `time` and `data` elements, which say their values in HTML's own words.
"""

from __future__ import annotations

from lxml import etree

from afgpub.metadata import Date
from afgpub.renderers.html.kinds import kind_of
from afgpub.renderers.markup import Markup, article_text

_PEOPLE = {"author": "author", "translator": "translator", "editor": "editor", "illustrator": "illustrator"}


def mark_up(markup: Markup) -> None:
    """Say of the article what kind of text it is, and which words of it are title, people, publication, dates, text."""
    article, kind = markup.article, kind_of(markup)
    article.set("itemscope", "")
    article.set("itemtype", f"https://schema.org/{kind.name}")
    header, text = next(article.iterchildren("header"), None), article_text(article)
    if text is not None:
        text.set("itemprop", kind.text)
    if header is None:
        return
    if (title := next(header.iterchildren("h1"), None)) is not None:
        title.set("itemprop", kind.title)
    people, pending = iter(_roles(markup)), {"datePublished": markup.meta.issued, "dateCreated": markup.meta.written}
    for line in header.iterchildren("div", "p"):
        match line.get("class"):
            case "masthead" if len(line) and line[0].get("class") == "publication":
                line[0].set("itemprop", "publisher")
            case "byline":
                for name in line.iterchildren("span"):
                    if name.get("class") == "author":
                        name.set("itemprop", _PEOPLE.get(next(people, ""), "contributor"))
            case "dates":
                for time in line.iter("time"):
                    _mark_date(time, pending)


def _mark_date(time: etree._Element, pending: dict[str, Date | None]) -> None:
    """Say which date of the text this is, if it is one of those of which that has not been said yet."""
    for property, date in pending.items():
        if date is not None and time.get("datetime") == date.iso:
            time.set("itemprop", property)
            pending[property] = None
            break


def _roles(markup: Markup) -> list[str]:
    """The role of each person in the order of the front, which has a line for each role."""
    people = markup.meta.contributors
    return [person.role for role in dict.fromkeys(p.role for p in people) for person in people if person.role == role]
