"""Putting isolates into a tree: `dir` on the node that is the token, else a Run about what it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.direction.tokens import Token
from afgpub.document import (
    Attrs,
    Code,
    Day,
    Deletion,
    Emphasis,
    Image,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Note,
    NoteReference,
    Run,
    Statistic,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from afgpub.frozen import replace
from afgpub.metadata import Direction

_Divisible = Emphasis | Strong | Deletion | Superscript | Subscript | Run
_Holder = _Divisible | Link | Statistic | Day


def wrap(line: Inlines, tokens: Sequence[Token]) -> Inlines:
    """`line` with an isolate about each of `tokens`, whose places count the characters of the phrase.

    `tokens` are in order, each after the one that holds it; none goes across the edge of a node that cannot be cut.
    """
    return _placed(line, 0, list(tokens))


def _placed(nodes: Inlines, start: int, tokens: list[Token]) -> Inlines:
    out: list[Inline] = []
    rest = list(reversed(nodes))
    place = 0
    while place < len(tokens):
        token = tokens[place]
        while rest and start + _size(rest[-1]) <= token.start:
            start += _size(rest[-1])
            out.append(rest.pop())
        if not rest:
            break
        node, end = rest[-1], start + _size(rest[-1])
        until = place + 1
        while until < len(tokens) and tokens[until].start < token.end:
            until += 1
        if isinstance(node, _Holder) and token.end <= end:
            if (token.start, token.end) == (start, end):
                node = replace(node, attrs=replace(node.attrs, dir=token.dir))
                inside = tokens[place + 1 : until]
            else:
                while until < len(tokens) and tokens[until].start < end and tokens[until].end <= end:
                    until += 1
                inside = tokens[place:until]
                if until < len(tokens) and tokens[until].start < end:  # this one goes on after the node
                    node, after = _cut(node, tokens[until].start - start)
                    rest[-1:] = [after, node]
                    end = tokens[until].start
            if isinstance(node, _Holder):
                out.append(replace(node, children=_placed(node.children, start, inside)))
            rest.pop()
            start, place = end, until
            continue
        middle = _cut_out(rest, out, start, token)
        inside = tokens[place + 1 : until]
        out.append(_isolated(middle, token.dir, token.start, inside))
        start, place = token.end, until
    return (*out, *reversed(rest))


def _cut_out(rest: list[Inline], out: list[Inline], start: int, token: Token) -> Inlines:
    """Take the nodes of `token` from `rest`, whose last begins at `start`; what is before them goes to `out`."""
    last, end = len(rest) - 1, start + _size(rest[-1])
    while end < token.end:
        last -= 1
        end += _size(rest[last])
    if token.start > start:
        before, rest[-1] = _cut(rest[-1], token.start - start)
        out.append(before)
    if end > token.end:
        here, after = _cut(rest[last], _size(rest[last]) - (end - token.end))
        rest[last : last + 1] = [after, here]
        last += 1
    middle = tuple(reversed(rest[last:]))
    del rest[last:]
    return middle


def _isolated(nodes: Inlines, dir: Direction, start: int, inside: list[Token]) -> Inline:
    """A Run about `nodes`; a Run among them that says their language takes the marks about it in."""
    runs = [place for place, node in enumerate(nodes) if isinstance(node, Run) and node.attrs.lang]
    others = "".join(node.value if isinstance(node, Text) else "a" for node in nodes if not isinstance(node, Run))
    if len(runs) == 1 and not inside and not any(character.isalnum() for character in others):
        run = nodes[runs[0]]
        if isinstance(run, Run) and run.attrs.dir in (dir, None):
            children = (*nodes[: runs[0]], *run.children, *nodes[runs[0] + 1 :])
            return replace(run, children=_joined(children), attrs=replace(run.attrs, dir=dir))
    return Run(_placed(nodes, start, inside), attrs=Attrs(dir=dir), span=nodes[0].span)


def _joined(nodes: Inlines) -> Inlines:
    """`nodes` with texts that follow each other as one."""
    out: list[Inline] = []
    for node in nodes:
        if out and isinstance(node, Text) and isinstance(out[-1], Text) and node.attrs == out[-1].attrs:
            out[-1] = replace(out[-1], value=out[-1].value + node.value)
        else:
            out.append(node)
    return tuple(out)


def can_be_cut(node: Inline) -> bool:
    """Whether a node may become two: never a link, a figure or a day, or what has an identifier."""
    return isinstance(node, _Divisible) and not node.attrs.id and not node.attrs.dir


def _cut(node: Inline, place: int) -> tuple[Inline, Inline]:
    if isinstance(node, Text):
        return replace(node, value=node.value[:place]), replace(node, value=node.value[place:])
    if not isinstance(node, _Divisible):
        raise TypeError(f"{type(node).__name__} cannot be cut")
    before: list[Inline] = []
    after: list[Inline] = []
    start = 0
    for child in node.children:
        end = start + _size(child)
        if end <= place:
            before.append(child)
        elif start >= place:
            after.append(child)
        else:
            first, second = _cut(child, place - start)
            before.append(first)
            after.append(second)
        start = end
    return replace(node, children=tuple(before)), replace(node, children=tuple(after))


def _size(node: Inline) -> int:
    """How many characters of the phrase are the node's."""
    match node:
        case Text(value):
            return len(value)
        case LineBreak() | Code() | Image() | Note() | NoteReference():
            return 1
        case _:
            return sum(map(_size, node.children))
