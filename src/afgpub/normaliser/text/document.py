"""The rules on a whole document: every phrase of its tree, its code, its pictures' words and its metadata."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_
from typing import TypeVar, cast

from afgpub.document import (
    AnyNode,
    Code,
    CodeBlock,
    Document,
    Image,
    Inlines,
    Link,
    Node,
    Note,
    Section,
    Span,
    Text,
    Verse,
)
from afgpub.frozen import fields, is_dataclass, replace
from afgpub.language.looks import Looks
from afgpub.metadata import Metadata
from afgpub.metadata import Phrase as MetadataPhrase
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text.changes import Edit, apply_changes, in_words, make_edit
from afgpub.normaliser.text.controls import find_controls_in_code
from afgpub.normaliser.text.languages import main_language
from afgpub.normaliser.text.order import is_reversed, votes
from afgpub.normaliser.text.phrases import Leaf, Phrase, phrase_of, rebuilt
from afgpub.normaliser.text.quiet import Listener, phrases_and_blocks
from afgpub.normaliser.text.rules import RULES, chosen_rules
from afgpub.normaliser.text.running import Running
from afgpub.walk import holders, walk

NodeType = TypeVar("NodeType", bound=Node)


class TextNormaliser:
    """One pass of the rules over one document; made, run once and thrown away."""

    def __init__(
        self, document: Document, options: NormaliserOptions, looks: Looks | None = None, most_told: int = 1000
    ) -> None:
        self.document = document
        self.chosen = chosen_rules(options.rules)
        self.digits = options.digits
        self.edits: list[Edit] = []
        self._looks = looks or Looks()
        self._most_told = most_told

    def run(self) -> Document:
        """The document with the rules applied; `edits` tells of each place."""
        if not self.chosen and self.digits == "keep":
            return self.document
        root = self.document.root
        listener = Listener(self.chosen, [rule for rule in RULES if rule.name in self.chosen], self._looks)
        if not listener.listen(root) and self.digits == "keep":
            return self.document
        in_visual_order = listener.signs and _is_in_visual_order(_sample(root))
        self._loud = listener.loud if self.digits == "keep" and not in_visual_order else None
        self.running = Running(
            self.chosen,
            self.digits,
            lambda: root.attrs.lang or main_language(_sample(root)),
            in_visual_order,
            self._most_told,
        )
        changed = self._node(root, None, verse=False)
        if changed.meta is not None:
            meta = self._metadata(changed.meta, root.span)
            changed = changed if meta is changed.meta else replace(changed, meta=meta)
        return self.document if changed is root else replace(self.document, root=changed)

    def _node(self, node: NodeType, lang: str | None, *, verse: bool) -> NodeType:
        """`node` with every phrase and block below it changed; itself where nothing is."""
        if self._loud is not None and id(node) not in self._loud:
            return node
        if node is not self.document.root:
            lang = node.attrs.lang or lang
        verse = verse or isinstance(node, Verse)
        updates: dict[str, object] = {}
        phrases, _ = phrases_and_blocks(type(node))
        for name in holders(type(node)):
            before: tuple[Node, ...] = getattr(node, name)
            if not before:
                continue
            after: Sequence[Node]
            if name in phrases:
                after = self._phrase(cast("Inlines", before), lang, verse=verse, span=node.span)
            else:
                after = tuple(self._node(child, lang, verse=verse) for child in before)
            if not all(map(is_, after, before)):
                updates[name] = tuple(after)
        if isinstance(node, CodeBlock):
            updates |= self._code({"text": node.text}, node.span)
        if isinstance(node, Section) and node.meta is not None and node is not self.document.root:
            meta = self._metadata(node.meta, node.span)
            if meta is not node.meta:
                updates["meta"] = meta
        return replace(node, **updates) if updates else node  # type: ignore[arg-type]

    def _phrase(self, inlines: Inlines, lang: str | None, *, verse: bool, span: Span | None) -> Inlines:
        phrase = phrase_of(inlines, lang)
        edits = self.running.run(phrase, verse=verse, span=span)
        self.edits += edits

        def other(node: AnyNode) -> AnyNode:
            match node:
                case Note():
                    return self._node(node, node.attrs.lang or lang, verse=False)
                case Code(value):
                    return self._replaced(node, {"value": value})
                case Image(alternative=alternative, title=title):
                    return self._replaced(node, {"alternative": alternative, "title": title})
                case Link(title=title, target=target):
                    return self._replaced(node, {"title": title, "target": target})
                case _:
                    return node

        return rebuilt(inlines, phrase.leaves, other)

    def _replaced(self, node: NodeType, texts: dict[str, str]) -> NodeType:
        updates = self._code(texts, node.span)
        return replace(node, **updates) if updates else node  # type: ignore[arg-type]

    def _code(self, texts: dict[str, str], span: Span | None) -> dict[str, str]:
        """Texts that only lose their controls, by field; those that have none are left out."""
        if "controls" not in self.chosen:
            return {}
        updates: dict[str, str] = {}
        for name, text in texts.items():
            changes = find_controls_in_code(text)
            if changes:
                updates[name] = apply_changes(text, changes)
                told = [make_edit("control-removed", "controls", span, b, a) for _, b, a in in_words(text, changes)]
                self.edits += told
        return updates

    def _metadata(self, meta: Metadata, span: Span | None) -> Metadata:
        """Metadata with every phrase of it changed by all rules, and every other text by `controls`."""
        changed = self._value(meta, span)
        return cast("Metadata", changed)

    def _value(self, value: object, span: Span | None) -> object:
        match value:
            case MetadataPhrase(text=text, lang=lang):
                phrase = Phrase([Leaf(text, Text(text, span=span), lang)])
                self.edits += self.running.run(phrase, verse=False, span=span)
                return value if phrase.text == text else replace(value, text=phrase.text)
            case str():
                return self._code({"text": value}, span).get("text", value)
            case tuple():
                items = tuple(self._value(item, span) for item in value)
                return value if all(a is b for a, b in zip(items, value, strict=True)) else items
            case None:
                return None
            case _ if is_dataclass(value):
                before = {field.name: getattr(value, field.name) for field in fields(value)}
                after = {name: self._value(item, span) for name, item in before.items()}
                same = all(after[name] is before[name] for name in before)
                return value if same else replace(value, **after)  # type: ignore[type-var]
            case _:
                return value


def _is_in_visual_order(sample: str) -> bool:
    forwards, backwards = votes(sample)
    return backwards >= 3 and backwards > 4 * forwards and is_reversed(sample) is True


def _sample(root: Section) -> str:
    """The first 20,000 characters of the document's text, notes included."""
    pieces: list[str] = []
    size = 0
    for node in walk(root):
        if isinstance(node, Text):
            pieces.append(node.value)
            size += len(node.value) + 1
            if size > 20_000:
                break
    return "\n".join(pieces)[:20_000]
