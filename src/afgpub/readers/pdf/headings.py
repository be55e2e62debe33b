"""Which paragraphs are headings, and of which rank: by their size and weight beside those of the text."""

from __future__ import annotations

from collections.abc import Sequence

from afgpub.metadata import Direction
from afgpub.readers.pdf.paragraphs import Block, body_size, is_bold

_LARGER = 1.1  # of the size of text, and above
_NOT_SMALLER = 0.97  # of the size of text: a bold line that is smaller is a caption or a label
_LONGEST = 200  # characters
_MOST_LINES = 5
_OTHER_SCRIPT = 1.3  # times as large or small the text of another script may be
_LAST_RANK = 6
_SENTENCE_ENDS = (".", "،", ",", ";", "؛", ":")


def rank_headings(blocks: Sequence[Block], texts: Sequence[str], size: float) -> list[int]:
    """The rank of each paragraph, 1 to 6, or 0 for text.

    A heading is larger than the text, or bold and short, with text after it. Ranks follow the sizes, bold before
    plain. `size` is that of the text; letters that run the other way may have another.
    """
    sizes = _sizes(blocks, size)
    found = [_is_heading(block, text, sizes[block.direction]) for block, text in zip(blocks, texts, strict=True)]
    has_text = False
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if found[place] and not has_text and block.size <= _LARGER * sizes[block.direction]:
            found[place] = False
        has_text = has_text or not found[place]
    looks = sorted({_look(block, sizes) for block, is_one in zip(blocks, found, strict=True) if is_one}, reverse=True)
    ranks = {look: min(rank, _LAST_RANK) for rank, look in enumerate(looks, 1)}
    return [ranks[_look(block, sizes)] if is_one else 0 for block, is_one in zip(blocks, found, strict=True)]


def _sizes(blocks: Sequence[Block], size: float) -> dict[Direction, float]:
    """The size of the text in each direction: faces of two scripts that look alike in size often differ in it."""
    found: dict[Direction, float] = {"ltr": size, "rtl": size}
    for direction in found:
        lines = [line for block in blocks if block.direction == direction for line in block.lines]
        own = body_size(lines)
        if own and size / _OTHER_SCRIPT <= own <= size * _OTHER_SCRIPT:
            found[direction] = own
    return found


def _look(block: Block, sizes: dict[Direction, float]) -> tuple[float, bool]:
    return round(2 * block.size / sizes[block.direction] * 5) / 10, all(map(is_bold, block.lines))


def _is_heading(block: Block, text: str, size: float) -> bool:
    if len(text) > _LONGEST or len(block.lines) > _MOST_LINES or not any(c.isalpha() for c in text):
        return False
    if block.size > _LARGER * size:
        return True
    is_bold_line = all(map(is_bold, block.lines)) and block.size >= _NOT_SMALLER * size
    return is_bold_line and not text.endswith(_SENTENCE_ENDS)
