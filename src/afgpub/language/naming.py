"""The language of a document, and of every block and phrase in it that is not in the language around it.

A block is judged by all of its text; what holds blocks is in another language only if all in it agree. A short text
is taken to be in the language around it unless its script or many of its words forbid that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeAlias, TypeVar, cast

from afgpub.document import Attrs, CodeBlock, Document, Inline, Inlines, Node, Note, Row, Run, Section, Text
from afgpub.frozen import dataclass, replace
from afgpub.language.detection import detect_language, find_language
from afgpub.language.glances import LINES, Glances, run_language
from afgpub.language.looks import Looks
from afgpub.language.metadata import name_metadata
from afgpub.language.persian import PERSIAN, persian_by, persian_of, persian_signs
from afgpub.language.phrases import SCRIPTS, mark_phrases
from afgpub.language.prose import is_inline, prose
from afgpub.language.script import UNDETERMINED, is_written_in, script_of_language, script_of_text
from afgpub.walk import children, holders

NodeType = TypeVar("NodeType", bound=Node)
Findings: TypeAlias = Counter[tuple[str, str | None, bool]]  # script, language, whether it is sure: letters


@dataclass(frozen=True, slots=True)
class _Around:
    """What a node stands in: its language, that of the whole document, and the Persian of the article.

    `usual` has for each script the language that nearly all text in it is in, for what does not say its own. This and
    `persian` are found when they are first asked for: most texts never need them.
    """

    lang: str
    home: str
    persian: Callable[[], str]
    usual: Callable[[], dict[str, str]]

    def guess(self, script: str) -> str | None:
        """The language of a text in `script` that does not say its own."""
        return self.home if is_written_in(self.home, script) else self.usual().get(script)


@dataclass(frozen=True, slots=True)
class Survey:
    """What a text tells of the languages in it, counted: surveys of its chapters add up to that of the whole.

    `letters` are rows of a script, a language surely found in it, and how many letters; `persian` is `persian_signs`.
    """

    letters: tuple[tuple[str, str, int], ...]
    persian: tuple[int, int, int]


def survey(root: Section) -> Survey:
    """The survey of `root`, whose own title counts as a line of it."""
    return Survey(_Naming().surely_found(root), persian_signs(prose(root.children)))


def joined(surveys: Iterable[Survey]) -> Survey:
    """The survey of a text that consists of the surveyed ones."""
    found: Counter[tuple[str, str]] = Counter()
    signs = (0, 0, 0)
    for one in surveys:
        for script, lang, letters in one.letters:
            found[script, lang] += letters
        signs = (signs[0] + one.persian[0], signs[1] + one.persian[1], signs[2] + one.persian[2])
    return Survey(_rows(found), signs)


def _rows(found: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((script, lang, letters) for (script, lang), letters in sorted(found.items()))


def name_languages(
    document: Document, whole: Callable[[], Survey] | None = None, looks: Looks | None = None
) -> Document:
    """The document with `lang` on its root, on every block in another language, and Runs about foreign phrases.

    A language that the author gave is kept. All languages are BCP 47; a text whose script alone is known is in
    `und-Latn`, `und-Arab` and so on. No word and no sign is changed. Doing it twice changes nothing more.

    A chapter that says its language is named as a part of a larger text by the survey of the `whole`, which is asked
    for only where the chapter does not tell enough. `looks` is what was seen of the texts before.
    """
    root = document.root
    naming = _Naming(looks)
    lang = root.attrs.lang or naming.language_of(root)

    @cache
    def persian() -> str:
        return lang if lang in PERSIAN else persian_by(whole().persian if whole else naming.persian_signs_of(root))

    @cache
    def usual() -> dict[str, str]:
        # A pass of its own: that of `naming` has by now met some notes as well, and others not.
        return usual_languages(whole().letters if whole else _Naming().surely_found(root), persian())

    named = naming.inside(root, _Around(lang, lang, persian, usual))
    return replace(document, root=replace(named, attrs=replace(root.attrs, lang=lang)))


def _words(root: Section) -> str:
    """The words by which a whole text is judged: those of its blocks, or its title's if it has no others."""
    text = prose(root.children)
    return text if script_of_text(text)[0] else prose((root,))


def usual_languages(letters: tuple[tuple[str, str, int], ...], persian: str) -> dict[str, str]:
    """For each script, the language of four fifths of what is surely found in it."""
    scripts: Counter[str] = Counter()
    langs: Counter[tuple[str, str]] = Counter()
    for script, lang, count in letters:
        scripts[script] += count
        langs[script, persian if lang == "fa" else lang] += count
    return {script: lang for (script, lang), count in langs.items() if 5 * count >= 4 * scripts[script]}


def _undetermined(script: str | None) -> str:
    return f"{UNDETERMINED}-{script}" if script else UNDETERMINED


class _Naming:
    """One pass; what is found of a block is kept, since what holds it asks too."""

    def __init__(self, looks: Looks | None = None) -> None:
        self._findings: dict[int, Findings] = {}
        self._plain: Findings = Counter()  # of the text alone, whatever languages are given
        self._glances = Glances(looks)
        self._is_told = False

    def surely_found(self, root: Section) -> tuple[tuple[str, str, int], ...]:
        """The letters that are surely in a language, by script and language, whatever languages are given."""
        self._all_findings(root)
        found: Counter[tuple[str, str]] = Counter()
        for (script, lang, is_sure), letters in self._plain.items():
            if lang and is_sure:
                found[script, lang] += letters
        return _rows(found)

    def persian_signs_of(self, root: Section) -> tuple[int, int, int]:
        """The `persian_signs` of a whole text."""
        return self._glances.persian_signs(root.children) if self._is_told else persian_signs(_words(root))

    def language_of(self, root: Section) -> str:
        """The language of a whole document: the one of most of its blocks, else the one of all its words together."""
        told = self._glances.language_of(root)
        self._is_told = told is not None
        if told:
            return persian_by(self.persian_signs_of(root)) if told == "fa" else told
        text = _words(root)
        script, letters = script_of_text(text)
        if script is None:
            return UNDETERMINED
        sure: Counter[str] = Counter()
        for (own, lang, is_sure), count in self._all_findings(root).items():
            if own == script and is_sure and lang:
                sure[lang] += count
        if sure and 2 * sure.most_common(1)[0][1] > letters:
            best = max(sorted(sure), key=lambda lang: sure[lang])
            return persian_of(text) if best == "fa" else best
        return detect_language(text) or _undetermined(script)

    def named(self, node: NodeType, around: _Around) -> NodeType:
        """`node` with its language, if that is not the one around it, and all in it named."""
        if isinstance(node, CodeBlock):
            return node
        lang = node.attrs.lang
        if isinstance(node, Section) and node.role == "article" and lang not in PERSIAN:
            article = node
            around = replace(around, persian=cache(lambda: persian_by(self._glances.persian_signs((article,)))))
        if not lang and not isinstance(node, Row) and not self._glances.stays(node, around.lang):
            lang = _settled(self._all_findings(node), around)
        if not lang or lang == around.lang:
            return self.inside(node, around)
        own = lang
        around = replace(around, lang=own, persian=(lambda: own) if own in PERSIAN else around.persian)
        named = self.inside(node, around)
        return named if node.attrs.lang else replace(named, attrs=replace(node.attrs, lang=lang))

    def inside(self, node: NodeType, around: _Around) -> NodeType:
        """`node` with all that it holds named; it is itself in the language of `around`."""
        changes: dict[str, object] = {}
        for field in holders(type(node)):
            before: tuple[Node, ...] = getattr(node, field)
            if not before:
                continue
            after: tuple[Node, ...]
            if field in LINES:
                after = self._line(cast("Inlines", before), around)
            elif is_inline(before[0]):
                after = self._inlines(cast("Inlines", before), around)
            else:
                after = tuple([self.named(n, around) for n in before])
            if after is not before and after != before:
                changes[field] = after
        if isinstance(node, Section) and node.meta:
            changes["meta"] = name_metadata(node.meta, around.lang)
        return replace(node, **changes) if changes else node  # type: ignore[arg-type]

    def _inlines(self, line: Inlines, around: _Around) -> Inlines:
        scripts: tuple[str, ...] = SCRIPTS
        if _is_of_words(line):
            scripts = self._glances.foreign_scripts(line, around.lang)
            if not scripts:
                return line
        marked = mark_phrases(line, around.lang, lambda phrase: _phrase_language(phrase, around), scripts)
        return tuple([self._inline(node, around) for node in marked])

    def _inline(self, node: Inline, around: _Around) -> Inline:
        if isinstance(node, Run) and node.attrs.lang:
            return node
        return self.inside(node, replace(around, lang=node.attrs.lang) if node.attrs.lang else around)

    def _line(self, line: Inlines, around: _Around) -> Inlines:
        """A title, caption or credit has no attributes of its own: one in another language becomes a single Run."""
        if run_language(line):
            return self._inlines(line, around)
        if self._glances.stays_line(line, around.lang):
            return self._inlines(line, around)
        lang = _settled(_found_in_line(line), around)
        if lang == around.lang:
            return self._inlines(line, around)
        return (Run(self._inlines(line, replace(around, lang=lang)), attrs=Attrs(lang=lang), span=line[0].span),)

    def _all_findings(self, node: Node) -> Findings:
        """What is found in each block of `node`, itself if it is one of words; a language that is given is sure."""
        if id(node) not in self._findings:
            self._findings[id(node)] = self._found_in(node)
        return self._findings[id(node)]

    def _found_in(self, node: Node) -> Findings:
        inside = [n for n in children(node) if not is_inline(n)]
        if not inside:
            return _given(node.attrs.lang, self._found_in_line(cast("Inlines", tuple(children(node)))))
        found: Findings = Counter()
        for child in inside:
            found.update(self._all_findings(child))
        for field in LINES:
            if line := getattr(node, field, ()):
                found.update(self._found_in_line(line))
        return _given(node.attrs.lang or _agreed(found), found)

    def _found_in_line(self, line: Inlines) -> Findings:
        findings = _found_in_line(line)
        self._plain.update(findings)
        return _given(run_language(line), findings)


def _found_in_line(line: Inlines) -> Findings:
    found = find_language(prose(line))
    return Counter({(found.script, found.lang, found.sure): found.letters} if found.script else {})


def _is_of_words(nodes: Inlines) -> bool:
    """Whether all that these inlines hold is in the language of their line: no notes, no language of their own."""
    return all(
        isinstance(node, Text)
        or (not isinstance(node, Note) and not node.attrs.lang and _is_of_words(getattr(node, "children", ())))
        for node in nodes
    )


def _given(lang: str | None, found: Findings) -> Findings:
    """What is found where `lang` is known: nothing else."""
    if not lang or not found:
        return found
    script = script_of_language(lang) or next(iter(found))[0]
    known = lang.split("-")[0] != UNDETERMINED
    return Counter({(script, lang if known else None, known): found.total()})


def _agreed(found: Findings) -> str | None:
    """The language of most of a text in one script, in which nothing is surely in another one."""
    sure = {lang for _, lang, is_sure in found if is_sure}
    if len(sure) != 1 or len({script for script, _, _ in found}) != 1:
        return None
    most = 2 * sum(letters for (_, _, is_sure), letters in found.items() if is_sure) > found.total()
    return next(iter(sure)) if most else None


def _settled(findings: Findings, around: _Around) -> str:
    """The language of all that was found, or the one around it where the findings do not agree on another."""
    scripts = {script for script, _, _ in findings}
    if len(scripts) != 1:
        return around.lang
    (script,) = scripts
    sure: Counter[str] = Counter()
    guessed: Counter[str] = Counter()
    for (_, lang, is_sure), letters in findings.items():
        if lang:
            (sure if is_sure else guessed)[_persian(lang, around)] += letters
    if is_written_in(around.lang, script):
        if len(sure) == 1 and 2 * sure.total() > findings.total():
            return next(iter(sure))
        return around.lang
    for votes in (sure, guessed):
        if votes:
            return max(sorted(votes), key=lambda lang: votes[lang])
    return around.guess(script) or _undetermined(script)


def _persian(lang: str, around: _Around) -> str:
    """Persian is never told from Persian: in a Dari text it is Dari, unless the author says otherwise."""
    if lang != "fa":
        return lang
    return around.lang if around.lang in PERSIAN else around.persian()


def _phrase_language(phrase: str, around: _Around) -> str | None:
    found = find_language(phrase)
    if not found.script:
        return None
    if is_written_in(around.home, found.script) and not found.sure:
        return around.home
    return _persian(found.lang, around) if found.lang else around.guess(found.script)
