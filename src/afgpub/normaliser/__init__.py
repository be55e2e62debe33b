"""Repairs from tree to tree: the head of the page, its end, the headings, the figures.

Never on the source text, or line numbers would lie. Each repair is a message with its line; what is not fully
understood is left where it stands; no word is changed.
"""

from __future__ import annotations

from dataclasses import replace

from afgpub.document import Aside, Block, Document, Section
from afgpub.language import detect_language
from afgpub.messages import Message, message
from afgpub.metadata import Metadata
from afgpub.normaliser.closing import read_closing
from afgpub.normaliser.front import read_front
from afgpub.normaliser.headings import repair_headings, without_emphasis
from afgpub.normaliser.outline import flatten, nest
from afgpub.normaliser.statistics import mark_statistics
from afgpub.walk import plain_text

_COLLECTIONS = ("book", "issue")


def normalise(document: Document) -> tuple[Document, tuple[Message, ...]]:
    """The document with its structure repaired, and a message for every repair.

    An article's masthead, contact line, byline, dates, title and bio become metadata, title and Aside; ranks of
    headings are set without gaps; bold figures become statistics. Of a book or an issue, only ranks and figures are
    mended. Messages are in the order of their lines. Doing it twice changes nothing more.
    """
    root = document.root
    root, messages = _collection(root) if root.role in _COLLECTIONS else _article(root)
    root, figures = mark_statistics(root)
    found = sorted(messages + figures, key=lambda m: m.span.start if m.span else 0)
    return replace(document, root=root), tuple(found)


def _article(root: Section) -> tuple[Section, tuple[Message, ...]]:
    text = plain_text(root.children)
    lang = root.attrs.lang or detect_language(text)
    bio = root.children[-1:] if _is_bio(root.children[-1:]) else ()
    blocks = tuple(flatten(root.children[: len(root.children) - len(bio)]))
    front = read_front(blocks, root.meta or Metadata(), bool(root.title), lang)
    closing = read_closing(front.rest, front.meta, bool(bio))
    headings, repairs = repair_headings(closing.rest)
    messages = front.messages
    if front.title:
        title, bold = without_emphasis(front.title)
        attrs = replace(root.attrs, id=root.attrs.id or title.attrs.id)
        root = replace(root, title=title.title, attrs=attrs, level=1)
        messages += bold
    elif not root.title:
        messages += (message("title-missing", root.span),)
    children = nest(headings) + ((closing.bio,) if closing.bio else bio)
    root = replace(root, children=children, meta=closing.meta)
    return root, messages + repairs + closing.messages


def _is_bio(blocks: tuple[Block, ...]) -> bool:
    return any(isinstance(block, Aside) and block.role == "bio" for block in blocks)


def _collection(root: Section) -> tuple[Section, tuple[Message, ...]]:
    blocks, messages = repair_headings(tuple(flatten(root.children)))
    return replace(root, children=nest(blocks)), messages
