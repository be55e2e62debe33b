"""markdown-it-py as articles need it: one parser for one text, which is not loaded before it has something to parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from afgpub.frozen import dataclass
from afgpub.readers.markdown.elements import Element, fold_blocks, fold_inlines

if TYPE_CHECKING:
    from markdown_it.token import Token


@dataclass(frozen=True, slots=True)
class LinkDefinition:
    """A link reference definition: its label in the form in which labels are compared, its target, its line."""

    label: str
    target: str
    line: int


class Parser:
    """A parser for the parts of one text, blocks first; it knows which links their definitions said."""

    def __init__(self) -> None:
        self._env: dict[str, Any] = {"depth": 0, "references": {}}
        self.definitions: dict[str, LinkDefinition] = {}
        self.duplicates: list[LinkDefinition] = []

    def read_blocks(self, text: str, first: int = 1) -> list[Element]:
        """The block elements of `text`, whose first line is line `first` of the source."""
        from afgpub.readers.markdown.parser_rules import block_rules

        tokens: list[Token] = []
        env: dict[str, Any] = {"first_line": first}
        rules = block_rules()
        rules.block.parse(text, rules, env, tokens)
        for label, reference in env.get("references", {}).items():
            self._define(label, reference, first)
        for reference in env.get("duplicate_refs", ()):
            self._define(reference["label"], reference, first)
        return fold_blocks(tokens, first)

    def _define(self, label: str, reference: dict[str, Any], first: int) -> None:
        definition = LinkDefinition(label, reference["href"], reference["map"][0] + first)
        if label in self.definitions:
            self.duplicates.append(definition)
        else:
            self.definitions[label] = definition
            self._env["references"][label] = reference

    def read_inlines(self, text: str, first: int) -> list[Element]:
        """The inline elements of `text`, whose first line is line `first` of the source."""
        from afgpub.readers.markdown.parser_rules import inline_rules

        rules = inline_rules()
        return fold_inlines(rules.inline.parse(text, rules, self._env, []), text, first)
