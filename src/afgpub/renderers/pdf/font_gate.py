"""Before a page is laid out: every letter, digit and mark has a glyph in the faces of the theme."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from afgpub.document import Document
from afgpub.exceptions import RenderError
from afgpub.face_facts import FACTS
from afgpub.faces import Face, coverage, load_faces, missing_letters, tell_missing_letters
from afgpub.harfbuzz import load_harfbuzz
from afgpub.messages import Message, message
from afgpub.proof.findings import place_of
from afgpub.renderers.markup.elements import inherited
from afgpub.theme import Theme

if TYPE_CHECKING:
    from lxml.etree import _Element

LIMIT = 0.10  # of the letters of a face that may be built of several glyphs
JOINER = "\u200d"
# Letters of Dari, Persian, Pashto, Urdu and Arabic; of Latin ones the letters of English and German.
_ALPHABETS = {
    "Arab": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپټځڅچډړژږښکګڼګگیېۍئےۀڈڑٹںہھ",
    "Latn": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüß",
}


def check_letters(theme: Theme, article: _Element, document: Document, handling: str) -> tuple[Message, ...]:
    """Messages for letters that no face of the theme has, where `handling` is `allow`.

    Raises RenderError (letter-without-face) for the first of them, with the others, where it is `refuse`.
    """
    if handling == "allow":
        return tell_missing_letters(theme, [article])
    found = [
        message(
            "letter-without-face",
            place_of(letter, document),
            letter=letter,
            number=ord(letter),
            name=unicodedata.name(letter, "a letter without a name"),
            count=count,
            lang=_language_of(letter, article),
        )
        for letter, count in missing_letters(theme, [article]).items()
    ]
    if found:
        raise RenderError(found[0], tuple(found[1:]))
    return ()


def check_faces(theme: Theme) -> tuple[Message, ...]:
    """A message (face-unsearchable) for each face of the theme that builds over a tenth of its letters of parts."""
    faces = load_faces()
    shares = {use.face: multi_glyph_share(faces[use.face]) for use in theme.faces}
    return tuple(
        message("face-unsearchable", face=name, share=round(share * 100))
        for name, share in shares.items()
        if share > LIMIT
    )


@cache
def multi_glyph_share(face: Face) -> float:
    """The share, from 0 to 1, of the letters of its script that `face` draws with more than one glyph.

    A letter counts if any of its shapes, alone or joined, does. Such letters are drawn well, but extractors take each
    part for a letter.
    """
    known = FACTS.get(face.sha256)
    return known[0] if known else find_share(face)


def find_share(face: Face) -> float:
    """`multi_glyph_share`, found out by drawing them."""
    uharfbuzz = load_harfbuzz()
    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file))))
    has = coverage(face)
    blanks = {font.get_nominal_glyph(ord(JOINER)), font.get_nominal_glyph(ord(" "))}
    letters = [letter for letter in _ALPHABETS[face.script] if ord(letter) in has]
    several = 0
    for letter in letters:
        shapes = (letter, letter + JOINER, JOINER + letter, JOINER + letter + JOINER)
        several += any(len([g for g in _glyphs(font, shape) if g not in blanks]) > 1 for shape in shapes)
    return several / len(letters) if letters else 0.0


def _glyphs(font: object, text: str) -> Iterator[int]:
    uharfbuzz = load_harfbuzz()
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return (info.codepoint for info in buffer.glyph_infos)


def _language_of(letter: str, article: _Element) -> str:
    """The language of the element in which `letter` stands first."""
    for node in article.iter():
        if letter in (node.text or ""):
            return _nearest_language(node)
        if letter in (node.tail or ""):
            parent = node.getparent()
            return _nearest_language(parent if parent is not None else node)
    return "und"


def _nearest_language(node: _Element) -> str:
    return inherited(node, "lang") or "und"
