"""What is told at a glance of the lines, blocks and the whole of one document; each line is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from afgpub.document import Inlines, Node, Run, Section, Text
from afgpub.language.detection import find_language
from afgpub.language.glance import stays_latin
from afgpub.language.looks import Looks
from afgpub.language.persian import PERSIAN, count_words, persian_signs
from afgpub.language.phrases import SCRIPTS, may_have_phrases
from afgpub.language.prose import is_inline, prose
from afgpub.language.script import is_written_in, script_of_language
from afgpub.walk import holders

LINES = ("kicker", "title", "subtitle", "caption", "credit")


class Glances:
    """One document's; what a glance does not tell of a line is found the long way. `looks` is what was seen before."""

    def __init__(self, looks: Looks | None = None) -> None:
        self._looks = looks or Looks()
        self._texts: dict[int, str] = {}
        self._staying: dict[tuple[int, str], bool] = {}

    def text(self, line: Inlines) -> str:
        """The words of a line of the document."""
        if len(line) == 1 and type(line[0]) is Text:
            return str(line[0].value)
        found = self._texts.get(id(line))
        if found is None:
            found = self._texts[id(line)] = prose(line)
        return found

    def language_of(self, root: Section) -> str | None:
        """`en` or `fa` if more than half of all characters are letters of lines that are surely in it, else None."""
        letters = {"en": 0, "fa": 0}
        length = sum(map(len, self._all_texts((root,))))
        for text in self._free_texts(root.children):
            if persian := self._looks.persian(text):
                letters["fa"] += persian.letters if persian.is_sure else 0
            else:
                letters["en"] += self._looks.english_letters(text)
            for lang, count in letters.items():
                if 2 * count > length:
                    return lang
        return None

    def persian_signs(self, nodes: Iterable[Node]) -> tuple[int, int, int]:
        """The `persian_signs` of the prose of `nodes`."""
        dari = iranian = words = 0
        others: list[str] = []  # without Persian, these count if there is any elsewhere
        for text in self._all_texts(nodes):
            known = self._looks.persian(text)
            signs = known.signs if known else persian_signs(text)
            dari, iranian, words = dari + signs[0], iranian + signs[1], words + signs[2]
            if not signs[2]:
                others.append(text)
        return dari, iranian, words + (sum(map(count_words, others)) if words else 0)

    def stays_line(self, line: Inlines, lang: str) -> bool:
        """Whether a line is surely in no other language than `lang`, which is that around it."""
        if run_language(line):
            return False
        text = self.text(line)
        if script_of_language(lang) == "Latn":
            told = (lang == "en" and self._looks.english_letters(text) > 0) or stays_latin(text, lang)
        else:
            told = lang in PERSIAN and self._looks.persian(text) is not None
        return told or _is_found_to_stay(text, lang)

    def foreign_scripts(self, line: Inlines, lang: str) -> tuple[str, ...]:
        """The scripts in which a line that is in `lang` may have phrases: letters of no others are in it."""
        text = self.text(line)
        if lang in PERSIAN and (persian := self._looks.persian(text)):
            return ("Latn",) if persian.latin else ()
        return SCRIPTS if may_have_phrases(text, lang) else ()

    def stays(self, node: Node, lang: str) -> bool:
        """Whether neither `node` nor any block or title in it is surely in another language than `lang`."""
        key = id(node), lang
        if key not in self._staying:
            self._staying[key] = not node.attrs.lang and self._all_stay(node, lang)
        return self._staying[key]

    def _all_stay(self, node: Node, lang: str) -> bool:
        lines: list[Inlines] = []
        blocks: list[Node] = []
        for field in holders(type(node)):
            held = getattr(node, field)
            if held and is_inline(held[0]):
                lines.append(held)
            else:
                blocks += held
        if len(lines) > 1 and not blocks:  # these are judged as one
            return False
        return all(self.stays_line(line, lang) for line in lines) and all(self.stays(block, lang) for block in blocks)

    def _all_texts(self, nodes: Iterable[Node]) -> list[str]:
        """The text of every line in `nodes`."""
        texts: list[str] = []
        for node in nodes:
            for field in holders(type(node)):
                held = getattr(node, field)
                if held and is_inline(held[0]):
                    texts.append(self.text(held))
                elif held:
                    texts += self._all_texts(held)
        return texts

    def _free_texts(self, blocks: Iterable[Node]) -> Iterator[str]:
        """The text of every line in `blocks` that no language is given for."""
        for node in blocks:
            if node.attrs.lang:
                continue
            for field in holders(type(node)):
                held = getattr(node, field)
                if not held or not is_inline(held[0]):
                    yield from self._free_texts(held)
                elif not run_language(held):
                    yield self.text(held)


def _is_found_to_stay(text: str, lang: str) -> bool:
    """The same the long way."""
    found = find_language(text)
    if found.script is None:
        return True
    own = found.lang == lang or (found.lang == "fa" and lang in PERSIAN)
    return is_written_in(lang, found.script) and (own or not found.sure)


def run_language(line: Inlines) -> str | None:
    """The language of a line that is a single Run."""
    return line[0].attrs.lang if len(line) == 1 and isinstance(line[0], Run) else None
