"""Headings and the blocks after them, made into sections that stand in each other by rank."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from afgpub.document import NO_ATTRS, Attrs, Block, Blocks, Inlines, Section, Span
from afgpub.frozen import dataclass, field, replace
from afgpub.readers.markdown.attributes import merge_attrs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that has not yet got the blocks under it."""

    level: int
    title: Inlines
    span: Span
    attrs: Attrs = NO_ATTRS


Item: TypeAlias = Block | Heading


@dataclass(slots=True)
class _Open:
    """A section under way; the outermost has no heading."""

    heading: Heading | None = None
    blocks: list[Block] = field(default_factory=list)


def nest_sections(items: Iterable[Item]) -> Blocks:
    """The blocks, each heading with all that follows it up to a heading of the same or a higher rank."""
    outermost = _Open()
    under_way = [outermost]
    for item in items:
        if isinstance(item, Heading):
            _close(under_way, item.level)
            under_way.append(_Open(item))
        else:
            under_way[-1].blocks.append(item)
    _close(under_way, 0)
    return tuple(outermost.blocks)


def _close(under_way: list[_Open], level: int) -> None:
    """Close the sections of rank `level` and below."""
    while (heading := under_way[-1].heading) and heading.level >= level:
        section = under_way.pop()
        span = heading.span
        if section.blocks and (last := section.blocks[-1].span):
            span = Span(span.source, span.start, max(span.end, last.end), span.unit)
        under_way[-1].blocks.append(
            Section(
                title=heading.title, children=tuple(section.blocks), level=heading.level, attrs=heading.attrs, span=span
            )
        )


def push_attrs(items: Sequence[Item], attrs: Attrs) -> list[Item]:
    """The same items, each with `attrs` where it says nothing itself."""
    if attrs == NO_ATTRS:
        return list(items)
    return [replace(item, attrs=merge_attrs(attrs, item.attrs)) for item in items]
