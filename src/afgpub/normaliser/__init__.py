"""Repairs from tree to tree: letters and marks, the head of the page and its end, headings, dates, figures.

Never on the source text, or line numbers would lie. Each repair is a message with its line; what is not fully
understood is left where it stands; no word is lost.
"""

from __future__ import annotations

from itertools import takewhile

from afgpub.document import Aside, Block, Document, Section
from afgpub.frozen import replace
from afgpub.language.looks import Looks
from afgpub.messages import Message, message
from afgpub.metadata import Metadata
from afgpub.normaliser.closing import read_closing
from afgpub.normaliser.dates.marking import mark_dates
from afgpub.normaliser.digits import DigitCounts
from afgpub.normaliser.front import read_front
from afgpub.normaliser.headings import repair_headings, without_emphasis
from afgpub.normaliser.language import language_of_article
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.outline import flatten, nest
from afgpub.normaliser.rules import clear_rules
from afgpub.normaliser.statistics import mark_statistics
from afgpub.normaliser.text import normalise_text
from afgpub.normaliser.unmarked import find_headings

_COLLECTIONS = ("book", "issue")


def normalise(
    document: Document, options: NormaliserOptions | None = None, looks: Looks | None = None
) -> tuple[Document, tuple[Message, ...]]:
    """The document repaired as `options` want it, and a message for every repair, in the order of their lines.

    First the text by its named rules (`afgpub.normaliser.text`); then an article's masthead, contact line, bylines,
    dates, title, signature and bio become metadata, and ranks of headings are set without gaps; then dates and figures
    in the text are marked. Of a book or an issue only text, ranks, dates and figures are mended. Doing it twice
    changes nothing more. `looks` keeps what is seen of the texts, for the stages that follow.
    """
    options = options or NormaliserOptions()
    looks = looks or Looks()
    document, messages = normalise_text(document, options, looks)
    root = document.root
    lang = language_of_article(root, looks)
    if options.structure:
        root, found = _collection(root) if root.role in _COLLECTIONS else _article(root, lang)
        messages += found
    digits = DigitCounts()
    if options.dates:
        root, found = mark_dates(root, lang, digits)
        messages += found
    if options.statistics:
        root, found = mark_statistics(root, digits)
        messages += found
    ordered = sorted(messages, key=lambda m: m.span.start if m.span else 0)
    return replace(document, root=root), tuple(ordered)


def _article(root: Section, lang: str | None) -> tuple[Section, tuple[Message, ...]]:
    kept = tuple(takewhile(_is_ending, reversed(root.children)))[::-1]
    blocks = tuple(flatten(root.children[: len(root.children) - len(kept)])) + kept
    blocks, meta, cleared = clear_rules(blocks, root.meta or Metadata())
    front = read_front(blocks, meta, bool(root.title), lang)
    closing = read_closing(front.rest, front.meta)
    marked, found = find_headings(closing.rest, bool(front.title or root.title))
    headings, repairs = repair_headings(marked)
    messages = cleared + front.messages + found + repairs + closing.messages
    if front.title:
        title, bold = without_emphasis(front.title)
        attrs = replace(root.attrs, id=root.attrs.id or title.attrs.id)
        root = replace(root, title=title.title, attrs=attrs, level=1)
        messages += bold
    elif not root.title:
        messages += (message("title-missing", root.span),)
    subtitle, kicker = root.subtitle or front.subtitle, root.kicker or front.kicker
    children = nest(headings) + closing.endings
    root = replace(root, children=children, subtitle=subtitle, kicker=kicker, meta=closing.meta)
    return root, messages


def _is_ending(block: Block) -> bool:
    return isinstance(block, Aside) and block.role in ("bio", "source", "tags", "signature")


def _collection(root: Section) -> tuple[Section, tuple[Message, ...]]:
    blocks, messages = repair_headings(tuple(flatten(root.children)))
    return replace(root, children=nest(blocks)), messages
