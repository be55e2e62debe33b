"""Which glyph of a cluster stands for which of its characters."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from afgpub.frozen import dataclass

# Seen nowhere and meant for no reader: direction controls, the soft hyphen where no line breaks, break marks.
SILENT = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\ufeff") | frozenset(
    map(chr, range(0x2066, 0x206A))
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A place in the text layer: the glyph by its index in the cluster, None for one without ink, and its text.

    An empty text is a glyph that is seen but stands for no further character.
    """

    glyph: int | None
    text: str


def spell(glyphs: Sequence[int], text: str, nominal: Callable[[str], int], *, whole: bool) -> tuple[Letter, ...]:
    """The letters of one cluster in logical order: `glyphs` in logical order, `text` its characters.

    Every glyph has its place, every character stands once. `nominal` gives the glyph that a character has by the
    face's `cmap`, 0 for none. With `whole`, a single glyph may stand for several characters, as a Latin ligature
    does; extractors put such a string the wrong way round in right-to-left text.
    """
    text = "".join(c for c in text if c not in SILENT)
    whole = whole or len(set(text)) == 1  # a string that is the same both ways
    if len(glyphs) == len(text) or (whole and len(glyphs) == 1 and text):
        if len(glyphs) == 1:
            return (Letter(0, text),)
        return tuple(Letter(index, character) for index, character in enumerate(text))
    letters: list[Letter] = []
    place = 0
    for index, glyph in enumerate(glyphs):
        left = len(text) - place
        surplus = left - (len(glyphs) - index)
        if surplus > 0 and index:  # a mark after a ligature: the letters before it have no glyph of their own
            ahead = next((n for n in range(surplus + 1) if nominal(text[place + n]) == glyph), 0)
            letters.extend(Letter(None, character) for character in text[place : place + ahead])
            place += ahead
        letters.append(Letter(index, text[place : place + 1]))
        place += 1
    letters.extend(Letter(None, character) for character in text[place:])
    return _without_doublets(letters)


def _without_doublets(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Give a letter without a glyph to the one before it if they are the same.

    Extractors take two equal letters at one place for a bold one; a string of equal letters is the same both ways.
    """
    found: list[Letter] = []
    for letter in letters:
        if found and letter.glyph is None and set(found[-1].text) == {letter.text}:
            found[-1] = Letter(found[-1].glyph, found[-1].text + letter.text)
        else:
            found.append(letter)
    return tuple(found)
