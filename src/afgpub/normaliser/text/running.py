"""The rules on one phrase: each in its turn, over and over until none finds anything more."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from afgpub.document import Span
from afgpub.normaliser.text.changes import Change, Edit, in_words, make_edit
from afgpub.normaliser.text.digits import find_digits, zero_of
from afgpub.normaliser.text.languages import is_surely_persian, language_of
from afgpub.normaliser.text.order import in_reading_order, is_reversed, may_be_reversed
from afgpub.normaliser.text.phrases import Phrase
from afgpub.normaliser.text.rules import RULES, VISUAL_ORDER, Rule
from afgpub.normaliser.text.tokens import protected_tokens

# Rules make work for each other at most twice (letters for half-spaces, those for spaces); the rest is for safety.
_MOST_ROUNDS = 5


class Running:
    """The rules that were chosen, in a document that is wholly `in_visual_order` or not.

    `main` gives its language, and is asked when a rule has found something that depends on it.
    """

    def __init__(
        self,
        chosen: frozenset[str],
        digits: str,
        main: Callable[[], str | None],
        in_visual_order: bool,
        most_told: int,
    ) -> None:
        self._rules = [rule for rule in RULES if rule.name in chosen]
        self._order = VISUAL_ORDER in chosen
        self._digits = digits
        self._main = cache(main)
        self._in_visual_order = in_visual_order
        self._most_told = most_told
        self._told = 0
        # The languages of the leaves of the phrase at hand, asked for once until its text changes.
        self._langs: list[str | None] | None = None

    def run(self, phrase: Phrase, *, verse: bool, span: Span | None) -> list[Edit]:
        """Change `phrase` in place and tell of each edit."""
        edits: list[Edit] = []
        if not phrase.text:
            return edits
        if self._order and not phrase.text.isascii():
            edits += self._turn(phrase, span)
        ascii_only = phrase.text.isascii()
        rules = [rule for rule in self._rules if verse <= rule.verse and ascii_only <= rule.ascii]
        self._langs = None
        idle = 0
        for rule in rules * _MOST_ROUNDS:
            changes = rule.find(phrase.text)
            found = self._apply(rule, phrase, changes, span) if changes else []
            edits += found
            idle = 0 if found else idle + 1
            if idle == len(rules):
                break
        if self._digits != "keep":
            edits += self._set_digits(phrase, span)
        return edits

    def _apply(self, rule: Rule, phrase: Phrase, changes: list[Change], span: Span | None) -> list[Edit]:
        langs = self._languages(phrase) if rule.langs or rule.protects else []
        if rule.langs and not rule.strict and not any(rule.applies_to(lang) for lang in langs):
            return []
        wanted = [rule.applies_to(lang) for lang in langs] if rule.langs else None
        if rule.strict:
            named = {leaf.lang for leaf in phrase.leaves}
            sure = {lang: is_surely_persian(phrase.text, self._main(), lang) for lang in named}
            wanted = [sure[leaf.lang] for leaf in phrase.leaves]
        changes = self._inside(phrase, changes, wanted)
        if changes and rule.protects:
            tokens = protected_tokens(phrase.text, foreign=any(map(_is_arabic_script, langs)))
            changes = [change for change in changes if not tokens.touches(change)]
        return self._made(rule.code, rule.name, phrase, changes, span)

    def _set_digits(self, phrase: Phrase, span: Span | None) -> list[Edit]:
        langs = self._languages(phrase)
        wanted = [ord("0") if self._digits == "ascii" else zero_of(lang) for lang in langs]
        changes: list[Change] = []
        for zero in sorted(set(wanted)):
            found = find_digits(phrase.text, zero)
            changes += self._inside(phrase, found, [own == zero for own in wanted])
        tokens = protected_tokens(phrase.text, foreign=False)
        kept = [change for change in sorted(changes) if not tokens.touches(change)]
        return self._made("text-edited", "digits", phrase, kept, span)

    def _turn(self, phrase: Phrase, span: Span | None) -> list[Edit]:
        """A line of visual order turned round, if it is one leaf; more would need to know where each began."""
        leaves = [leaf for leaf in phrase.leaves if leaf.value.strip()]
        if len(leaves) != 1 or leaves[0].node is None or not (self._in_visual_order or may_be_reversed(phrase.text)):
            return []
        text = leaves[0].value
        own = is_reversed(text)
        if own is False or (own is None and not self._in_visual_order):
            return []
        turned = in_reading_order(text)
        if turned == text or (own is None and is_reversed(turned)):
            return []
        place = phrase.text.index(text)
        whole = [Change(place, place + len(text), turned)]
        phrase.edit(whole)
        return [make_edit("line-reversed", VISUAL_ORDER, leaves[0].node.span or span, text, turned)]

    def _made(self, code: str, rule: str, phrase: Phrase, changes: Sequence[Change], span: Span | None) -> list[Edit]:
        if not changes:
            return []
        self._told += len(changes)
        # A text with thousands of edits is told of phrase by phrase.
        whole = len(changes) > 1 and self._told > self._most_told
        told = list(in_words(phrase.text, changes[:1] if whole else changes, phrase.places()))
        spans = [span] * len(told)
        places, leaves, current = phrase.places(), phrase.leaves, 0
        for index, (place, _, _) in enumerate(told):
            while current + 1 < len(leaves) and places[current + 1] <= place:
                current += 1
            node = leaves[current].node
            spans[index] = (node.span if node else None) or span
        phrase.edit(changes)
        self._langs = None
        if whole:
            return [make_edit(code, rule, spans[0], told[0][1], told[0][2], len(changes))]
        return [make_edit(code, rule, where, b, a) for where, (_, b, a) in zip(spans, told, strict=True)]

    def _languages(self, phrase: Phrase) -> list[str | None]:
        """The language of each leaf: that which is named for it, else that of the whole phrase."""
        if self._langs is not None:
            return self._langs
        main, names = self._main(), {leaf.lang for leaf in phrase.leaves}
        known = {named: language_of(phrase.text, main, named) for named in names}
        self._langs = [known[leaf.lang] for leaf in phrase.leaves]
        return self._langs

    def _inside(self, phrase: Phrase, changes: list[Change], wanted: list[bool] | None) -> list[Change]:
        """Those of `changes` that lie within one text of the phrase, and in one that is `wanted`."""
        if len(phrase.leaves) == 1 and phrase.leaves[0].node is not None:
            return changes if wanted is None or wanted[0] else []
        kept: list[Change] = []
        places, leaves, current = phrase.places(), phrase.leaves, 0
        for change in changes:
            while current + 1 < len(leaves) and change.start >= places[current + 1]:
                current += 1
            inside = change.end <= places[current + 1] and leaves[current].node is not None
            if inside and (wanted is None or wanted[current]):
                kept.append(change)
        return kept


def _is_arabic_script(lang: str | None) -> bool:
    from afgpub.language import direction_of

    return lang is not None and direction_of(lang) == "rtl"
