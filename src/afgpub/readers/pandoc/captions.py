"""Captions: blocks made into one row of phrases, since a caption has no blocks in the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from afgpub.document import (
    AnyNode,
    Blocks,
    Code,
    CodeBlock,
    Definition,
    Figure,
    Inline,
    Inlines,
    Line,
    LineBreak,
    Paragraph,
    Section,
    Table,
    Term,
)
from afgpub.walk import children


def join_lines(blocks: Blocks) -> Inlines:
    """The words of `blocks`, with a break between those of one and those of the next."""
    joined: list[Inline] = []
    for words in filter(None, _rows(blocks)):
        if joined:
            joined.append(LineBreak(span=words[0].span))
        joined.extend(words)
    return tuple(joined)


def _rows(nodes: Sequence[AnyNode]) -> Iterator[Inlines]:
    for node in nodes:
        match node:
            case Paragraph(words) | Line(words) | Term(words):
                yield words
            case CodeBlock(text):
                yield (Code(text, span=node.span),)
            case Section(kicker=kicker, title=title, subtitle=subtitle, children=inside):
                yield from (row for row in (kicker, title, subtitle) if row)
                yield from _rows(inside)
            case Figure(inside, caption=caption, credit=credit):
                yield from _rows(inside)
                yield from (row for row in (caption, credit) if row)
            case Table(caption=caption, head=head, body=body):
                if caption:
                    yield caption
                yield from _rows((*head, *body))
            case Definition(inside):
                yield from _rows(inside)
            case _:
                yield from _rows(tuple(children(node)))
