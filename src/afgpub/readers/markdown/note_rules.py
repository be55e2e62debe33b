"""Rules of the parser for notes: `[^label]: …` with its blocks, the call `[^label]`, and `^[a note in the line]`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

# A label is bounded, so that a text full of brackets is not searched again and again.
_LABEL = r"\[\^([^\s\[\]]{1,100})\]"
_CALL = re.compile(_LABEL)
_DEFINITION = re.compile(_LABEL + ":")


def note_rules(parser: MarkdownIt) -> None:
    """Add the three rules to `parser`."""
    parser.block.ruler.before("reference", "note", _definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.after("image", "note_call", _call)
    parser.inline.ruler.after("image", "note_inline", _inline)


def _definition(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A note and the blocks indented under it by four columns."""
    place = state.bMarks[start] + state.tShift[start]
    match = _DEFINITION.match(state.src, place, state.eMarks[start])
    if not match or state.is_code_block(start):
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.info = match.group(1)
    saved = state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType
    text = state.skipSpaces(match.end())
    state.bMarks[start], state.tShift[start] = match.end(), text - match.end()
    state.blkIndent += 4
    # The words after the label count as indented, however few spaces part them from it.
    state.sCount[start] = state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, start, end)
    state.blkIndent -= 4
    state.bMarks[start], state.tShift[start], state.sCount[start], state.parentType = saved
    token.map = [start, max(state.line, start + 1)]
    state.line = token.map[1]
    state.push("note_close", "", -1)
    return True


def _call(state: StateInline, silent: bool) -> bool:
    """`[^label]`, whether or not there is such a note."""
    match = _CALL.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "[" else None
    if not match:
        return False
    if not silent:
        token = state.push("note_call", "", 0)
        token.info, token.content = match.group(1), match.group()
    state.pos = match.end()
    return True


def _inline(state: StateInline, silent: bool) -> bool:
    """`^[words]`; the words are parsed when the note is made."""
    start = state.pos
    if not state.src.startswith("^[", start) or state.html_terminator_last("]") < start:
        return False
    end = state.md.helpers.parseLinkLabel(state, start + 1)
    if end < 0:
        return False
    if not silent:
        token = state.push("note_inline", "", 0)
        token.content = state.src[start + 2 : end]
    state.pos = end + 1
    return True
