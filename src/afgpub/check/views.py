"""The phrases of a document as they are shown: each a line of characters with its isolates, and its base direction."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeVar, cast

from afgpub import bidi
from afgpub.bidi.classes import classes_of
from afgpub.document import (
    Block,
    Code,
    DefinitionList,
    Document,
    Image,
    Inline,
    Inlines,
    LineBreak,
    List,
    Node,
    Note,
    NoteReference,
    Part,
    Section,
    Span,
    Table,
    Text,
)
from afgpub.frozen import fields, is_dataclass
from afgpub.language.detection import mask_addresses
from afgpub.language.prose import prose
from afgpub.metadata import Direction, Phrase
from afgpub.walk import children, holders, walk

OBJECT = "\ufffc"
Value = TypeVar("Value")
Role = Literal["line", "item", "title", "metadata"]


@dataclass(frozen=True, eq=False)
class View:
    """One phrase. `words` is what decides its direction, `around` the direction about it, `given` whether it is said.

    In `text` isolates are characters, a break of the line a line feed, a picture U+FFFC; notes are left out. The role
    `title` is for that of a whole text, which catalogues and windows show without markup; a heading is a `line`, and
    what stands in a list or a table an `item`.
    """

    text: str
    base: Direction
    role: Role
    words: str = ""
    around: Direction = "ltr"
    given: bool = True
    starts: tuple[int, ...] = (0,)
    spans: tuple[Span | None, ...] = (None,)

    @cached_property
    def levels(self) -> bytes:
        """The level of every character (UAX #9, X1 to I2)."""
        return bidi.resolve(self.text, self.base)

    @cached_property
    def classes(self) -> str:
        """The class of every character, a letter each."""
        return classes_of(self.text)

    @property
    def way(self) -> str:
        """The base direction in words."""
        return "left to right" if self.base == "ltr" else "right to left"

    @property
    def is_mixed(self) -> bool:
        """Whether the line has strong letters of both directions, or of the other one only."""
        other = "RA" if self.base == "ltr" else "L"
        return any(letter in self.classes for letter in other)

    def span_at(self, place: int) -> Span | None:
        """Where the source has character `place`."""
        return self.spans[max(0, bisect_right(self.starts, place) - 1)]

    def bare(self, start: int, end: int) -> str:
        """`text[start:end]` without controls."""
        return bidi.without_controls(self.text[start:end])


def views(given: Document, directed: Document) -> Iterator[View]:
    """Every phrase of `directed`, in reading order; `given` is the same document before its directions were found."""
    said = _said(given, directed)
    root = directed.root
    yield from _metadata(root, root.attrs.dir or "ltr")
    yield from _phrases(root, root.attrs.dir or "ltr", said)


def _said(given: Document, directed: Document) -> frozenset[int]:
    """The ids of the blocks of `directed` whose language or direction the author says."""
    before, after = ([n for n in walk(d.root) if isinstance(n, Block | Part)] for d in (given, directed))
    if len(before) != len(after):
        return frozenset()
    return frozenset(id(b) for a, b in zip(before, after, strict=True) if a.attrs.lang or a.attrs.dir)


def _phrases(node: Node, around: Direction, said: frozenset[int], role: Role = "line") -> Iterator[View]:
    dir = node.attrs.dir or around
    role = "item" if isinstance(node, List | DefinitionList | Table) else role
    for name in holders(type(node)):
        inside: tuple[Node, ...] = getattr(node, name)
        if not inside:
            continue
        if not isinstance(inside[0], Inline):
            for child in inside:
                if isinstance(child, Section) and child.meta:
                    yield from _metadata(child, child.attrs.dir or dir)
                yield from _phrases(child, dir, said, role)
            continue
        is_title = name == "title" and isinstance(node, Section) and node.meta is not None
        yield _view(cast("Inlines", inside), node, around, id(node) in said, "title" if is_title else role)
        for note in _notes(inside):
            yield from _phrases(note, dir, said)


def _notes(nodes: Iterable[Node]) -> Iterator[Note]:
    for node in nodes:
        if isinstance(node, Note):
            yield node
        else:
            yield from _notes(children(node))


def _view(line: Inlines, node: Node, around: Direction, given: bool, role: Role) -> View:
    base = node.attrs.dir or around
    if isinstance(node, Section):
        around = base
    if len(line) == 1 and not isinstance(line[0], Text | Code | Image | LineBreak | Note | NoteReference):
        base = line[0].attrs.dir or base
        line = line[0].children if line[0].attrs.dir else line
    pieces: list[str] = []
    starts: list[int] = []
    spans: list[Span | None] = []
    place = 0
    for piece, span in _pieces(line, node.span):
        starts.append(place)
        spans.append(span or node.span)
        pieces.append(piece)
        place += len(piece)
    return View(
        "".join(pieces),
        base,
        role,
        mask_addresses(prose(line), " "),
        around,
        given,
        tuple(starts) or (0,),
        tuple(spans) or (node.span,),
    )


def _pieces(nodes: Iterable[Inline], span: Span | None) -> Iterator[tuple[str, Span | None]]:
    for node in nodes:
        where = node.span or span
        match node:
            case Text(value):
                yield value, where
            case Code(value):
                yield bidi.isolated(value, "ltr"), where
            case LineBreak():
                yield "\n", where
            case Image():
                yield OBJECT, where
            case Note() | NoteReference():
                pass
            case _:
                if node.attrs.dir:
                    yield bidi.isolate_of(node.attrs.dir), where
                yield from _pieces(node.children, where)
                if node.attrs.dir:
                    yield bidi.PDI, where


def _metadata(section: Section, around: Direction) -> Iterator[View]:
    for phrase in values_of(section.meta, Phrase):
        yield View(phrase.text, phrase.dir or around, "metadata", spans=(section.span,))


def values_of(value: object, kind: type[Value]) -> Iterator[Value]:
    """All of one `kind` in metadata, in the order of their fields; not what is inside of such a one."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from values_of(item, kind)
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from values_of(getattr(value, item.name), kind)
