"""The proof of a book: each chapter is compared with its own pages, once for as long as it is kept."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from lxml import etree

from afgpub.proof import Part, Proof, prove_parts
from afgpub.renderers.pdf.kept import NotAlikeError
from afgpub.renderers.pdf.kept.stand_ins import chapters_of

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.renderers.pdf.kept.keeping import Chapter, Keeping

_ALIKE = {"encoded": "characters", "zwnj_kept": "zwnj", "ordered": "lines"}  # in a proof without faults
_NUMBERS = (*_ALIKE, *_ALIKE.values(), "added", "extra", "presentation_forms")


def prove_by_chapters(pdf: bytes, article: _Element, keeping: Keeping) -> Proof | None:
    """The proof of `pdf`, of which only what is new is read; None where chapters have no pages of their own.

    Raises RenderError (proof-unreadable), and NotAlikeError where kept pages do not say what they said.
    """
    rows = list(zip(keeping.chapters, chapters_of(article)[1], strict=True))
    own = [place for place, (chapter, _) in enumerate(rows) if chapter.pages and not chapter.fault]
    if not own or own[-1] - own[0] >= len(own):
        return None
    rows = rows[own[0] : own[-1] + 1]
    first, last = rows[0], rows[-1]
    between = [section.getprevious() for _, section in rows[1:]]
    if any(node is None or node.tag != "section" for node in between):
        return None
    around = [
        Part(_before(first[1]), tuple(range(first[0].pages[0]))),
        Part(_after(last[1]), tuple(range(last[0].pages[-1] + 1, keeping.count))),
    ]
    new = [(chapter, section) for chapter, section in rows if not chapter.kept]
    chapters = [Part(_framed(section), tuple(chapter.pages)) for chapter, section in new]
    front, *proofs, end = prove_parts(pdf, [around[0], *chapters, around[1]], lambda page: _confirm(page, keeping))
    for (chapter, _), proof in zip(new, proofs, strict=True):
        chapter.figures = _figures(proof) if _is_faultless(proof) else None
    found = iter(proofs)
    return _joined([front, *(_kept_proof(chapter) or next(found) for chapter, _ in rows), end])


def _figures(proof: Proof) -> dict[str, int]:
    return {name: getattr(proof, name) for name in (*_ALIKE.values(), "extra")}


def _is_faultless(proof: Proof) -> bool:
    return proof.characters == proof.encoded and proof.meets(1.0) and not proof.lost


def _kept_proof(chapter: Chapter) -> Proof | None:
    """The proof of a chapter that is kept, in which no fault was found."""
    if not chapter.kept:
        return None
    figures = chapter.kept.figures
    alike = {name: figures[other] for name, other in _ALIKE.items()}
    numbers = {name: figures[name] for name in (*_ALIKE.values(), "extra")}
    return Proof(**alike, **numbers, added=0, presentation_forms=0, lost=(), turned=(), doubled=())


def _joined(proofs: list[Proof]) -> Proof:
    """The proof of what all these are of, one after the other."""
    numbers = {name: sum(getattr(proof, name) for proof in proofs) for name in _NUMBERS}
    return Proof(
        **numbers,
        lost=tuple(word for proof in proofs for word in proof.lost),
        turned=tuple(line for proof in proofs for line in proof.turned),
        doubled=tuple(line for proof in proofs for line in proof.doubled),
    )


def _before(section: _Element) -> _Element:
    """The article as far as `section`, which begins a page."""
    article = next(section.iterancestors("article"))
    copy = deepcopy(article)
    node: _Element = chapters_of(copy)[1][chapters_of(article)[1].index(section)]
    while node is not copy:
        parent = next(node.iterancestors())
        for following in list(node.itersiblings()):
            parent.remove(following)
        if node.tag == "section":
            parent.remove(node)
        node = parent
    return copy


def _after(section: _Element) -> _Element:
    """What follows `section`, alone in an article of the same direction."""
    frame = _frame(section)
    for node in (section, *section.iterancestors()):
        if node.tag == "article":
            return frame
        frame.extend([deepcopy(following) for following in node.itersiblings()])
    return frame


def _framed(section: _Element) -> _Element:
    frame = _frame(section)
    frame.append(deepcopy(section))
    frame[0].tail = None
    return frame


def _frame(section: _Element) -> _Element:
    frame = etree.Element("article")
    for name, value in next(section.iterancestors("article")).items():
        frame.set(name, value)
    return frame


def _confirm(first: Any, keeping: Keeping) -> None:
    """Every code on a kept page says in this PDF what it said, and is as wide."""
    from afgpub.proof.fonts import read_font

    fonts = first.obj["/Resources"].get("/Font")
    known = {str(name)[1:]: read_font(font) for name, font in fonts.items()} if fonts is not None else {}
    for page in keeping.said.values():
        for name, code, text, width in page.letters():
            font = known[name]
            if font.strings.get(code) != text or font.widths.get(code) != width:
                raise NotAlikeError("its letters have other codes")
