"""Raw HTML in a line: the safe few tags become nodes, all others are shown as they are written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from afgpub.document import (
    Code,
    Deletion,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Run,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.frozen import dataclass
from afgpub.readers.markdown.attributes import make_attrs
from afgpub.readers.markdown.elements import MAX_DEPTH, Element, NestingError
from afgpub.readers.markdown.reading import Reading
from afgpub.readers.markdown.tags import NO_TAG, Tag, match_tags, parse_tag
from afgpub.readers.markdown.targets import safe_target
from afgpub.walk import plain_text

_WRAPPERS: dict[str, Callable[..., Inline]] = {
    "sup": Superscript,
    "sub": Subscript,
    "b": Strong,
    "strong": Strong,
    "i": Emphasis,
    "em": Emphasis,
    "s": Deletion,
    "del": Deletion,
    "span": Run,
    "bdi": Run,
    "bdo": Run,
}
_SAFE = frozenset([*_WRAPPERS, "a", "code", "kbd"])


@dataclass(slots=True, eq=False)
class Pair(Element):
    """A pair of tags with what stands between them."""

    tag: Tag = NO_TAG


def pair_html(elements: Sequence[Element]) -> Sequence[Element]:
    """The same elements, those between an opening and a closing safe tag put inside a Pair, and so on inwards.

    Raises NestingError where pairs stand too deep in each other.
    """
    tags = [parse_tag(element.token.content) if element.kind == "html_inline" else None for element in elements]
    matches = match_tags(tags, _SAFE)
    if not matches:
        return elements
    closing = set(matches.values())
    top: list[Element] = []
    rows = [top]
    for place, (element, tag) in enumerate(zip(elements, tags, strict=True)):
        if tag and place in matches:
            pair = Pair("html", element.token, element.start, elements[matches[place]].end, [], tag)
            rows[-1].append(pair)
            rows.append(pair.children)
            if len(rows) > MAX_DEPTH:
                raise NestingError(element.start)
        elif place in closing:
            rows.pop()
        else:
            rows[-1].append(element)
    return top


def make_html(pair: Pair, inside: Inlines, reading: Reading) -> Sequence[Inline]:
    """The node of a pair; a link with an unsafe target gives its words alone."""
    tag, span = pair.tag, reading.span(pair.start, pair.end)
    known = ("href", "title") if tag.name == "a" else ()
    attrs = make_attrs(tag.pairs.without(*known), reading, pair.start, f"<{tag.name}>")
    if tag.name in ("code", "kbd"):
        return [Code(plain_text(inside), attrs=attrs, span=span)]
    if tag.name != "a":
        return [_WRAPPERS[tag.name](inside, attrs=attrs, span=span)]
    target = safe_target(tag.pairs.get("href"))
    if not target:
        if target is None:
            reading.report("link-unsafe", pair.start, target=tag.pairs.get("href"))
        return [Run(inside, attrs=attrs, span=span)]
    return [Link(inside, target=target, title=tag.pairs.get("title"), attrs=attrs, span=span)]


def make_tag(element: Element, reading: Reading) -> Sequence[Inline]:
    """The node of a tag that stands alone: a line break, nothing for a comment, else the tag as text."""
    raw, span = element.token.content, reading.span(element.start, element.end)
    tag = parse_tag(raw)
    if tag.kind == "comment":
        reading.report("html-comment-dropped", element.start, text=shortened(raw[4:-3]))
        return []
    if tag.name == "br" and tag.kind != "close":
        return [LineBreak(attrs=make_attrs(tag.pairs, reading, element.start, "<br>"), span=span)]
    reading.report("html-shown-as-text", element.start, tag=shortened(raw))
    return [Text(raw.replace("\n", " "), span=span)]


def shortened(text: str) -> str:
    """At most 80 characters of `text`, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
