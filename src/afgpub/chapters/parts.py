"""The parts that a source consists of: found by what is known of them, or by cutting the whole text."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.chapters.cut import Part, Segment, Standing
from afgpub.chapters.cutting import cut_chapters
from afgpub.chapters.pack import Pack
from afgpub.chapters.recutting import split, stand_together, standing_of
from afgpub.plugins import Messages
from afgpub.source import Source

_TOP = "top"


def take_parts(source: Source, pack: Pack) -> tuple[list[Part], Messages]:
    """What stands before the first chapter, then the chapters; and what was found while decoding.

    Raises UncutError, and SourceError.
    """
    top = pack.value(_TOP)
    if top and (found := _found(source.data, top, pack)):
        return found, ()
    text, said = source.decode()
    parts: list[Part] = []
    for number, cut in enumerate(cut_chapters(text)):
        data = cut.text.encode("utf-8", "surrogatepass")
        parts.append(_part(data, cut.segments, pack, is_front=number == 0))
    standing = parts[1].standing
    if standing and standing.top != top:
        pack.keep(_TOP, standing.top)
    return parts, said


def _found(data: bytes, top: int, pack: Pack) -> list[Part] | None:
    parts: list[Part] = []
    line = 1
    for number, piece in enumerate(split(data, top)):
        part = _part(piece, [Segment(1, line)], pack, is_front=number == 0)
        if part.standing is None:
            return None
        parts.append(part)
        line += part.standing.lines
    return parts if stand_together([part.standing for part in parts], top) else None


def _part(data: bytes | memoryview, segments: Sequence[Segment], pack: Pack, *, is_front: bool) -> Part:
    part = Part(data, segments, is_front=is_front)
    kept = pack.value(part.name)
    if kept is None:
        part.standing = standing_of(data, front=is_front)
    elif kept[0]:
        part.standing = Standing(*kept[0])
    return part
