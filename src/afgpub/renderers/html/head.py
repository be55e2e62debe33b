"""What the head of a page says of it: Open Graph, its address and its sisters in other languages, JSON-LD if wanted."""

from __future__ import annotations

import json
from collections.abc import Iterator

from afgpub.renderers.html.kinds import kind_of
from afgpub.renderers.markup import Markup
from afgpub.renderers.markup.writing import clean, void, wrap

# What JSON may hold and a `script` element may not, lest it end there or open a comment (HTML §4.12.1.3).
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def describe_page(
    markup: Markup,
    description: str,
    canonical: str,
    alternates: tuple[tuple[str, str], ...],
    *,
    data: bool,
) -> str:
    """What the head can say, as XHTML; with `data` also the facts as JSON-LD (schema.org)."""
    rows = [
        void("meta", {"property": name, "content": value})
        for name, value in _open_graph(markup, description, canonical)
    ]
    if canonical:
        rows.append(void("link", {"rel": "canonical", "href": canonical}))
    for lang, address in alternates:
        rows.append(void("link", {"rel": "alternate", "hreflang": lang, "href": address}))
    if data:
        facts = json.dumps(_facts(markup, description, canonical), ensure_ascii=False)
        rows.append(wrap("script", {"type": "application/ld+json"}, clean(facts).translate(_ESCAPES)))
    return "".join(rows)


def _open_graph(markup: Markup, description: str, canonical: str) -> Iterator[tuple[str, str]]:
    meta = markup.meta
    book = markup.article.get("class") == "book"
    yield "og:type", "book" if book else "article"
    yield "og:title", markup.title
    if description:
        yield "og:description", description
    if meta.publication:
        yield "og:site_name", meta.publication.text
    parts = markup.lang.split("-")
    if len(parts) == 2 and len(parts[1]) == 2:  # Open Graph knows languages with a territory only
        yield "og:locale", f"{parts[0]}_{parts[1].upper()}"
    if canonical:
        yield "og:url", canonical
    if meta.issued:
        yield "book:release_date" if book else "article:published_time", meta.issued.iso
    for tag in meta.tags:
        yield "book:tag" if book else "article:tag", tag


def _facts(markup: Markup, description: str, canonical: str) -> dict[str, object]:
    """The text as schema.org has it; only what is known."""
    meta, kind = markup.meta, kind_of(markup)
    facts: dict[str, object] = {"@context": "https://schema.org", "@type": kind.name, kind.title: markup.title}
    facts |= {"inLanguage": markup.lang, "description": description, "url": canonical, "mainEntityOfPage": canonical}
    for role, key in (("author", "author"), ("translator", "translator"), ("editor", "editor")):
        people = [person.name.text for person in meta.contributors if person.role == role]
        facts[key] = [{"@type": "Person", "name": name} for name in people]
    facts["datePublished"] = meta.issued.iso if meta.issued else ""
    facts["dateCreated"] = meta.written.iso if meta.written else ""
    if meta.publication:
        facts["publisher"] = {"@type": "Organization", "name": meta.publication.text}
    if meta.series:
        facts["isPartOf"] = {"@type": "CreativeWorkSeries", "name": meta.series.name.text}
    facts["keywords"] = list(meta.tags)
    facts["identifier"] = meta.identifier
    facts["copyrightNotice"] = meta.rights
    return {key: value for key, value in facts.items() if value}
