"""The proof as a stage of rendering: its option, its figures and its messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from afgpub.document import Document
from afgpub.exceptions import OptionError
from afgpub.messages import Message
from afgpub.proof import Proof, prove

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.renderers.pdf.kept.keeping import Keeping

OFF = "off"


def proof_level(value: str) -> float | None:
    """The level as a share from 0 to 1, or None for no proof. Raises OptionError (option-invalid)."""
    if value == OFF:
        return None
    try:
        level = float(value)
    except ValueError:
        level = -1.0
    if not 0 <= level <= 100:
        raise OptionError.coded("option-invalid", option="proof", value=repr(value), expected="A percentage, or off.")
    return level / 100


def proved(
    pdf: bytes, article: _Element, document: Document, level: float | None, keeping: Keeping | None = None
) -> tuple[Proof | None, tuple[Message, ...]]:
    """Read the PDF back, unless `level` is None; pages that are kept were read when they were made.

    Raises RenderError (proof-unreadable) and NotAlikeError.
    """
    if level is None:
        if keeping:
            keeping.leave_unproved()
        return None, ()
    from afgpub.proof.findings import tell

    proof = None
    if keeping:
        from afgpub.renderers.pdf.kept.proofs import prove_by_chapters

        proof = prove_by_chapters(pdf, article, keeping)
    proof = proof or prove(pdf, article)
    return proof, tell(proof, document, level)
