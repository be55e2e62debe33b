"""A face cut down to some characters by HarfBuzz; many texts are cut out of its alphabet, not of the whole face."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from afgpub.face_cutter import OpenFace, cut, open_data, open_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from afgpub.faces import Face

# Kept in every subset: joiners, direction marks, and the space, which HarfBuzz needs to draw a joiner as nothing.
KEPT = " \u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# What a style sheet draws without its standing in the text: numbers and bullets of lists, hyphens, leaders.
GENERATED = {"Latn": " \u00a0-‐0123456789.,()…–•◦▪", "Arab": " \u00a0-0123456789۰۱۲۳۴۵۶۷۸۹.,()…–•◦▪"}
_SIGNS = "!\"#%&'()*+,-./0123456789:;<=>?@[]_{|}~\u00a0«»‹›‚‘’„“”–—…·•§°±×€"
# The alphabets of our languages, figures and the signs of print, by the script of a face.
ALPHABETS = {
    "Latn": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyzÄÖÜäöüßÉàâçèéêëîïôùû" + _SIGNS,
    "Arab": "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگۀیټځڅډړږښګڼېۍ،؛؟٪٫٬ـ۰۱۲۳۴۵۶۷۸۹"
    "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670" + _SIGNS,
}
_NAMES = {0, 1, 2, 3, 4, 5, 6, 7, 13, 14, 16, 17}  # with the copyright (0), trademark (7) and licence (13, 14)
_FIGURES = ("lnum", "onum", "pnum", "tnum")  # forms of figures that CSS font-variant-numeric asks for
_MANY = 3  # subsets of a face from where on it pays to cut it down to its alphabet first


@cache
def _opened(face: Face) -> OpenFace:
    """The whole face."""
    return open_file(face.file)


def subset_face(face: Face, characters: Iterable[str]) -> bytes:
    """`face` cut down to `characters`, as TrueType.

    Kept are the layout features that join, mark, kern and localise, the joiners and direction marks that the face
    has, its family name, and its copyright and licence notices (OFL 1.1 §2). Hints are left out. What the face
    cannot draw is passed over.
    """
    numbers = {ord(character) for character in characters}
    _made[face] += 1
    whole = _made[face] <= _MANY or not numbers <= _in_alphabet(face.script)
    return _cut(_opened(face) if whole else _alphabet_of(face), numbers)


_made: Counter[Face] = Counter()


@cache
def _in_alphabet(script: str) -> frozenset[int]:
    return frozenset(map(ord, ALPHABETS[script] + GENERATED[script] + KEPT))


@cache
def _alphabet_of(face: Face) -> OpenFace:
    """`face` cut down to the alphabet of its script: what is cut out of this is the same as out of the whole."""
    return open_data(_cut(_opened(face), _in_alphabet(face.script)))


def _cut(opened: OpenFace, numbers: Iterable[int]) -> bytes:
    return cut(opened, {*numbers, *map(ord, KEPT)}, _NAMES, _FIGURES)
