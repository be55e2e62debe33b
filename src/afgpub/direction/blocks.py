"""The base direction of every block, and from there the isolates in its phrases.

A block that says its own direction keeps it; else its language decides, else the majority of its strong letters
(never the first letter alone, which is rule P2 of UAX #9 and fails on a paragraph that opens with a foreign name).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from operator import is_
from typing import TypeVar, cast

from afgpub.direction.tree import Place, isolate_phrases
from afgpub.document import Attrs, Block, CodeBlock, Document, Inline, Inlines, Node, Part, Row, Run, Text
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.language.detection import mask_addresses
from afgpub.language.prose import prose
from afgpub.metadata import Direction, Metadata, Phrase
from afgpub.walk import children, holders, plain_text

UNDETERMINED = "und"
_LINES = ("kicker", "title", "subtitle", "caption", "credit")

_LATIN = re.compile("[A-Za-z]")
_LIST_COMMA = re.compile(r"([,;]\s+)")
_OTHER: dict[Direction, Direction] = {"ltr": "rtl", "rtl": "ltr"}
_UNKNOWN = {"ltr": "und-Latn", "rtl": "und-Arab"}  # ISO 639: undetermined, in a script that is known

NodeType = TypeVar("NodeType", bound=Node)


def direct(document: Document, *, heading_numbers: str = "as-typed") -> Document:
    """The document with `lang` and `dir` on its root, and on every block whose direction is not its parent's.

    In every phrase, what the Unicode algorithm (UAX #9) would show wrongly is isolated: see `isolation`. Nested numbers
    before a right-to-left heading are read as `heading_numbers` says, one of `options.HEADING_NUMBERS`. The phrases of
    the metadata get their directions too. Doing it twice changes nothing more.
    """
    root = document.root
    text = _words(*root.children) or _words(*root.title)
    lang = root.attrs.lang or detect_language(text) or UNDETERMINED
    dir = root.attrs.dir or (base_direction(text, "ltr") if lang == UNDETERMINED else direction_of(lang))
    root = isolate_phrases(_inside(root, dir), Place(dir, lang, dir, heading_numbers))
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


def _directed(node: NodeType, around: Direction) -> NodeType:
    """`node` with its own language and direction where its direction is not the one around it."""
    if isinstance(node, CodeBlock):
        return node
    if isinstance(node, Row):  # the table's direction orders its columns, each cell has its own
        return _inside(node, around)
    attrs = _own_attrs(node.attrs, _natural_direction(node, around), lambda: _words(node), around)
    inner = _inside(node, attrs.dir or around)
    return inner if attrs == node.attrs else replace(inner, attrs=attrs)


def _natural_direction(node: Node, around: Direction) -> Direction:
    """What it says, or most of its letters; what holds blocks turns only where all of them run the other way."""
    if node.attrs.dir:
        return node.attrs.dir
    inside = [child for child in children(node) if isinstance(child, Block | Part)]
    if not inside:
        return base_direction(_words(node), around)
    return around if any(_natural_direction(child, around) == around for child in inside) else _OTHER[around]


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


def _inside(node: NodeType, dir: Direction) -> NodeType:
    changes: dict[str, object] = {}
    for name in holders(type(node)):
        before: tuple[Node, ...] = getattr(node, name)
        if name in _LINES:
            after: tuple[Node, ...] = _directed_line(cast("Inlines", before), dir)
        else:
            after = tuple(_directed_any(n, dir) for n in _parted(before, dir))
        if len(after) != len(before) or not all(map(is_, after, before)):
            changes[name] = after
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]


def _directed_any(node: NodeType, around: Direction) -> NodeType:
    if not holders(type(node)) and isinstance(node, Inline):
        return node
    return _directed(node, around) if isinstance(node, Block | Part) else _directed_inline(node, around)


def _directed_inline(node: NodeType, around: Direction) -> NodeType:
    """A Run in a language of the other direction is isolated with it; notes within the line are directed too."""
    if isinstance(node, Run) and node.attrs.lang and not node.attrs.dir and direction_of(node.attrs.lang) != around:
        node = replace(node, attrs=replace(node.attrs, dir=direction_of(node.attrs.lang)))
    return _inside(node, node.attrs.dir or around)


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


def _directed_line(line: Inlines, around: Direction) -> Inlines:
    """A title, caption or credit has no attributes of its own: one of the other direction becomes a single Run."""
    if len(line) == 1 and isinstance(line[0], Run) and (line[0].attrs.dir or line[0].attrs.lang):
        return (_directed_inline(line[0], around),)
    line = tuple(_directed_inline(node, around) for node in cast("Inlines", _parted(line, around)))
    text = _words(*line)
    attrs = _own_attrs(Attrs(), base_direction(text, around), lambda: text, around)
    return (Run(line, attrs=attrs),) if attrs.dir else line


def _directed_metadata(meta: Metadata, lang: str, around: Direction) -> Metadata:
    def phrase(given: Phrase | None) -> Phrase | None:
        if given is None:
            return None
        if given.lang and lang.startswith(f"{given.lang}-"):  # `fa` in a text that is `fa-AF`
            given = replace(given, lang=lang)
        if given.dir:
            return given
        attrs = _own_attrs(Attrs(lang=given.lang), base_direction(given.text, around), lambda: given.text, around)
        return replace(given, lang=attrs.lang, dir=attrs.dir or around)

    people = tuple(replace(p, name=phrase(p.name) or p.name, label=phrase(p.label)) for p in meta.contributors)
    labels = tuple(phrase(label) or label for label in meta.labels)
    outlets = tuple(phrase(outlet) or outlet for outlet in meta.outlets)
    remarks = tuple(phrase(remark) or remark for remark in meta.remarks)
    part = meta.part and replace(meta.part, text=phrase(meta.part.text) or meta.part.text)
    source = meta.source and replace(meta.source, name=phrase(meta.source.name) or meta.source.name)
    return replace(
        meta,
        publication=phrase(meta.publication),
        contributors=people,
        labels=labels,
        part=part,
        place=phrase(meta.place),
        written_place=phrase(meta.written_place),
        outlets=outlets,
        remarks=remarks,
        source=source,
    )
