"""Rules of the parser for attributes: on a line before a block, after a phrase, and for a span `[words]{…}`."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from afgpub.readers.markdown.attribute_syntax import ATTRIBUTES


def attribute_rules(parser: MarkdownIt) -> None:
    """Add the three rules to `parser`."""
    parser.block.ruler.before("fence", "attributes", _before_block)
    parser.inline.ruler.after("link", "span", _span)
    parser.inline.ruler.push("attributes", _after_phrase)


def _before_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A line that holds attributes and nothing else."""
    place = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("{", place) or state.is_code_block(start):
        return False
    line = state.src[place : state.eMarks[start]].rstrip()
    if not ATTRIBUTES.fullmatch(line):
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.content = line
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _after_phrase(state: StateInline, silent: bool) -> bool:
    """Attributes right after a sign that can end a phrase; whether one ends there is seen later."""
    place = state.pos
    if state.src[place] != "{" or place == 0 or state.src[place - 1] not in ")]>`*_~":
        return False
    match = ATTRIBUTES.match(state.src, place, state.posMax)
    if not match:
        return False
    if not silent:
        token = state.push("attributes", "", 0)
        token.content = match.group()
    state.pos = match.end()
    return True


def _span(state: StateInline, silent: bool) -> bool:
    """`[words]{lang=fa}`; a link of these words goes first."""
    start, maximum = state.pos, state.posMax
    # Without this look ahead every bracket of a text would be searched to its end.
    if state.src[start] != "[" or state.html_terminator_last("]{") < start:
        return False
    end = state.md.helpers.parseLinkLabel(state, start)
    match = ATTRIBUTES.match(state.src, end + 1, maximum) if end >= 0 else None
    if not match:
        return False
    if not silent:
        state.pos, state.posMax = start + 1, end
        token = state.push("span_open", "span", 1)
        token.content = match.group()
        state.md.inline.tokenize(state)
        state.push("span_close", "span", -1)
    state.pos, state.posMax = match.end(), maximum
    return True
