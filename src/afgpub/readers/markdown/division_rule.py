"""The rule of the parser for fenced divisions: `::: name {.class}` to `:::`, one inside the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from afgpub.readers.markdown.attribute_syntax import ATTRIBUTES, Pairs, parse_attributes

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

VERSE_NAMES = ("verse", "poem", "couplets")
_FENCE = re.compile(rf"(:{{3,}})[ \t]*([^\W\d_][\w-]*)?[ \t]*({ATTRIBUTES.pattern})?[ \t]*:*[ \t]*$")
_CODE = re.compile(r"`{3,}|~{3,}")


def division_rule(parser: MarkdownIt) -> None:
    """Add the rule to `parser`."""
    parser.block.ruler.before("fence", "division", _division, {"alt": ["paragraph", "reference", "blockquote", "list"]})


def _division(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    fence = _fence(state, start)
    if not fence or not _opens(fence):
        return False
    if silent:
        return True
    last = _closing_line(state, start, end)
    stop = _container_end(state, start, end) if last is None else last
    pairs = parse_attributes(fence[3]) if fence[3] else Pairs()
    name = fence[2] or pairs.get("class", first=True)
    token = state.push("division_open", "div", 1)
    token.info, token.content = name, fence[3] or ""
    token.meta = {"closed": last is not None}
    token.map = [start, stop + (last is not None)]
    if name in VERSE_NAMES:
        verse = state.push("verse_lines", "", 0)
        verse.content = state.getLines(start + 1, stop, state.blkIndent, False)
        verse.map = [start + 1, stop]
    else:
        parent, maximum = state.parentType, state.lineMax
        # The end of the lines stops a lazy paragraph from running over the fence.
        state.parentType, state.lineMax = "division", stop
        state.md.block.tokenize(state, start + 1, stop)
        state.parentType, state.lineMax = parent, maximum
    state.push("division_close", "div", -1)
    state.line = stop + (last is not None)
    return True


def _fence(state: StateBlock, line: int) -> re.Match[str] | None:
    place = state.bMarks[line] + state.tShift[line]
    if not state.src.startswith(":::", place) or state.is_code_block(line):
        return None
    return _FENCE.match(state.src[place : state.eMarks[line]])


def _opens(fence: re.Match[str]) -> bool:
    return bool(fence[2] or fence[3])


def _closing_line(state: StateBlock, start: int, end: int) -> int | None:
    """The line that closes the division of line `start`, None where its container ends first."""
    known: dict[int, int | None] = state.env.setdefault("divisions", {})
    if start not in known:
        known.update(_pair_fences(state, start, end))
    return known[start]


def _pair_fences(state: StateBlock, start: int, end: int) -> dict[int, int | None]:
    """The closing lines of the division of line `start` and of those in it, so that each line is seen once.

    A fence closes the last open division with as many colons, or else the last one.
    """
    pairs: dict[int, int | None] = {}
    open_lines: list[int] = []
    lengths: list[int] = []
    for line, fence in _fences(state, start, end):
        length = len(fence[1])
        if _opens(fence):
            pairs[line] = None
            open_lines.append(line)
            lengths.append(length)
            continue
        while len(lengths) > 1 and lengths[-1] != length and length in lengths:
            open_lines.pop()
            lengths.pop()
        pairs[open_lines.pop()] = line
        lengths.pop()
        if not open_lines:
            break
    return pairs


def _container_end(state: StateBlock, start: int, end: int) -> int:
    """The line where what holds the division of line `start` ends: the first that is not indented into it."""
    inside = (state.isEmpty(line) or state.sCount[line] >= state.blkIndent for line in range(start, end))
    return next((line for line, is_inside in enumerate(inside, start) if not is_inside), end)


def _fences(state: StateBlock, start: int, end: int) -> Iterator[tuple[int, re.Match[str]]]:
    code = ""
    for line in range(start, end):
        place = state.bMarks[line] + state.tShift[line]
        if state.isEmpty(line):
            continue
        if state.sCount[line] < state.blkIndent:
            return
        match = _CODE.match(state.src, place, state.eMarks[line])
        if match and (not code or match.group().startswith(code)):
            code = "" if code else match.group()
        # What stands further in belongs to an item of a list.
        elif not code and state.sCount[line] - state.sCount[start] < 2 and (fence := _fence(state, line)):
            yield line, fence
