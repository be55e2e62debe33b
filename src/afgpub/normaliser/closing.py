"""The end of an article: signature, the place and day of writing, the note on the author, source and tags."""

from __future__ import annotations

import re

from afgpub.document import Aside, Block, Emphasis, Paragraph, ThematicBreak
from afgpub.frozen import dataclass, field, replace
from afgpub.messages import Message, message
from afgpub.metadata import Contributor, Metadata, Phrase
from afgpub.normaliser.byline import Byline, read_byline
from afgpub.normaliser.credits import read_source, read_tags
from afgpub.normaliser.lines import is_plain
from afgpub.normaliser.names import is_name
from afgpub.normaliser.words import ABOUT, FAREWELLS, fold, labelled
from afgpub.walk import plain_text

_AFTER_NAME = re.compile(r"\s*(?:[–—,،-]|\b(?:is|was|are|ist|war|sind|est)\b)\s*")
_SOMEBODY = re.compile(r"(?P<name>[^–—:,،.]{3,60}?)\s+[–—-]\s+(?=(?:is|was|are|ist|war|est)\b)")
_SOMEBODY_APART = re.compile(r"(?P<name>[^–—:,،.]{3,60}?)\s+(?=(?:is|was|are|ist|war|est)\b)")
_DASHES = frozenset("–—-")
MAX_BIO = 800  # characters
MAX_END = 8  # blocks that are looked at
MAX_LINE = 160


@dataclass(frozen=True, slots=True)
class Closing:
    """The blocks before the end, those of the end in their order, and the metadata with what the end said."""

    rest: tuple[Block, ...]
    endings: tuple[Block, ...]
    meta: Metadata
    messages: tuple[Message, ...]


@dataclass(slots=True)
class _End:
    meta: Metadata
    endings: list[Block] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    signature: Paragraph | None = None


def read_closing(blocks: tuple[Block, ...], meta: Metadata) -> Closing:
    """Take the end off the flat list `blocks`, last block first, up to one that is not understood.

    A bio begins with the full name of a known contributor, then a dash, a comma or a form of "to be"; or with a name,
    a dash and such a verb. A closing date stands alone or after a place. A signature is the name of a contributor,
    or a farewell with a name after it.
    """
    end = _End(meta)
    position = len(blocks)
    while position > max(0, len(blocks) - MAX_END):
        block = blocks[position - 1]
        above = blocks[position - 2] if position > 1 else None
        if isinstance(block, Aside) and block.role in ("bio", "source", "tags", "signature"):
            end.endings.insert(0, block)
        elif isinstance(block, ThematicBreak) and end.endings:
            pass
        elif not isinstance(block, Paragraph) or not _take(end, block, above):
            break
        position -= 1
    return Closing(blocks[:position], tuple(end.endings), end.meta, tuple(end.messages))


def _take(end: _End, block: Paragraph, above: Block | None) -> bool:
    text = plain_text(block).strip()
    if _take_bio(end, block, text, above):
        return True
    if len(text) > MAX_LINE or not is_plain(block.children):
        return False
    byline = read_byline(text)
    if byline and not byline.contributors and not byline.title and _take_date(end, block, byline):
        return True
    inner = text[1:-1] if text[:1] == "(" and text[-1:] == ")" else text
    people = read_byline(inner)
    if people and not people.title and _take_people(end, block, people):
        return True
    if not end.meta.source and (source := read_source(text)):
        end.meta = replace(end.meta, source=source)
        return _keep(end, block, "source", message("source-found", block.span, text=source.name.text))
    if not end.meta.tags and (tags := read_tags(text)):
        end.meta = replace(end.meta, tags=tags)
        return _keep(end, block, "tags", message("tags-found", block.span, text=", ".join(tags)))
    return _take_signature(end, block, text, above)


def _keep(end: _End, block: Paragraph, role: str, found: Message) -> bool:
    end.endings.insert(0, Aside((block,), role, span=block.span))
    end.messages.insert(0, found)
    return True


def _take_bio(end: _End, block: Paragraph, text: str, above: Block | None) -> bool:
    if any(isinstance(b, Aside) and b.role == "bio" for b in end.endings) or len(text) > MAX_BIO:
        return False
    name = next((p.name.text for p in end.meta.contributors if _is_about(text, p)), "")
    apart = isinstance(above, ThematicBreak) or (len(block.children) == 1 and isinstance(block.children[0], Emphasis))
    somebody = None if _DASHES.isdisjoint(text) else _SOMEBODY.match(text)
    somebody = somebody or (_SOMEBODY_APART.match(text) if apart else None)
    if not name and somebody and is_name(somebody["name"], sure=True):
        name = somebody["name"]
    if not name and (about := labelled(text, ABOUT)):
        words = about[1].split()
        name = next((" ".join(words[:n]) for n in (3, 2) if is_name(" ".join(words[:n]), sure=True)), about[0])
    return bool(name) and _keep(end, block, "bio", message("bio-found", block.span, name=name))


def _is_about(text: str, person: Contributor) -> bool:
    name = person.name.text
    return text.startswith(name) and len(text) > len(name) + 10 and bool(_AFTER_NAME.match(text, len(name)))


def _take_date(end: _End, block: Paragraph, byline: Byline) -> bool:
    if end.meta.written or byline.remarks or byline.impossible or (byline.date is None):
        return False
    day = byline.date.date
    if byline.date.ambiguous:
        end.messages.insert(0, message("date-ambiguous", block.span, text=day.text, iso=day.iso))
        return False
    end.messages.insert(0, message("date-written", block.span, text=day.text, iso=day.iso))
    end.meta = replace(end.meta, written=day)
    if byline.place:
        end.meta = replace(end.meta, written_place=byline.place)
        end.messages.insert(1, message("place-found", block.span, text=byline.place.text))
    return True


def _take_people(end: _End, block: Paragraph, byline: Byline) -> bool:
    """`Translated by NAME`; or a name with the place and the day of writing, where no author is known."""
    known = {person.role for person in end.meta.contributors}
    roles = {person.role for person in byline.contributors}
    if not roles or known & roles or byline.remarks or byline.impossible:
        return False
    if byline.date and not _take_date(end, block, byline):
        return False
    if not byline.date and (byline.place or not byline.contributors[0].label):
        return False
    end.meta = replace(end.meta, contributors=end.meta.contributors + byline.contributors)
    for person in byline.contributors:
        end.messages.insert(0, message("contributor-found", block.span, role=person.role, text=person.name.text))
    return True


def _take_signature(end: _End, block: Paragraph, text: str, above: Block | None) -> bool:
    """`په درنښت` and a name, in one paragraph or two; or the name of the author alone."""
    folded = fold(text)
    farewell = next((word for word in FAREWELLS if folded == word or folded.startswith(f"{word} ")), None)
    names = [person.name.text for person in end.meta.contributors]
    if farewell:
        name = " ".join(text.split()[len(farewell.split()) :]).strip(" ،,.-–—")
        if name and not (name in names or is_name(name, sure=True)):
            return False
    elif text in names or (_is_farewell(above) and is_name(text, sure=True)):
        name = text
    else:
        return False
    if name and not end.meta.contributors:
        end.meta = replace(end.meta, contributors=(Contributor(Phrase(name)),))
        end.messages.insert(0, message("contributor-found", block.span, role="author", text=name))
    return _keep(end, block, "signature", message("signature-found", block.span, text=text))


def _is_farewell(block: Block | None) -> bool:
    return isinstance(block, Paragraph) and fold(plain_text(block)).rstrip(" ،,") in FAREWELLS
