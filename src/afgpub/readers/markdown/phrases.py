"""Phrases that can be read without the parser: words alone, or words with plain emphasis, raised letters and notes.

Plain means that no sign is left over and none stands inside another, so that there is one way to read them
(CommonMark 0.31.2, section 6.2). All else is left to the parser, which gives the same nodes for these too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from afgpub.document import Emphasis, Inline, Inlines, Span, Strong, Subscript, Superscript, Text
from afgpub.readers.markdown.elements import MAX_DEPTH
from afgpub.readers.markdown.notes import call_note
from afgpub.readers.markdown.reading import Reading

# With these the rules of the parser for phrases begin, but for that for pictures, whose `!` stands before a `[`.
_SIGNS = "\\`*_[<&^~{"
_WORDS = f"[^{re.escape(_SIGNS)}]++"
_SIGN = re.compile(f"[{re.escape(_SIGNS)}]")
_LOOSE_LINE = re.compile(r"[ \t]\n|\n[ \t]")
_PHRASE = re.compile(
    rf"(?P<stars>\*\*?)(?!\*)(?P<stressed>{_WORDS})(?P=stars)(?!\*)"
    rf"|<(?P<tag>su[bp])>(?P<shifted>{_WORDS})</(?P=tag)>"
    r"|\[\^(?P<label>[^\s\[\]]{1,100})\](?![(\[:])"
)
_WRAPPERS: dict[str, Callable[..., Inline]] = {"*": Emphasis, "**": Strong, "sup": Superscript, "sub": Subscript}


def read_phrases(text: str, span: Span, reading: Reading) -> Inlines | None:
    """The inline nodes of a text that fills the lines of `span`; None where the parser is needed."""
    if "\n" in text and _LOOSE_LINE.search(text):
        return None
    if not any(map(text.__contains__, _SIGNS)):
        return (Text(text.replace("\n", " "), span=span),) if text else ()
    found: list[re.Match[str]] = []
    sign = _SIGN.search(text)
    while sign:
        phrase = _PHRASE.match(text, sign.start())
        if not phrase or not _is_plain(phrase) or not (phrase["label"] is None or phrase["label"] in reading.notes):
            return None
        found.append(phrase)
        sign = _SIGN.search(text, phrase.end())
    if reading.depth >= MAX_DEPTH or (reading.parser.definitions and "[" in text):
        return None
    return _make(text, found, _Lines(text, span), reading)


def _is_plain(phrase: re.Match[str]) -> bool:
    """Whether the stars around words can open on their left and close on their right, whatever stands there."""
    words = phrase["stressed"]
    if words is None:
        return True
    text, start, end = phrase.string, phrase.start(), phrase.end()
    opens = words[0].isalnum() or (not words[0].isspace() and text[start - 1 : start] in ("", " ", "\n"))
    closes = words[-1].isalnum() or (not words[-1].isspace() and text[end : end + 1] in ("", " ", "\n"))
    return opens and closes


class _Lines:
    """The spans of what follows each other in a text, so that each line end is counted once."""

    def __init__(self, text: str, span: Span) -> None:
        self.text, self.span = text, span
        self.place, self.line = 0, span.start

    def to(self, start: int, end: int) -> Span:
        """The span from `start` to `end`; later ones do not begin before this `start`."""
        if self.span.start == self.span.end:
            return self.span
        self.line += self.text.count("\n", self.place, start)
        self.place = start
        return Span(self.span.source, self.line, self.line + self.text.count("\n", start, end))


def _make(text: str, found: Sequence[re.Match[str]], lines: _Lines, reading: Reading) -> Inlines:
    nodes: list[Inline] = []
    place = 0
    for phrase in found:
        start, end = phrase.span()
        if start > place:
            nodes.append(Text(text[place:start].replace("\n", " "), span=lines.to(place, start)))
        span = lines.to(start, end)
        if phrase["label"]:
            nodes += call_note(phrase["label"], phrase[0], span, reading)
        else:
            group = "stressed" if phrase["stars"] else "shifted"
            inside = Text(phrase[group].replace("\n", " "), span=lines.to(*phrase.span(group)))
            nodes.append(_WRAPPERS[phrase["stars"] or phrase["tag"]]((inside,), span=span))
        place = end
    if place < len(text):
        nodes.append(Text(text[place:].replace("\n", " "), span=lines.to(place, len(text))))
    return tuple(nodes)
