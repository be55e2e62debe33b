"""Words from left to right that Chrome's engine takes to pieces, and what these are.

In a document that is read from the right, pdfium parts every line where the kind of the characters changes and turns
the order of the parts round: www.example.org becomes org.example.www (CPDF_TextPage::CloseTempLine).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby
from unicodedata import bidirectional, category

from afgpub.frozen import dataclass
from afgpub.renderers.pdf.text.spelling import SILENT

NO_BREAK_SPACE = "\u00a0"
_JOINERS = frozenset("\u200c\u200d")
_STEP = 0.01  # CSS pixels
_MOST_PIECES = 64  # of a word; one with more is drawn as it stands
_MOST_RAISED = 8  # letters, as of an ordinal or the number of a note
_NEAR = 4  # more than the pieces alike that can be among the five objects before one
_WEAK = frozenset(("AN", "EN", "NSM", "CS", "ES", "ET", "BN"))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word: from byte `start` to byte `end` of the UTF-8 text."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Word:
    """A word that is being drawn piece by piece, from the first of its `pieces` from the left to byte `stop`.

    Each piece is a text object. Those of a word that is `turned` begin at its `left` (CSS pixels of its line), each a
    step further to the left than the one before, with a space that is not seen, so that pdfium sorts them the wrong
    way round and turns them right. Before a space it also looks for no gap between words; before a no-break space,
    which begins what it sorts to the left of the word, it does.

    Other words are raised letters, each between two wide spaces that are not seen: how far pdfium lets an object be
    raised in its line goes by the widths of its first and its last character.
    """

    pieces: tuple[Piece, ...]
    stop: int
    left: float
    turned: bool = True
    index: int = 0  # of the piece that is being drawn

    @property
    def text(self) -> str:
        """What the word says, if it is said of the whole."""
        return "".join(piece.text for piece in self.pieces) if self.turned else ""

    @property
    def piece(self) -> Piece:
        """The piece that is being drawn."""
        return self.pieces[self.index]

    @property
    def start(self) -> float:
        """Where the text object of a piece of a turned word begins."""
        return self.left - self.index * _STEP

    @property
    def leading(self) -> str:
        """The spaces before the piece: two, for after a single one pdf.js reads a space where letters are kerned.

        There are more where a piece before it says the same: of two objects at one place with the same codes, one
        among the five before the other, pdfium drops the second.
        """
        if not self.turned:
            return 2 * NO_BREAK_SPACE
        same = sum(piece.text == self.piece.text for piece in self.pieces[: self.index])
        return (" " if self.index < len(self.pieces) - 1 else NO_BREAK_SPACE) * (same % _NEAR + 2)

    @property
    def trailing(self) -> str:
        """What follows the piece, and stands where it begins."""
        return "" if self.turned else NO_BREAK_SPACE


def words_in_pieces(text: str) -> Iterator[tuple[Piece, ...]]:
    """The pieces of every word of `text` that has more than one apart from the punctuation around it.

    Words are what stands between white space, or joiners; the punctuation after a word is drawn with it.
    """
    places = [0]
    for character in text:
        places.append(places[-1] + len(character.encode()))
    for is_space, word in groupby(range(len(text)), key=lambda index: _parts_words(text[index])):
        if is_space:
            continue
        said = dropwhile(lambda index: _is_punctuation(text[index]), (i for i in word if text[i] not in SILENT))
        parts = [list(part) for _, part in groupby(said, key=lambda index: _kind(text[index]))]
        words = sum(any(not _is_punctuation(text[index]) for index in part) for part in parts)
        if words < 2 or len(parts) > _MOST_PIECES or any(_kind(text[part[0]]) == "right" for part in parts):
            continue
        ends = [places[part[0]] for part in parts[1:]] + [places[parts[-1][-1] + 1]]
        yield tuple(
            Piece(places[part[0]], end, "".join(text[index] for index in part))
            for part, end in zip(parts, ends, strict=True)
        )


def letters_in_pieces(text: str, clusters: Sequence[int]) -> tuple[Piece, ...]:
    """Each letter of `text` as a piece, in the order of `clusters`, the bytes at which each glyph's letter begins.

    Nothing where a glyph stands for more than a letter, or for one that is not seen, or where there are many.
    """
    letters: dict[int, Piece] = {}
    start = 0
    for letter in text:
        end = start + len(letter.encode())
        letters[start] = Piece(start, end, letter)
        start = end
    unseen = any(letter in SILENT or _parts_words(letter) for letter in text)
    if unseen or len(text) > _MOST_RAISED or sorted(clusters) != list(letters):
        return ()
    return tuple(letters[cluster] for cluster in clusters)


def _parts_words(character: str) -> bool:
    return character.isspace() or character in _JOINERS


def _is_punctuation(character: str) -> bool:
    return category(character)[0] in "PS"


def _kind(character: str) -> str:
    """What pdfium tells characters by: their direction, coarsely (CFX_BidiChar::AppendChar)."""
    value = bidirectional(character)
    if value in ("R", "AL"):
        return "right"
    return "left" if value == "L" else "weak" if value in _WEAK else "neutral"
