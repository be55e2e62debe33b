"""The proof of a finished PDF: it is read back, as a program reads it, and compared with the text it was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from afgpub.frozen import dataclass

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.proof.comparison import Tally
    from afgpub.proof.expected import Block

__all__ = ["LostWord", "Proof", "TurnedLine", "prove"]


@dataclass(frozen=True, slots=True)
class LostWord:
    """A word that the PDF does not say as it was written, and the words around it."""

    word: str
    context: str


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """A line of the PDF, from left to right without spaces, that is not in the order of UAX #9, or is there twice."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read back from a PDF.

    Counted are visible characters, without spaces. `encoded` of `characters` came back as written, `zwnj_kept` of
    `zwnj` among them; `ordered` of `lines` are in the order that UAX #9 gives. `added` characters stand in
    lines of the text that does not have them, `extra` ones in other lines; `presentation_forms` of both are shapes of
    Arabic letters instead of letters.
    """

    characters: int
    encoded: int
    zwnj: int
    zwnj_kept: int
    lines: int
    ordered: int
    added: int
    extra: int
    presentation_forms: int
    lost: tuple[LostWord, ...]
    turned: tuple[TurnedLine, ...]
    doubled: tuple[TurnedLine, ...]

    @property
    def share(self) -> float:
        """How much of what stands in the lines of the text is as it was written, from 0 to 1."""
        return self.encoded / (self.characters + self.added) if self.characters else 1.0

    def meets(self, level: float) -> bool:
        """Did at least the share `level` (0 to 1) come back, with every ZWNJ, each line once and in order?"""
        faults = self.zwnj - self.zwnj_kept or self.turned or self.doubled or self.presentation_forms
        return self.share >= level and not faults


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a book that begins and ends with a page of its own: its text and its pages, from 0."""

    article: _Element
    pages: tuple[int, ...]


def prove(pdf: bytes, article: _Element) -> Proof:
    """Read `pdf` back and compare it with the text of `article`, an XHTML element without namespace.

    Tags give the order of reading, and what of a page is the text; without tags it is the order of the file, and
    running heads count as `extra`. Raises RenderError (proof-unreadable) for what is no PDF that can be read.
    """
    from afgpub.proof.comparison import compare
    from afgpub.proof.expected import expected_blocks
    from afgpub.proof.lines import lines_of
    from afgpub.proof.reading import shown_of
    from afgpub.proof.tags import reading_order

    blocks = expected_blocks(article)
    with _read(pdf) as read:
        tally = compare(blocks, lines_of(enumerate(shown_of(read)), reading_order(read)))
    return _proof(blocks, tally)


def prove_parts(pdf: bytes, parts: Iterable[Part], look: Callable[[Any], None]) -> list[Proof]:
    """Compare each of the `parts` with its pages, and no other page; `look` sees the first page of the PDF (pikepdf).

    Raises RenderError (proof-unreadable).
    """
    from afgpub.proof.comparison import compare
    from afgpub.proof.expected import expected_blocks
    from afgpub.proof.lines import lines_of
    from afgpub.proof.reading import read_shown
    from afgpub.proof.tags import reading_order

    parts, fonts, found = list(parts), dict[Any, Any](), list[Proof]()
    with _read(pdf) as read:
        all_pages = list(read.pages)
        look(all_pages[0])
        order = reading_order(read, {page for part in parts for page in part.pages})
        for part in parts:
            blocks = expected_blocks(part.article)
            pages = ((page, read_shown(all_pages[page], fonts)) for page in part.pages)
            found.append(_proof(blocks, compare(blocks, lines_of(pages, order))))
    return found


@contextmanager
def _read(pdf: bytes) -> Iterator[Any]:
    from afgpub.exceptions import RenderError
    from afgpub.proof.opening import library, opened

    try:
        with opened(pdf) as read:
            yield read
    except (library().PdfError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:160]
        raise RenderError.coded("proof-unreadable", reason=reason) from error


def _proof(blocks: tuple[Block, ...], tally: Tally) -> Proof:
    from afgpub.proof.comparison import ZWNJ

    text = "".join(block.characters for block in blocks)
    return Proof(
        characters=len(text),
        encoded=tally.right,
        zwnj=text.count(ZWNJ),
        zwnj_kept=tally.zwnj_right,
        lines=tally.lines,
        ordered=tally.lines - len(tally.turned),
        added=tally.added,
        extra=tally.extra,
        presentation_forms=tally.forms,
        lost=_lost_words(blocks, tally.lost),
        turned=tuple(TurnedLine(line.text, line.page) for line in tally.turned),
        doubled=tuple(TurnedLine(line.text, line.page) for line in tally.doubled),
    )


def _lost_words(blocks: tuple[Block, ...], lost: list[tuple[int, int]]) -> tuple[LostWord, ...]:
    found = dict.fromkeys((block, blocks[block].word_of[index]) for block, index in sorted(lost))
    return tuple(
        LostWord(blocks[block].words[word], " ".join(blocks[block].words[max(word - 3, 0) : word + 4]))
        for block, word in found
    )
