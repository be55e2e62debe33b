"""What a proof has to say, as messages with their places in the source."""

from __future__ import annotations

from collections.abc import Iterator

from afgpub.document import Document, Node, Note, Span
from afgpub.messages import Message, message
from afgpub.proof import Proof, TurnedLine
from afgpub.walk import children, plain_text, walk

_WORDS = 20  # lost words that are named one by one


def tell(proof: Proof, document: Document, level: float) -> tuple[Message, ...]:
    """The messages of a proof; `level` is the share of characters, from 0 to 1, below which it is a warning."""
    return tuple(_tell(proof, document, level))


def _tell(proof: Proof, document: Document, level: float) -> Iterator[Message]:
    if proof.share < level:
        shown = int(proof.share * 10_000) / 100  # never rounded up to the level itself
        yield message("proof-below", share=f"{shown:.2f}", level=f"{level * 100:g}")
    for lost in proof.lost[:_WORDS]:
        yield message("proof-word", place_of(lost.word, document), word=lost.word, context=lost.context)
    if proof.zwnj_kept < proof.zwnj:
        yield message("proof-joiner", lost=proof.zwnj - proof.zwnj_kept, count=proof.zwnj)
    if proof.presentation_forms:
        yield message("proof-forms", count=proof.presentation_forms)
    yield from _tell_lines("proof-order", proof.turned)
    yield from _tell_lines("proof-doubled", proof.doubled)


def _tell_lines(code: str, lines: tuple[TurnedLine, ...]) -> Iterator[Message]:
    if lines:
        more = f", and {len(lines) - 1} more" if len(lines) > 1 else ""
        yield message(code, page=lines[0].page, text=lines[0].text[:80], more=more)


def place_of(text: str, document: Document) -> Span | None:
    """The place of the innermost node of the document whose words hold `text`, the first in reading order."""
    starts: list[Node] = [document.root, *(node for node in walk(document.root) if isinstance(node, Note))]
    for node in starts:
        inside: Node | None = node if text in _words(node) else None
        place: Span | None = None
        while inside is not None:
            place = inside.span or place
            inside = next((child for child in children(inside) if text in _words(child)), None)
        if place is not None:
            return place
    return None


def _words(node: Node) -> str:
    """The words below a node; those of a note's body are its own and not of the text that calls it."""
    return "".join(map(plain_text, children(node))) if isinstance(node, Note) else plain_text(node)
