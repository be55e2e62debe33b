"""Where the article of a web page is, and what its head says about it."""

from __future__ import annotations

import json

from lxml import etree

from afgpub.frozen import dataclass
from afgpub.readers.html.elements import count_letters, words_of

_DESCRIPTIONS = ("description", "og:description")
_DATES = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author")
_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Head:
    """What the head of a page says."""

    title: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    description: str = ""
    publication: str = ""


def find_article(body: etree._Element) -> etree._Element:
    """The element that holds the article: by its microdata, `article` or `main`, else the whole body.

    Of several articles the longest is taken if it has half of their words; a page of teasers is taken whole.
    """
    for path in ('.//*[@itemprop="articleBody"]', ".//article", './/main|.//*[@role="main"]'):
        found: list[etree._Element] = body.xpath(path)  # type: ignore[assignment]
        if not found:
            continue
        sizes = [count_letters(element) for element in found]
        best = max(range(len(found)), key=sizes.__getitem__)
        if sizes[best] and sizes[best] >= _SHARE * sum(sizes):
            return _with_heading(found[best], body)
    return body


def _with_heading(element: etree._Element, body: etree._Element) -> etree._Element:
    """The nearest element around that holds the page's only first heading too, if it is an article or `main`."""
    headings = list(body.iter("h1"))
    if len(headings) == 1 and not any(True for _ in element.iter("h1")):
        for above in element.iterancestors():
            if above is body:
                break
            if any(True for _ in above.iter("h1")):
                return above
    return element


def read_head(root: etree._Element) -> Head:
    """What the title, the `meta` elements and the linked data of a page say."""
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = " ".join(meta.get("content", "").split())
        if name and content and content not in metas.setdefault(name, []):
            metas[name].append(content)
    linked = _linked_data(root)
    title = next(iter(metas.get("og:title", ())), "") or next((words_of(t) for t in root.iter("title")), "")
    authors = next((tuple(metas[name]) for name in _AUTHORS if name in metas), ())
    return Head(
        title=title,
        authors=tuple(name for name in authors if "://" not in name),
        date=_first(metas, _DATES) or linked,
        description=_first(metas, _DESCRIPTIONS),
        publication=_first(metas, ("og:site_name",)),
    )


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _linked_data(root: etree._Element) -> str:
    """The day of publication in JSON-LD (schema.org), which most portals have."""
    for script in root.iter("script"):
        if script.get("type") != "application/ld+json" or len(script.text or "") > 100_000:
            continue
        try:
            stack = [json.loads(script.text or "")]
        except (ValueError, RecursionError):
            continue
        while stack:
            match stack.pop():
                case {"datePublished": str(day)}:
                    return day
                case dict() as names:
                    stack.extend(names.values())
                case list() as items:
                    stack.extend(items)
    return ""
