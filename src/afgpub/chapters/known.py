"""What is known of a book that was put together, and of each of its parts, so that words in it can be changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from afgpub.chapters.store import digest_of
from afgpub.worker.packing import as_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from afgpub.chapters.cut import Standing
    from afgpub.chapters.numbering import Values
    from afgpub.chapters.piece import Piece

_MESSAGES = 3  # the first frames of a part are those of each stage
LETTERS, SURVEY, _, _, FILLED = range(_MESSAGES, 8)  # the others, the last of which begin what a format has filled in
_OWN = ("token", "letters")  # of a kept piece: what the others do not go by, or share

Outside = tuple[Any, "Sequence[bytes]"]  # what a format keeps of a book apart from its chapters: JSON and bytes


class Filled(NamedTuple):
    """A chapter filled in as a format has it: bytes, or views of them, and a row of what else is known of them."""

    row: Sequence[Any]
    frames: Sequence[bytes]


class Book(NamedTuple):
    """What is known of a whole book: the rank of its chapters, what they stand in, what they go by.

    `base` is a digest of the text that it was when all of it was kept, `others` has the keys of parts, by number, that
    have taken the place of those; `broken` are packed messages of links that lead nowhere in all of the book.
    """

    base: str
    others: Mapping[str, str]
    top: int
    role: str
    lang: str
    dir: str
    decisions: str
    goes_by_more: bool
    broken: Sequence[Any]


class Known(NamedTuple):
    """What is known of a part: its key, how many lines it has, and as bytes of JSON the rest.

    `likeness` is a digest of all that the others go by but its letters; `survey` is empty where nobody asked for it.
    """

    key: str
    lines: int
    messages: Sequence[bytes]
    letters: bytes
    survey: bytes
    likeness: bytes
    values: bytes
    filled: Filled

    @property
    def frames(self) -> list[bytes]:
        """All that is bytes."""
        facts = self.letters, self.survey, self.likeness, self.values
        return [*self.messages, *facts, *self.filled.frames]

    @classmethod
    def of(cls, key: str, lines: int, row: Sequence[Any], frames: Sequence[bytes]) -> Known:
        """A part with these `frames`."""
        messages, (letters, survey, likeness, values, *filled) = frames[:_MESSAGES], frames[_MESSAGES:]
        return cls(key, lines, messages, letters, survey, likeness, values, Filled(row, filled))


def likeness_of(piece: Piece, standing: Standing, *, by_more: bool) -> bytes:
    """A digest of all that other chapters go by of this one but its letters; with `by_more` of what is beside too."""
    row = as_json({name: value for name, value in piece.kept().items() if name not in _OWN})
    more = piece.more if by_more else b""
    return digest_of(as_json(standing[1:]), row, piece.contents, more).encode()


def pack_values(values: Values) -> bytes:
    """What the marks of a chapter stand for, as JSON."""
    return as_json({mark.decode(): value.decode("utf-8", "surrogatepass") for mark, value in values.items()})


def unpack_values(packed: bytes) -> Values:
    """What `pack_values` made."""
    return {mark.encode(): value.encode("utf-8", "surrogatepass") for mark, value in json.loads(packed).items()}
