"""The base direction of every block, and from there the isolates in its phrases.

A block that says its own direction keeps it; else its language decides, else the majority of its strong letters
(never the first letter alone, which is rule P2 of UAX #9 and fails on a paragraph that opens with a foreign name).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import is_
from typing import TypeVar, cast

from afgpub.direction.quiet import is_flat, says_nothing
from afgpub.direction.tree import Place, isolate_phrases
from afgpub.document import (
    NO_ATTRS,
    Attrs,
    CodeBlock,
    Document,
    Inlines,
    Line,
    Node,
    Paragraph,
    Row,
    Run,
    Term,
    Text,
)
from afgpub.frozen import replace
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.language.detection import mask_addresses
from afgpub.language.looks import Looks
from afgpub.language.prose import is_inline, prose
from afgpub.metadata import Direction, Metadata, Phrase
from afgpub.walk import children, holders, plain_text

UNDETERMINED = "und"
_OfWords = Paragraph | Term | Line
_LINES = ("kicker", "title", "subtitle", "caption", "credit")

_LATIN = re.compile("[A-Za-z]")
_LIST_COMMA = re.compile(r"([,;]\s+)")
_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}
_UNKNOWN = {"ltr": "und-Latn", "rtl": "und-Arab"}  # ISO 639: undetermined, in a script that is known

NodeType = TypeVar("NodeType", bound=Node)


def direct(document: Document, *, heading_numbers: str = "as-typed", looks: Looks | None = None) -> Document:
    """The document with `lang` and `dir` on its root, and on every block whose direction is not its parent's.

    In every phrase, what the Unicode algorithm (UAX #9) would show wrongly is isolated: see `isolation`. Nested numbers
    before a right-to-left heading are read as `heading_numbers` says, one of `options.HEADING_NUMBERS`. The phrases of
    the metadata get their directions too. Doing it twice changes nothing more. `looks` is what was seen of the texts
    before.
    """
    root = document.root
    lang, dir = root.attrs.lang, root.attrs.dir
    if not lang or (lang == UNDETERMINED and not dir):
        text = _words(*root.children) or _words(*root.title)
        lang = lang or detect_language(text) or UNDETERMINED
        dir = dir or (base_direction(text, "ltr") if lang == UNDETERMINED else direction_of(lang))
    dir = dir or direction_of(lang)
    root = isolate_phrases(_Directing(looks or Looks()).inside(root, dir), Place(dir, lang, dir, heading_numbers))
    meta = _directed_metadata(root.meta, lang, dir) if root.meta else None
    return replace(document, root=replace(root, attrs=replace(root.attrs, lang=lang, dir=dir), meta=meta))


def base_direction(text: str, default: Direction) -> Direction:
    """The direction of most of the strong letters in `text`; `default` where there are none, or as many of each."""
    if text.isascii():
        return "ltr" if _LATIN.search(text) else default
    left, right = letters_by_direction(text)
    if left == right:
        return default
    return "ltr" if left > right else "rtl"


class _Directing:
    """One pass; the direction that a block has by its letters is kept, since what holds it asks too."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._natural: dict[tuple[int, Direction], Direction] = {}

    def inside(self, node: NodeType, dir: Direction) -> NodeType:
        """`node`, which runs as `dir` says, with all that it holds directed."""
        changes: dict[str, object] = {}
        for name in holders(type(node)):
            before: tuple[Node, ...] = getattr(node, name)
            if not before:
                continue
            after: tuple[Node, ...]
            if name in _LINES:
                after = self._line(cast("Inlines", before), dir)
            else:
                after = tuple([self._directed_any(n, dir) for n in _parted(before, dir)])
            if len(after) != len(before) or not all(map(is_, after, before)):
                changes[name] = after
        return replace(node, **changes) if changes else node  # type: ignore[arg-type]

    def _directed_any(self, node: NodeType, around: Direction) -> NodeType:
        if not is_inline(node):
            return self._directed(node, around)
        return self._inline(node, around) if holders(type(node)) else node

    def _directed(self, node: NodeType, around: Direction) -> NodeType:
        """`node` with its own language and direction where its direction is not the one around it."""
        if isinstance(node, CodeBlock) or _stays(node, around):
            return node
        if isinstance(node, Row):  # the table's direction orders its columns, each cell has its own
            return self.inside(node, around)
        attrs = _own_attrs(node.attrs, self._natural_direction(node, around), lambda: _words(node), around)
        inner = self.inside(node, attrs.dir or around)
        return inner if attrs == node.attrs else replace(inner, attrs=attrs)

    def _natural_direction(self, node: Node, around: Direction) -> Direction:
        key = id(node), around
        if key not in self._natural:
            self._natural[key] = self._most(node, around)
        return self._natural[key]

    def _most(self, node: Node, around: Direction) -> Direction:
        """What it says, or most of its letters; what holds blocks turns only where all of them run the other way."""
        if node.attrs.dir:
            return node.attrs.dir
        if _stays(node, around):
            return around
        inside = [child for child in children(node) if not is_inline(child)]
        if not inside:
            if isinstance(node, _OfWords) and self._looks.persian(prose(node.children)):
                return "rtl"  # more than half of its letters are Persian, whatever of the others are in an address
            return base_direction(_words(node), around)
        kept = any(self._natural_direction(child, around) == around for child in inside)
        return around if kept else _OTHER[around]

    def _inline(self, node: NodeType, around: Direction) -> NodeType:
        """A Run in a language of the other direction is isolated with it; notes within the line are directed too."""
        if isinstance(node, Run) and node.attrs.lang and not node.attrs.dir and direction_of(node.attrs.lang) != around:
            node = replace(node, attrs=replace(node.attrs, dir=direction_of(node.attrs.lang)))
        return node if is_flat(node) else self.inside(node, node.attrs.dir or around)

    def _line(self, line: Inlines, around: Direction) -> Inlines:
        """A title, caption or credit has no attributes of its own: one of the other direction becomes a single Run."""
        if around == "ltr" and says_nothing(line):
            return line
        if len(line) == 1 and isinstance(line[0], Run) and (line[0].attrs.dir or line[0].attrs.lang):
            return (self._inline(line[0], around),)
        line = tuple([self._inline(node, around) for node in cast("Inlines", _parted(line, around))])
        text = _words(*line)
        attrs = _own_attrs(NO_ATTRS, base_direction(text, around), lambda: text, around)
        return (Run(line, attrs=attrs),) if attrs.dir else line


def _stays(node: Node, around: Direction) -> bool:
    """Whether a block of words, in one that runs to the right, plainly does so too, with all that it holds."""
    if around == "rtl" or not isinstance(node, _OfWords) or node.attrs.lang or node.attrs.dir:
        return False
    return says_nothing(node.children)


def _words(*nodes: Node) -> str:
    """What has a direction of its own in a line: not its code and its addresses, which run left to right in any."""
    return mask_addresses(prose(nodes), " ")


def _own_attrs(attrs: Attrs, natural: Direction, text: Callable[[], str], around: Direction) -> Attrs:
    if attrs.dir:
        return attrs
    own = direction_of(attrs.lang) if attrs.lang else natural
    if own == around:
        return attrs
    return replace(attrs, dir=own, lang=attrs.lang or detect_language(text()) or _UNKNOWN[own])


def _parted(nodes: tuple[Node, ...], around: Direction) -> tuple[Node, ...]:
    """Persian names that an English line parts with Latin commas are Runs of their own, and keep the English order."""
    if around == "rtl" or not any(isinstance(node, Run) and _is_list(node) for node in nodes):
        return nodes
    out: list[Node] = []
    for node in nodes:
        match node:
            case Run((Text(value) as text,)) if _is_list(node):
                for number, piece in enumerate(_LIST_COMMA.split(value)):
                    part = replace(text, value=piece)
                    out.append(part if number % 2 else replace(node, children=(part,)))
            case _:
                out.append(node)
    return tuple(out)


def _is_list(run: Run) -> bool:
    lang, plain = run.attrs.lang, len(run.children) == 1 and isinstance(run.children[0], Text)
    if not lang or run.attrs.dir or run.attrs.id or not plain or direction_of(lang) == "ltr":
        return False
    words = plain_text(run.children)
    return not set("«»()[]").intersection(words) and _LIST_COMMA.search(words) is not None


def _directed_metadata(meta: Metadata, lang: str, around: Direction) -> Metadata:
    def phrase(given: Phrase) -> Phrase:
        own = given.lang
        if own and lang.startswith(f"{own}-"):  # `fa` in a text that is `fa-AF`
            own = lang
        if given.dir:
            return given if own == given.lang else Phrase(given.text, own, given.dir)
        natural = base_direction(given.text, around)
        attrs = _own_attrs(Attrs(lang=own) if own else NO_ATTRS, natural, lambda: given.text, around)
        return Phrase(given.text, attrs.lang, attrs.dir or around)

    return replace(
        meta,
        publication=meta.publication and phrase(meta.publication),
        contributors=tuple(
            [replace(p, name=phrase(p.name), label=p.label and phrase(p.label)) for p in meta.contributors]
        ),
        labels=tuple(map(phrase, meta.labels)),
        part=meta.part and replace(meta.part, text=phrase(meta.part.text)),
        place=meta.place and phrase(meta.place),
        written_place=meta.written_place and phrase(meta.written_place),
        outlets=tuple(map(phrase, meta.outlets)),
        remarks=tuple(map(phrase, meta.remarks)),
        source=meta.source and replace(meta.source, name=phrase(meta.source.name)),
    )
