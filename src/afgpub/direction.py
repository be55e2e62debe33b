"""The direction of every block, settled once in the tree so that no output has to guess.

A block that says its own direction keeps it; else its language decides, else the majority of its strong letters
(never the first letter alone, which is rule P2 of UAX #9 and fails on a paragraph that opens with a foreign name).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from afgpub.document import Attrs, Block, CodeBlock, Document, Inlines, Node, Part, Run
from afgpub.language import detect_language, direction_of, letters_by_direction
from afgpub.metadata import Direction
from afgpub.walk import holders, plain_text

UNDETERMINED = "und"
_LINES = ("kicker", "title", "subtitle", "caption", "credit")

BlockType = TypeVar("BlockType", bound=Node)


def direct(document: Document) -> Document:
    """The document with `lang` and `dir` on its root, and on every block whose direction is not its parent's."""
    root = document.root
    text = plain_text(root.children) or plain_text(root.title)
    lang = root.attrs.lang or detect_language(text) or UNDETERMINED
    dir = root.attrs.dir or (base_direction(text, "ltr") if lang == UNDETERMINED else direction_of(lang))
    root = _inside(root, lang, dir)
    return replace(document, root=replace(root, attrs=replace(root.attrs, lang=lang, dir=dir)))


def base_direction(text: str, default: Direction) -> Direction:
    """The direction of most of the strong letters in `text`; `default` where there are none, or as many of each."""
    left, right = letters_by_direction(text)
    if left == right:
        return default
    return "ltr" if left > right else "rtl"


def _directed(node: BlockType, lang: str, dir: Direction) -> BlockType:
    """`node` with its own language and direction where they differ from `lang` and `dir` around it."""
    if isinstance(node, CodeBlock):
        return node
    attrs = _own_attrs(node.attrs, plain_text(node), dir)
    inner = _inside(node, attrs.lang or lang, attrs.dir or dir)
    return inner if attrs == node.attrs else replace(inner, attrs=attrs)


def _own_attrs(attrs: Attrs, text: str, around: Direction) -> Attrs:
    if attrs.dir:
        return attrs
    own = direction_of(attrs.lang) if attrs.lang else base_direction(text, around)
    if own == around:
        return attrs
    return replace(attrs, dir=own, lang=attrs.lang or detect_language(text))


def _inside(node: BlockType, lang: str, dir: Direction) -> BlockType:
    changes: dict[str, object] = {}
    for name in holders(type(node)):
        before: tuple[Node, ...] = getattr(node, name)
        if name in _LINES:
            after: tuple[Node, ...] = _directed_line(before, dir)  # type: ignore[arg-type]
        else:
            after = tuple(_directed(n, lang, dir) if isinstance(n, Block | Part) else n for n in before)
        if after != before:
            changes[name] = after
    return replace(node, **changes) if changes else node  # type: ignore[arg-type]


def _directed_line(line: Inlines, around: Direction) -> Inlines:
    """A title, caption or credit has no attributes of its own: one of the other direction becomes a single Run."""
    attrs = _own_attrs(Attrs(), plain_text(line), around)
    return (Run(line, attrs=attrs),) if attrs.dir else line
