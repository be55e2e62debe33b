"""Lists and definitions as pandoc's blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby

from afgpub.document import Attrs, Definition, List, ListItem, Term
from afgpub.renderers.pandoc.inlines import write_own_line
from afgpub.renderers.pandoc.nodes import Node, Nodes, attr, node, paragraph, span, words
from afgpub.renderers.pandoc.writing import Setting, Writing

WriteBlocks = Callable[..., Nodes]
_NUMBERINGS = {
    "lower-roman": "LowerRoman",
    "upper-roman": "UpperRoman",
    "lower-alpha": "LowerAlpha",
    "upper-alpha": "UpperAlpha",
}
_LOST_NUMBERINGS = frozenset(("decimal-leading-zero", "arabic-alpha", "arabic-abjad", "hebrew"))


def write_list(block: List, writing: Writing, setting: Setting, depth: int, write_blocks: WriteBlocks) -> Node:
    """A list with its numbers, tasks with their boxes."""
    items = [_item(item, writing, setting.inside(item.attrs), depth, block.tight, write_blocks) for item in block.items]
    if not block.ordered:
        return node("BulletList", items)
    style = next((_NUMBERINGS[name] for name in block.attrs.classes if name in _NUMBERINGS), "Decimal")
    for name in block.attrs.classes:
        if name in _LOST_NUMBERINGS:
            writing.lose(f"lists numbered {name}")
    return node("OrderedList", [[block.start, {"t": style}, {"t": "Period"}], items])


def _item(
    item: ListItem, writing: Writing, setting: Setting, depth: int, tight: bool, write_blocks: WriteBlocks
) -> Nodes:
    blocks = write_blocks(item.children, writing, setting, depth=depth, tight=tight)
    if item.checked is None:
        return blocks
    box = words("☒ " if item.checked else "☐ ")
    if blocks and blocks[0]["t"] in ("Para", "Plain"):
        # The box stands behind the marker of its paragraph.
        place = 1 if writing.markers else 0
        blocks[0]["c"][place:place] = box
        return blocks
    return [paragraph([*writing.mark(setting, begins=True), *box]), *blocks]


def write_definitions(
    items: tuple[Term | Definition, ...], writing: Writing, setting: Setting, depth: int, write_blocks: WriteBlocks
) -> Nodes:
    """A list for each row of terms whose definitions run alike: words that run against the list fall on its terms."""
    made: Nodes = []
    for dir, row in groupby(_entries(items), key=lambda entry: setting.inside(entry[-1].attrs).dir):
        turn = Attrs(dir=dir if dir != setting.dir else None)
        written = _definition_list(
            [item for entry in row for item in entry], writing, setting.inside(turn), depth, write_blocks
        )
        made += writing.divided([written], turn)
    return made


def _entries(items: tuple[Term | Definition, ...]) -> list[list[Term | Definition]]:
    """The items, each term that follows a definition beginning a row."""
    rows: list[list[Term | Definition]] = []
    for item in items:
        if not rows or (isinstance(item, Term) and isinstance(rows[-1][-1], Definition)):
            rows.append([])
        rows[-1].append(item)
    return rows


def _definition_list(
    items: Sequence[Term | Definition], writing: Writing, setting: Setting, depth: int, write_blocks: WriteBlocks
) -> Node:
    """Terms that follow each other get one list of definitions each, the first of them an empty one."""
    made: list[list[object]] = []
    bodies: list[Nodes] = []
    for item in items:
        inner = setting.inside(item.attrs)
        own = Attrs(lang=item.attrs.lang, dir=item.attrs.dir if item.attrs.dir != setting.dir else None)
        pairs = writing.pairs(own)
        if isinstance(item, Term):
            line = write_own_line(item.children, writing, inner)
            bodies = []
            made.append([[span(line, attr(item.attrs.id, (), pairs))] if item.attrs.id or pairs else line, bodies])
            continue
        if not made:
            made.append([[], bodies])
        blocks = write_blocks(item.children, writing, inner, depth=depth)
        bodies.append(writing.divided(blocks, own))
    return node("DefinitionList", made)
