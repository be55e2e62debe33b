"""The strings of a tree as it was read: with their lines, and the names of places where no control may stand."""

from __future__ import annotations

from collections.abc import Iterator

from afgpub.check.views import values_of
from afgpub.document import (
    Code,
    CodeBlock,
    Document,
    Image,
    Inline,
    Link,
    Node,
    Section,
    Span,
)
from afgpub.language.prose import prose
from afgpub.walk import holders, walk

# A string, where it is written, and the name of a place where nothing may steer.
Placed = tuple[str, Span | None, str]


def strings_of(document: Document) -> Iterator[Placed]:
    """Every string of `document`, its span, and where it stands if nothing may steer there; prose comes by phrases."""
    for node in walk(document.root):
        span = node.span
        for name in (node.attrs.id, *node.attrs.classes):
            if name:
                yield name, span, "an identifier"
        match node:
            case Code(value):
                yield value, span, "code"
            case CodeBlock(text):
                yield text, span, "code"
            case Link(target=target, title=title):
                yield target, span, "the target of a link"
                yield title, span, ""
            case Image(target=target, title=title):
                yield target, span, "the name of a file"
                yield title, span, ""
            case Section(meta=meta):
                for text in values_of(meta, str):
                    yield text, span, ""
            case _:
                pass
        if not isinstance(node, Inline):
            yield from _phrases(node)


def _phrases(node: Node) -> Iterator[Placed]:
    """The phrases right below a block, without their code, which is told of by itself."""
    for name in holders(type(node)):
        inside: tuple[Node, ...] = getattr(node, name)
        if inside and isinstance(inside[0], Inline):
            spans = [child.span for child in inside if child.span]
            span = Span(spans[0].source, spans[0].start, spans[-1].end) if spans else node.span
            yield prose(inside), span, ""
