"""What is kept of a chapter: what its pages said, page by page, and what the book must know of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from afgpub.frozen import dataclass

Start = tuple[int, int]


@dataclass(frozen=True, slots=True)
class KeptChapter:
    """The pages of a chapter.

    `pages` are what they said (`hearing.py`), `contents` their operators; `pushed` the notes whose calls begin a page;
    `starts` the block, from 0 in the chapter, in which each page begins, and the letters before it; `figures` are
    those of the proof, or nothing where it was off.
    """

    pages: tuple[dict[str, Any], ...]
    contents: tuple[bytes, ...]
    pushed: tuple[int, ...]
    starts: tuple[Start | None, ...]
    figures: dict[str, int]


def pack_chapter(chapter: KeptChapter) -> list[bytes]:
    """The chapter as frames."""
    from afgpub.worker.packing import as_json

    head = [list(chapter.pages), list(chapter.pushed), list(chapter.starts), chapter.figures]
    return [as_json(head), *chapter.contents]


def unpack_chapter(frames: Sequence[bytes]) -> KeptChapter | None:
    """What `pack_chapter` made, or None for what is no chapter."""
    try:
        pages, pushed, starts, figures = json.loads(frames[0])
        places = tuple(None if start is None else (int(start[0]), int(start[1])) for start in starts)
        kept = KeptChapter(tuple(pages), tuple(frames[1:]), tuple(map(int, pushed)), places, dict(figures))
    except (ValueError, TypeError, IndexError):
        return None
    return kept if len(kept.pages) == len(kept.contents) == len(kept.starts) > 0 else None
