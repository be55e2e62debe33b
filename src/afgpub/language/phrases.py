"""Phrases in another script within a line: where they begin and end, and the Run that is made of each."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TypeAlias

from afgpub.document import Attrs, Code, Image, Inline, Inlines, LineBreak, Note, NoteReference, Run, Statistic, Text
from afgpub.frozen import replace
from afgpub.language.detection import mask_addresses
from afgpub.language.script import script_of_language, script_of_letter, script_of_text
from afgpub.walk import plain_text

_WALL = "\ufffc"  # stands for what no phrase goes across
_LETTERS = {
    "Latn": "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff",
    "Arab": "\u0620-\u064a\u066e-\u066f\u0671-\u06d3\u06d5\u06ee-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7",
    "Cyrl": "\u0400-\u0481\u048a-\u052f",
}
_PHRASES = {
    script: re.compile(rf"[{letters}](?:(?:[{letters}\d_]|[^\w{_WALL}])*[{letters}])?")
    for script, letters in _LETTERS.items()
}
SCRIPTS = tuple(_PHRASES)
_WORD = re.compile(r"[^\W\d_]+")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "“": "”", "„": "“", "‹": "›", '"': '"'}
_IN_PAIRS = frozenset((*_PAIRS, *_PAIRS.values()))
_LEAST = {"Latn": 3, "Arab": 1, "Cyrl": 2}  # words: a name alone is left to the line that it stands in

Place: TypeAlias = tuple[int, int]
Found: TypeAlias = tuple[Place, str]  # a phrase and its language


def may_have_phrases(text: str, lang: str) -> bool:
    """Whether a line of `text` that is in `lang` has any letter of another script."""
    script = script_of_language(lang)
    if script is None or (script == "Latn" and text.isascii()):
        return False
    return _other_letters(script).search(text) is not None


@lru_cache(64)
def _other_letters(script: str) -> re.Pattern[str]:
    return re.compile(f"[{''.join(letters for other, letters in _LETTERS.items() if other != script)}]")


def mark_phrases(
    line: Inlines, lang: str, name: Callable[[str], str | None], scripts: tuple[str, ...] = SCRIPTS
) -> Inlines:
    """`line`, which is in `lang`, with a Run about every phrase in another script whose language `name` knows.

    Strong, Link and their like are never cut: a phrase holds them whole, or is within them. Code, figures that are
    statistics, notes and addresses end a phrase; brackets and quotation marks go with it in pairs, other signs at
    its edges stay outside. A Run that says its language is left as it is. No letters of other scripts than `scripts`
    may be in the line.
    """
    script = script_of_language(lang)
    if script is None or (script == "Latn" and all(isinstance(n, Text) and n.value.isascii() for n in line)):
        return line
    texts = [_seen(node, script) for node in line]
    places = deque(_places("".join(texts), [other for other in scripts if other != script], name))
    marked: list[Inline] = []
    group: list[Inline] = []
    start = 0
    for node, text in zip(line, texts, strict=True):
        end = start + len(text)
        for piece, found in _pieces(node, start, end, places):
            if found is None:
                marked.append(piece)
            else:
                group.append(piece)
                if found[0][1] <= end:
                    marked.append(Run(tuple(group), attrs=Attrs(lang=found[1]), span=group[0].span))
                    group = []
        start = end
    return tuple(marked)


def _seen(node: Inline, script: str) -> str:
    """The characters of a node as a phrase may have them: a wall for what no phrase goes into or across."""
    match node:
        case Text(value):
            return mask_addresses(value, _WALL)
        case LineBreak():
            return " "
        case Code() | Image() | Note() | NoteReference() | Statistic() | Run():
            return _WALL
        case _:
            text = plain_text(node)
            whole = not node.attrs.lang and mask_addresses(text, _WALL) == text and _is_foreign(text, script)
            return text if whole and not _has_walls(node) else _WALL


def _has_walls(node: Inline) -> bool:
    inside = getattr(node, "children", ())
    return any(isinstance(n, Code | Image | Note | NoteReference | Run) or _has_walls(n) for n in inside)


def _is_foreign(text: str, script: str) -> bool:
    """Whether `text` has letters, all of one script, which is not `script`."""
    scripts = {script_of_letter(character) for character in set(text) if character.isalpha()}
    return len(scripts) == 1 and script not in scripts


def _places(line: str, scripts: Iterable[str], name: Callable[[str], str | None]) -> list[Found]:
    found: list[Found] = []
    for other in scripts:
        for match in _PHRASES[other].finditer(line):
            phrase = match[0]
            if (
                len(_WORD.findall(phrase)) >= _LEAST[other]
                and script_of_text(phrase)[1] >= 3
                and (lang := name(phrase))
            ):
                found.append((_paired(line, match.start(), match.end()), lang))
    return sorted(found)


def _paired(line: str, start: int, end: int) -> Place:
    """The place with the brackets and quotation marks at its edges whose partner is within it."""
    if _IN_PAIRS.isdisjoint(line[start:end]):
        return start, end
    open_ones: list[str] = []
    for character in line[start:end]:
        if open_ones and character == open_ones[-1]:
            open_ones.pop()
        elif start and not open_ones and character == _PAIRS.get(line[start - 1]):
            start -= 1
        elif character in _PAIRS:
            open_ones.append(_PAIRS[character])
    while open_ones and line[end : end + 1] == open_ones[-1]:
        open_ones.pop()
        end += 1
    return start, end


def _pieces(node: Inline, start: int, end: int, places: deque[Found]) -> list[tuple[Inline, Found | None]]:
    """A node as the pieces of it that are in a phrase and that are not; only Text is cut."""
    while places and places[0][0][1] <= start:
        places.popleft()
    if not isinstance(node, Text):
        return [(node, places[0] if places and start < end and places[0][0][0] < end else None)]
    pieces: list[tuple[Inline, Found | None]] = []
    at = start
    for place in places:
        (first, last), _ = place
        if first >= end:
            break
        if first > at:
            pieces.append((replace(node, value=node.value[at - start : first - start]), None))
        at = max(at, first)
        pieces.append((replace(node, value=node.value[at - start : min(last, end) - start]), place))
        at = min(last, end)
    if at < end or not pieces:
        pieces.append((replace(node, value=node.value[at - start :]) if pieces else node, None))
    return pieces
