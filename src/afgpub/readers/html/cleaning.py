"""A web page without what is no article: scripts, forms, navigation, advertisements; each is named in a message."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from afgpub.document import Span
from afgpub.frozen import dataclass, field
from afgpub.messages import Message, message
from afgpub.readers.html.elements import count_letters, line_of, remove, words_of
from afgpub.readers.pandoc.mapping import shortened

# They run, fetch, ask or draw; none is text of an article.
_NEVER = frozenset(
    "script style noscript template iframe frame frameset object embed applet canvas audio video svg input select "
    "textarea button map area link base dialog menu progress meter marquee".split()
)
_AROUND = frozenset(("nav", "menu"))
_ROLES = frozenset("navigation banner contentinfo search complementary menu menubar toolbar alert dialog".split())
_JUNK = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|banner|breadcrumbs?|comments?|cookies?|consent|disqus|footer-?links|gdpr|menu|modal|"
    r"most-?read|nav(?:bar|igation)?|newsletter|outbrain|pagination|popup|promo\w*|recommend\w*|related|share|share-?daddy|share[sd]?-\w*|sharing|"
    r"sidebar|skip-?link|social\w*|sponsor\w*|subscribe|taboola|toolbar|trending|widget-?area)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FRAME = frozenset(("header", "footer", "aside"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_GROUPS = frozenset("div section ul ol table tr td aside header footer dl center p".split())
_MANY_LINKS = 3
_LINK_SHARE = 0.7
_ARTICLE_SHARE = 0.4


@dataclass(slots=True)
class Cleaning:
    """The cleaning of one page; `dropped` counts what was taken out, by kind, with the first words and line."""

    name: str
    dropped: dict[str, tuple[int, str, int]] = field(default_factory=dict)

    def clean(self, body: etree._Element) -> None:
        """Take out of `body` what is no article."""
        total = max(count_letters(body), 1)
        for element in list(body.iter()):
            if element is body or not isinstance(element.tag, str) or not _stands_in(element, body):
                continue
            kind = _kind(element) or _frame_kind(element, body)
            if kind and (element.tag in _NEVER or not self._is_article(element, total)):
                self.drop(element, kind)
        for element in list(body.iter("form", "label", "fieldset", "legend")):
            # A form may be around the whole page; its words are not its fields.
            element.tag = "span" if element.tag == "label" else "div"
        self._drop_links(body, total)

    def drop_engines(self, root: etree._Element) -> None:
        """Take out only what runs, fetches, asks or draws: a book has nothing else that is not its text."""
        for element in list(root.iter(*sorted(_NEVER))):
            if _stands_in(element, root):
                self.drop(element, f"<{element.tag}>")

    def drop(self, element: etree._Element, kind: str) -> None:
        """Take an element out, and remember its words for a message."""
        words = words_of(element)
        if words:
            count, first, line = self.dropped.get(kind, (0, words, line_of(element) or 1))
            self.dropped[kind] = count + 1, first, line
        remove(element)

    def messages(self) -> Iterator[Message]:
        """One message for each kind of what was taken out."""
        for kind, (count, words, line) in self.dropped.items():
            part = kind if count == 1 else f"{kind} ({count} times)"
            yield message("page-part-dropped", Span(self.name, line, line), part=part, text=shortened(words))

    def _is_article(self, element: etree._Element, total: int) -> bool:
        """Whether so much of the page stands in it, or its first heading, that it must be the article or around it."""
        return count_letters(element) > _ARTICLE_SHARE * total or any(
            True for _ in element.iter("h1", "article", "main")
        )

    def _drop_links(self, body: etree._Element, total: int) -> None:
        """Take out lists and boxes of which the most part is links."""
        for element in list(body.iter()):
            if element.tag not in _GROUPS or element is body or not _stands_in(element, body):
                continue
            links = [link for link in element.iter("a") if link.get("href") and not _is_inner(link)]
            letters = count_letters(element)
            if len(links) < _MANY_LINKS or not letters or letters > _ARTICLE_SHARE * total:
                continue
            if sum(map(count_letters, links)) >= _LINK_SHARE * letters and element.find(".//p") is None:
                self.drop(element, "a list of links")


def _kind(element: etree._Element) -> str:
    """What an element is that is no part of an article, empty for one that may be."""
    tag = str(element.tag)
    if tag in _NEVER:
        return f"<{tag}>"
    if tag in _AROUND or element.get("role", "") in _ROLES:
        return "navigation" if tag == "nav" else f"the page's {element.get('role') or tag}"
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return "what the page hides"
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if tag not in ("body", "main", "article", "h1", "img", "a", "p") and (found := _JUNK.search(names)):
        return f"the box {found.group().strip(' _-').lower()}"
    return ""


def _frame_kind(element: etree._Element, body: etree._Element) -> str:
    """The head and the foot of the site, which stand outside of any article."""
    if element.tag not in _FRAME:
        return ""
    for above in element.iterancestors():
        if above.tag in ("article", "main", "section", "blockquote", "figure"):
            return ""
        if above is body:
            break
    return f"the page's {element.tag}"


def _is_inner(link: etree._Element) -> bool:
    return link.get("href", "").startswith("#")


def _stands_in(element: etree._Element, body: etree._Element) -> bool:
    """Whether an element has not been taken out together with one around it."""
    return any(above is body for above in element.iterancestors())
