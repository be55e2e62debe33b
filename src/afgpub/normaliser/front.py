"""The head of a portal's page, in whatever order its lines stand before the text.

Masthead, contact line, kicker, part mark, title, subtitle, bylines, places and dates become metadata; a box or rules
around them go. Only short lines are looked at, and one that is not fully understood stays where it is.
"""

from __future__ import annotations

from afgpub.document import Block, Emphasis, Inlines, Paragraph, Section, Strong, Table, Text, ThematicBreak
from afgpub.frozen import dataclass, field, replace
from afgpub.messages import Message, message
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.normaliser.byline import Byline, read_byline
from afgpub.normaliser.lines import fill_in, is_plain
from afgpub.normaliser.masthead import read_masthead
from afgpub.normaliser.names import is_name, is_place
from afgpub.normaliser.outline import is_heading
from afgpub.normaliser.titles import read_dateline, split_title
from afgpub.walk import plain_text

MAX_HEAD = 16  # blocks that are looked at
MAX_LINE = 160  # characters; a longer paragraph is the text itself
MAX_KICKER = 60
MAX_KEPT = 2  # lines above a title that say nothing we know
_SENTENCE_ENDS = (".", "!", ":", "،", ",", ";", "؛", "…")


@dataclass(frozen=True, slots=True)
class Front:
    """What the head of a text says, and the blocks that are left."""

    meta: Metadata
    title: Section | None
    subtitle: Inlines
    kicker: Inlines
    rest: tuple[Block, ...]
    messages: tuple[Message, ...]


@dataclass(slots=True)
class _Head:
    """The state of reading a head: what is known, what must stay, the rules that may only frame it."""

    meta: Metadata
    titled: bool
    lang: str | None
    title: Section | None = None
    subtitle: Inlines = ()
    kicker: Inlines = ()
    kept: list[Block] = field(default_factory=list)
    rules: list[Block] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)

    def tell(self, code: str, block: Block, **details: object) -> None:
        self.messages.append(message(code, block.span, **details))


def read_front(blocks: tuple[Block, ...], meta: Metadata, titled: bool, lang: str | None) -> Front:
    """Take the head off the top of the flat list `blocks`.

    What front matter has said already (`meta`, `titled`) is kept. `lang` is the language of the article, for words
    whose letters do not tell theirs.
    """
    head = _Head(meta, titled, lang)
    position = 0
    if blocks and not meta.publication and (publication := read_masthead(blocks, titled, lang)):
        head.meta = replace(meta, publication=publication)
        head.tell("publication-found", blocks[0], text=publication.text)
        position = 1
    has_heading = any(is_heading(block) for block in blocks[position:])
    while position < min(len(blocks), MAX_HEAD) and _take(head, blocks, position, has_heading):
        position += 1
    if head.rules and not head.messages:
        head.kept = head.rules + head.kept
        head.rules = []
    _tell_uncertain(head)
    rest = (*head.kept, *head.rules, *blocks[position:])
    _find_dateline(head, rest)
    return Front(head.meta, head.title, head.subtitle, head.kicker, rest, tuple(head.messages))


def _tell_uncertain(head: _Head) -> None:
    """Lines above the title that are not understood go below it, with a message."""
    title = head.title.span if head.title else None
    for block in head.kept:
        if isinstance(block, Paragraph) and title and block.span and block.span.start < title.start:
            head.tell("line-uncertain", block, text=plain_text(block))


def _take(head: _Head, blocks: tuple[Block, ...], position: int, has_heading: bool) -> bool:
    """Whether the block at `position` belongs to the head; what it says is in `head` then."""
    block = blocks[position]
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    known = bool(head.title or head.titled)
    if isinstance(block, ThematicBreak):
        if known and not (following and _is_line(following)):
            return False
        head.rules.append(block)
        return True
    if isinstance(block, Table):
        return _take_box(head, block)
    if is_heading(block):
        return _take_heading(head, block, known) or (known and _take_lower_title(head, blocks, position))
    if not isinstance(block, Paragraph) or not _is_short(block):
        return False
    if _take_line(head, block):
        return True
    if _take_name(head, block, blocks, position):
        return True
    if known:
        return _take_subtitle(head, block, blocks[position - 1] if position else None, following)
    if not has_heading:
        return _take_plain_title(head, block, following)
    if _is_kicker(block, following):
        head.kicker = block.children
        head.tell("kicker-found", block, text=plain_text(block))
    else:
        head.kept.append(block)
    return True


def _is_short(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(plain_text(block)) <= MAX_LINE


def _is_line(block: Block) -> bool:
    return _is_short(block) or isinstance(block, ThematicBreak | Table)


def _take_line(head: _Head, block: Paragraph) -> bool:
    if not is_plain(block.children):
        return False
    line = fill_in(block, plain_text(block), head.meta, head.lang, titled=bool(head.title or head.titled))
    if line is None:
        return False
    head.meta = line.meta
    head.messages += line.messages
    head.kept += line.kept
    head.rules.clear()
    if line.title and not (head.title or head.titled):
        head.title = Section(title=(Text(line.title, span=block.span),), level=1, span=block.span)
        head.tell("title-found", block, text=line.title)
    return True


def _take_box(head: _Head, table: Table) -> bool:
    """A table in the head is a box around lines; it goes if every cell of it is understood."""
    cells = [cell for row in (*table.head, *table.body) for cell in row.cells]
    lines = [child for cell in cells for child in cell.children if plain_text(child).strip()]
    if not lines or table.caption:
        return False
    meta, messages = head.meta, list[Message]()
    for line in lines:
        if not isinstance(line, Paragraph) or not is_plain(line.children):
            return False
        text = plain_text(line).strip()
        if is_place(text) and not meta.place:
            meta = replace(meta, place=Phrase(text))
            messages.append(message("place-found", line.span, text=text))
            continue
        found = fill_in(line, text, meta, head.lang, titled=True)
        if found is None or found.kept:
            return False
        meta = found.meta
        messages += found.messages
    head.meta = meta
    head.messages += messages
    head.tell("box-opened", table)
    return True


def _take_heading(head: _Head, heading: Section, known: bool) -> bool:
    """A heading that says who, when or which part; else, if none is known yet, the title."""
    if heading.role:
        return False
    if is_plain(heading.title):
        line = fill_in(heading, plain_text(heading.title), head.meta, head.lang, titled=True, labelled=True)
        if line and not line.kept:
            head.meta = line.meta
            head.messages += line.messages
            return True
    if known or len(head.kept) > MAX_KEPT:
        return False
    _set_title(head, heading)
    head.rules.clear()
    return True


def _is_below_title(head: _Head, before: Block | None) -> bool:
    return head.title is not None and before is not None and before.span == head.title.span


def _set_title(head: _Head, heading: Section) -> None:
    split = split_title(heading.title)
    head.title = replace(heading, title=split.title)
    head.tell("title-found", heading, text=plain_text(split.title))
    if split.part and not head.meta.part:
        head.meta = replace(head.meta, part=split.part.as_part())
        head.tell("part-found", heading, text=split.part.text)
    elif split.part:
        head.title = heading
    if split.contributors:
        head.meta = replace(head.meta, contributors=head.meta.contributors + split.contributors)
        head.messages += [
            message("contributor-found", heading.span, role=p.role, text=p.name.text) for p in split.contributors
        ]


def _take_name(head: _Head, block: Paragraph, blocks: tuple[Block, ...], position: int) -> bool:
    """A name alone on its line, if a date or a place stands next to it, or the text ends with the same name."""
    name = plain_text(block).strip()
    if head.meta.contributors or not is_plain(block.children) or not is_name(name, sure=True):
        return False
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    dated = isinstance(following, Paragraph) and (read_byline(plain_text(following)) or Byline())
    said_again = any(plain_text(last).strip().startswith(name) for last in blocks[position + 1 :][-3:])
    if not (said_again or (dated and dated.date and not dated.contributors)):
        return False
    head.meta = replace(head.meta, contributors=(Contributor(Phrase(name)),))
    head.tell("contributor-found", block, role="author", text=name)
    return True


def _take_lower_title(head: _Head, blocks: tuple[Block, ...], position: int) -> bool:
    """A heading right below the title without text of its own: a line of the head follows, or only higher ranks."""
    heading, before = blocks[position], blocks[position - 1] if position else None
    if not _is_below_title(head, before) or head.subtitle or not is_heading(heading):
        return False
    following = blocks[position + 1] if position + 1 < len(blocks) else None
    later = [block.level for block in blocks[position + 1 :] if is_heading(block)]
    byline = read_byline(plain_text(following)) if isinstance(following, Paragraph) and _is_short(following) else None
    if not byline and not (later and heading.level > max(later)):
        return False
    head.subtitle = heading.title
    head.tell("subtitle-found", heading, text=plain_text(heading.title))
    return True


def _take_subtitle(head: _Head, block: Paragraph, before: Block | None, following: Block | None) -> bool:
    """A short line all in italics right below the title, with text after it."""
    match block.children:
        case (Emphasis(children),) if _is_below_title(head, before) and isinstance(following, Paragraph):
            if head.subtitle:
                return False
            head.subtitle = children
            head.tell("subtitle-found", block, text=plain_text(block))
            return True
        case _:
            return False


def _take_plain_title(head: _Head, block: Paragraph, following: Block | None) -> bool:
    """The title of a page without marks: the first line that is no sentence, below a head that is known."""
    text = plain_text(block).strip()
    bold = len(block.children) == 1 and isinstance(block.children[0], Strong)
    if (
        head.kept
        or not (head.messages or bold)
        or not isinstance(following, Paragraph)
        or text.endswith(_SENTENCE_ENDS)
    ):
        return False
    _set_title(head, Section(title=block.children, level=1, span=block.span, attrs=block.attrs))
    return True


def _is_kicker(block: Paragraph, following: Block | None) -> bool:
    text = plain_text(block).strip()
    return bool(following and is_heading(following)) and len(text) <= MAX_KICKER and not text.endswith(_SENTENCE_ENDS)


def _find_dateline(head: _Head, rest: tuple[Block, ...]) -> None:
    first = next((block for block in rest if isinstance(block, Paragraph)), None)
    if first is None or head.meta.place or not (dateline := read_dateline(first)):
        return
    place, outlets = dateline
    head.meta = replace(head.meta, place=place, outlets=outlets)
    head.tell("place-found", first, text=place.text)
    for outlet in outlets:
        head.tell("outlet-found", first, text=outlet.text)
