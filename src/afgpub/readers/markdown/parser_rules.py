"""The rules of the parser: CommonMark and extensions for articles, with places kept and limits that hold."""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_block import ParserBlock
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from afgpub.readers.markdown.attribute_rules import attribute_rules
from afgpub.readers.markdown.division_rule import division_rule
from afgpub.readers.markdown.elements import MAX_DEPTH, NestingError
from afgpub.readers.markdown.note_rules import note_rules
from afgpub.readers.markdown.table_rule import table_rule

# Brackets deeper than this are text; each level costs several Python frames.
_MAX_BRACKETS = 30


class _State(StateInline):
    """Inline state whose tokens remember where in the text they begin."""

    pending_start = 0

    def append_pending(self, text: str) -> None:
        if not self._pending and not self._pending_buffer:
            self.pending_start = self.pos
        super().append_pending(text)

    def pushPending(self) -> Token:  # noqa: N802
        token = super().pushPending()
        token.meta["position"] = self.pending_start
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        token = super().push(ttype, tag, nesting)
        token.meta["position"] = self.pos
        return token


class _Inlines(ParserInline):
    """Inline parser that uses `_State` and puts an end to pictures inside pictures."""

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        state = _State(src, md, env, tokens)
        env["depth"] += 1
        try:
            if env["depth"] > _MAX_BRACKETS:
                state.append_pending(src)
                state.pushPending()
                return state.tokens
            self.tokenize(state)
        finally:
            env["depth"] -= 1
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class _Blocks(ParserBlock):
    """Block parser that refuses what its base class would drop without a word."""

    def tokenize(self, state: StateBlock, startLine: int, endLine: int) -> None:  # noqa: N803
        if state.level >= MAX_DEPTH:
            raise NestingError(int(state.env["first_line"]) + startLine)
        super().tokenize(state, startLine, endLine)


class _Rules(MarkdownIt):
    """The rules of articles, which no text changes; blocks and phrases may stand `nesting` deep in each other."""

    def __init__(self, nesting: int) -> None:
        super().__init__("commonmark")
        rules = self.get_active_rules()
        inline, block = _Inlines(), _Blocks()
        inline.ruler.enableOnly([*rules["inline"], "strikethrough"])
        inline.ruler2.enableOnly([*rules["inline2"], "strikethrough"])
        block.ruler.enableOnly([*rules["block"], "table"])
        self.inline, self.block = inline, block
        self.options["store_labels"] = True
        self.options["maxNesting"] = nesting
        note_rules(self)
        attribute_rules(self)
        division_rule(self)
        table_rule(self)
        self.use(deflist_plugin)

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Take every target; the reader judges it and keeps the words of a link that it refuses."""
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802
        """Leave a target as it is written, so that `#بخش` finds the node of that name."""
        return url

    def normalizeLinkText(self, link: str) -> str:  # noqa: N802
        """Leave the words of an autolink as they are written."""
        return link


@cache
def block_rules() -> MarkdownIt:
    """The rules for blocks."""
    return _Rules(MAX_DEPTH + 1)


@cache
def inline_rules() -> MarkdownIt:
    """The rules for phrases."""
    return _Rules(_MAX_BRACKETS)
