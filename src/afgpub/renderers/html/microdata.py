"""Facts written on the text itself, as microdata in the words of schema.org (HTML §5): attributes, no new elements.

Days and figures of the running text stay plain `time` and `data` elements, which say their values in HTML's own words.
"""

from __future__ import annotations

from afgpub.renderers.html.kinds import kind_of
from afgpub.renderers.markup import Markup

_PEOPLE = {"author": "author", "translator": "translator", "editor": "editor", "illustrator": "illustrator"}


def mark_up(markup: Markup) -> None:
    """Say of the article what kind of text it is, and which words of it are title, people, publication, dates, text."""
    article, kind = markup.article, kind_of(markup)
    article.set("itemscope", "")
    article.set("itemtype", f"https://schema.org/{kind.name}")
    header, text = article.find("header"), article.find("div[@class='text']")
    if text is not None:
        text.set("itemprop", kind.text)
    if header is None:
        return
    for path, name in (("h1", kind.title), ("div[@class='masthead']/p[@class='publication']", "publisher")):
        if (found := header.find(path)) is not None:
            found.set("itemprop", name)
    people = iter(_roles(markup))
    for name_of in header.iterfind("p[@class='byline']/span[@class='author']"):
        name_of.set("itemprop", _PEOPLE.get(next(people, ""), "contributor"))
    pending = {"datePublished": markup.meta.issued, "dateCreated": markup.meta.written}
    for time in header.iterfind("p[@class='dates']/span[@class='date']/time"):
        for property, date in pending.items():
            if date is not None and time.get("datetime") == date.iso:
                time.set("itemprop", property)
                pending[property] = None
                break


def _roles(markup: Markup) -> list[str]:
    """The role of each person in the order of the front, which has a line for each role."""
    people = markup.meta.contributors
    return [person.role for role in dict.fromkeys(p.role for p in people) for person in people if person.role == role]
