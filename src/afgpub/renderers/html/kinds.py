"""What a text is in the words of schema.org."""

from __future__ import annotations

from afgpub.frozen import dataclass
from afgpub.renderers.markup import Markup


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of schema.org with its words for the title and for the body of the text."""

    name: str
    title: str = "name"
    text: str = "text"


_KINDS = {"book": Kind("Book"), "issue": Kind("PublicationIssue"), "chapter": Kind("Chapter")}
_ARTICLE = Kind("NewsArticle", "headline", "articleBody")


def kind_of(markup: Markup) -> Kind:
    """The kind of a text by the role of its outermost section."""
    roles = (markup.article.get("class") or "").split()
    return next((_KINDS[role] for role in roles if role in _KINDS), _ARTICLE)
