"""Headings that are not marked as such: lines all in bold, numbered lines, underlined ones, the word Abstract."""

from __future__ import annotations

import re
from itertools import pairwise

from afgpub.document import Block, List, Paragraph, Section, Strong, Text, ThematicBreak
from afgpub.frozen import replace
from afgpub.messages import Message, message
from afgpub.normaliser.digits import ascii_digits
from afgpub.normaliser.outline import is_heading
from afgpub.normaliser.words import ABSTRACTS, fold
from afgpub.walk import plain_text

MAX_HEADING = 100  # characters
BELOW_ALL = 7  # deeper than any rank that a source can give
_NUMBERED = re.compile(r"(\d{1,2})\s*(?:[.)\u0640–—-]+)\s*(?=\D)")
_UNDERLINED = re.compile(r"(.{2,100}?)\s+([_=\u0640—–-])\2{4,}")
_RULES = tuple("_=\u0640—–-")
_SENTENCE_ENDS = (".", "!", ":", "،", ",", ";", "؛", "…", "»", '"')


def find_headings(blocks: tuple[Block, ...], titled: bool) -> tuple[tuple[Block, ...], tuple[Message, ...]]:
    """The flat list with such lines as headings, each followed by text, and a message for each.

    In a text without a title only the word Abstract is one: the first of the others might be the title itself.
    """
    messages: list[Message] = []
    numbered = _numbered(blocks)
    found: list[Block] = []
    for position, block in enumerate(blocks):
        if _is_long(block):
            found.append(block)
            continue
        following = blocks[position + 1] if position + 1 < len(blocks) else None
        if isinstance(block, ThematicBreak) and found and is_heading(found[-1]) and _touch(blocks[position - 1], block):
            continue  # the rule under a heading
        heading = _abstract(block) or (_ruled(block, blocks[position + 1 : position + 3]) if titled else None)
        if titled and not heading and following is not None and not is_heading(following):
            heading = _bold(block) or _underlined(block) or (_number(block) if position in numbered else None)
        if heading and not is_heading(block):
            messages.append(message("heading-found", block.span, text=plain_text(heading.title)))
        found.append(heading or block)
    return tuple(found), tuple(messages)


def _is_long(block: Block) -> bool:
    """Whether a block is a paragraph that is too long for a heading and has no rule in its line."""
    if not isinstance(block, Paragraph):
        return False
    for node in block.children:
        if isinstance(node, Text) and len(node.value) > MAX_HEADING and len(node.value.strip()) > MAX_HEADING:
            return not node.value.rstrip().endswith(_RULES)
    return False


def _abstract(block: Block) -> Section | None:
    line = block.title if is_heading(block) else block.children if isinstance(block, Paragraph) else ()
    text = plain_text(line)
    words = [word for word in re.split(r"[()\[\]/:]", fold(text)) if word.strip()] if len(text) <= MAX_HEADING else []
    if not words or not all(word.strip() in ABSTRACTS for word in words):
        return None
    if isinstance(block, Section):
        return replace(block, role="abstract")
    return Section(title=line, role="abstract", level=BELOW_ALL, span=block.span, attrs=block.attrs)


def _bold(block: Block) -> Section | None:
    match block:
        case Paragraph((Strong() as line,)):
            text = plain_text(line).strip()
            if 0 < len(text) <= MAX_HEADING and not text.endswith(_SENTENCE_ENDS) and any(c.isalpha() for c in text):
                return Section(title=(line,), level=BELOW_ALL, span=block.span, attrs=block.attrs)
    return None


def _underlined(block: Block) -> Section | None:
    match block:
        case Paragraph((Text(value) as line,)) if found := _UNDERLINED.fullmatch(value.strip()):
            return Section(title=(replace(line, value=found[1]),), level=BELOW_ALL, span=block.span, attrs=block.attrs)
    return None


def _touch(above: Block, below: Block) -> bool:
    return bool(above.span and below.span) and above.span.end + 1 == below.span.start  # type: ignore[union-attr]


def _ruled(block: Block, following: tuple[Block, ...]) -> Section | None:
    """A short line with a rule right below it, and text after that."""
    match block, following:
        case Paragraph(children), (ThematicBreak() as rule, Paragraph()) if _touch(block, rule):
            text = plain_text(block).strip()
            if text and len(text) <= MAX_HEADING and not text.endswith(_SENTENCE_ENDS):
                return Section(title=children, level=BELOW_ALL, span=block.span, attrs=block.attrs)
    return None


def _line_of(block: Block) -> Paragraph | None:
    """The one line of a paragraph, or of a list that holds one item with one line."""
    match block:
        case Paragraph():
            return block
        case List((item,), ordered=True) if len(item.children) == 1 and isinstance(item.children[0], Paragraph):
            return item.children[0]
    return None


def _numbered(blocks: tuple[Block, ...]) -> frozenset[int]:
    """The positions of short numbered lines that count 1, 2, … through the text, with text after each."""
    counted: list[tuple[int, int]] = []
    for position, block in enumerate(blocks):
        line = None if _is_long(block) else _line_of(block)
        text = plain_text(line).strip() if line else ""
        if not text or len(text) > MAX_HEADING or text.endswith(_SENTENCE_ENDS):
            continue
        digits = _NUMBERED.match(ascii_digits(text))
        number = block.start if isinstance(block, List) else int(digits[1]) if digits else 0
        if number:
            counted.append((position, number))
    positions = [position for position, _ in counted]
    in_turn = [number for _, number in counted] == list(range(1, len(counted) + 1))
    apart = all(later - earlier > 1 for earlier, later in pairwise(positions))
    return frozenset(positions) if len(counted) > 1 and in_turn and apart else frozenset()


def _number(block: Block) -> Section | None:
    line = _line_of(block)
    if line is None:
        return None
    title = line.children
    if isinstance(block, List):
        title = (Text(f"{block.start}. ", span=line.span), *title)
    return Section(title=title, level=BELOW_ALL, span=block.span, attrs=block.attrs)
