"""Captions that stand beside what they belong to, as Word and some markups have them."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.document import Attrs, Figure, Image, Paragraph, Table, Text
from afgpub.frozen import replace
from afgpub.readers.markdown.sections import Item
from afgpub.readers.pandoc.divisions import without_class

CAPTION = "caption"


def join_captions(items: Sequence[Item]) -> list[Item]:
    """The items, each caption taken in by the picture before it, else by the table after or before it."""
    if not any(_is_caption(item) for item in items):
        return list(items)
    joined: list[Item] = []
    waiting: Paragraph | None = None
    for item in items:
        if isinstance(item, Table) and waiting is not None and not item.caption:
            item = _captioned(item, waiting)
        elif waiting is not None:
            joined.append(_plain(waiting))
        waiting = None
        before = joined[-1] if joined else None
        if not isinstance(item, Paragraph) or not _is_caption(item):
            joined.append(item)
        elif isinstance(before, Paragraph) and _is_picture(before):
            joined[-1] = _figure(before, item)
        elif isinstance(before, Table) and not before.caption:
            joined[-1] = _captioned(before, item)
        else:
            waiting = item
    if waiting is not None:
        joined.append(_plain(waiting))
    return joined


def _is_caption(item: Item) -> bool:
    return isinstance(item, Paragraph) and CAPTION in item.attrs.classes


def _is_picture(paragraph: Paragraph) -> bool:
    shown = [node for node in paragraph.children if not (isinstance(node, Text) and not node.value.strip())]
    return bool(shown) and all(isinstance(node, Image) for node in shown)


def _figure(picture: Paragraph, caption: Paragraph) -> Figure:
    own = without_class(caption.attrs, CAPTION)
    # The words of the caption have the direction of the figure: a row of phrases has none of its own.
    attrs = replace(picture.attrs, lang=picture.attrs.lang or own.lang, dir=picture.attrs.dir or own.dir)
    span = picture.span
    if span and caption.span:
        span = replace(span, end=max(span.end, caption.span.end))
    return Figure((replace(picture, attrs=Attrs()),), caption=caption.children, attrs=attrs, span=span)


def _captioned(table: Table, caption: Paragraph) -> Table:
    return replace(table, caption=caption.children)


def _plain(paragraph: Paragraph) -> Paragraph:
    return replace(paragraph, attrs=without_class(paragraph.attrs, CAPTION))
