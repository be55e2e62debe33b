"""Which parts of a document the rules have nothing to do in: most of them, so that they are passed over at once.

Every rule is asked as it is, so nothing here can differ from what the rules do.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from afgpub.document import Code, CodeBlock, Image, LineBreak, Link, Node, Note, NoteReference, Section, Text
from afgpub.frozen import fields
from afgpub.language.looks import Looks
from afgpub.normaliser.text.blocks import may_hold_arabic
from afgpub.normaliser.text.controls import find_controls_in_code
from afgpub.normaliser.text.order import shows_visual_order
from afgpub.normaliser.text.phrases import OBJECT
from afgpub.normaliser.text.rules import VISUAL_ORDER, Rule
from afgpub.walk import holders

_INLINE_HOLDERS = frozenset({"title", "kicker", "subtitle", "caption", "credit"})


_OBJECTS = frozenset((Code, Image, Note, NoteReference))  # in a phrase, what is no text
_fields: dict[type[Node], tuple[tuple[str, ...], tuple[str, ...]]] = {}


def phrases_and_blocks(kind: type[Node]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class of nodes that hold phrases, and those that hold blocks or parts of them."""
    if kind not in _fields:
        names, types = holders(kind), {field.name: str(field.type) for field in fields(kind)}
        phrases = tuple(n for n in names if n in _INLINE_HOLDERS or types[n] == "Inlines")
        _fields[kind] = phrases, tuple(n for n in names if n not in phrases)
    return _fields[kind]


class Listener:
    """Goes through a tree. `loud` are the ids of the nodes in which a rule may find something, and of all above.

    `signs` tells whether any text has a sign of visual order.
    """

    def __init__(self, chosen: frozenset[str], rules: Sequence[Rule], looks: Looks) -> None:
        self.loud: set[int] = set()
        self.signs = False
        self._looks = looks
        self._order = VISUAL_ORDER in chosen
        self._arabic: list[str] = []
        self._controls = "controls" in chosen
        self._finds = [rule.find for rule in rules]
        self._finds_without_arabic = [rule.find for rule in rules if not rule.arabic]
        self._finds_in_ascii = [rule.find for rule in rules if rule.ascii]

    def listen(self, root: Node) -> bool:
        """Whether any rule may find something in `root` or below it."""
        loud = self._node(root)
        # Hardly any document has a sign of visual order: its words are seen together first, then phrase by phrase.
        if self._order and shows_visual_order("\n".join(self._arabic)):
            self.signs = True
            loud = self._node(root)
        return loud

    def _node(self, node: Node) -> bool:
        phrases, blocks = phrases_and_blocks(type(node))
        loud = False
        for name in phrases:
            row = getattr(node, name)
            if row and self._phrase(row):
                loud = True
        for name in blocks:
            for child in getattr(node, name):
                if self._node(child):
                    loud = True
        if isinstance(node, CodeBlock):
            loud = self._code(node.text)
        elif isinstance(node, Section) and node.meta is not None:
            loud = True
        if loud:
            self.loud.add(id(node))
        return loud

    def _phrase(self, row: Sequence[Node]) -> bool:
        if len(row) == 1 and type(row[0]) is Text:
            texts = [row[0].value]
            return bool(texts[0]) and self._text(texts[0], texts)
        texts = []
        loud = self._collect(row, texts)
        return self._text("".join(texts), texts) or loud

    def _text(self, text: str, leaves: Sequence[str]) -> bool:
        """Whether any rule finds something in the text of a phrase, which consists of `leaves`."""
        persian = self._looks.persian(text)
        if text.isascii():
            finds = self._finds_in_ascii
        elif not persian and not may_hold_arabic(text):
            finds = self._finds_without_arabic
        elif self.signs and shows_visual_order("\n".join(leaves)):
            return True
        else:
            finds = self._finds
            if persian is None or persian.backwards or _have_words_across(leaves):
                self._arabic.append("\n".join(leaves))
        return any(find(text) for find in finds)

    def _collect(self, row: Sequence[Node], texts: list[str]) -> bool:
        """Add the texts of a phrase as `phrase_of` does; whether what is no text has controls or is loud below."""
        loud = False
        for node in row:
            if isinstance(node, Text):
                texts.append(node.value)
            elif isinstance(node, LineBreak):
                texts.append("\n")
            elif type(node) in _OBJECTS:
                texts.append(OBJECT)
                loud |= self._object(node)
            else:
                for name in holders(type(node)):
                    loud |= self._collect(getattr(node, name), texts)
                if isinstance(node, Link):
                    loud |= self._code(node.title) or self._code(node.target)
        return loud

    def _object(self, node: Node) -> bool:
        match node:
            case Code(value):
                return self._code(value)
            case Image(alternative=alternative, title=title):
                return self._code(alternative) or self._code(title)
            case Note():
                return self._node(node)
            case _:
                return False

    def _code(self, text: str) -> bool:
        return self._controls and bool(find_controls_in_code(text))


def _have_words_across(leaves: Sequence[str]) -> bool:
    """Whether any word lies across two leaves of a phrase, which may be others by themselves."""
    return any(before[-1:].isalpha() and after[:1].isalpha() for before, after in pairwise(leaves))
