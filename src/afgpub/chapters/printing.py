"""Faces for the letters of a whole book, which are cut down and packed once for as long as the letters are the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from afgpub.chapters.store import digest_of
from afgpub.faces import EmbeddedFace, Printing, cast_letters, letters_of, missing_letters, packed_face, subset_face
from afgpub.messages import Message, message

if TYPE_CHECKING:
    from lxml.etree import _Element

    from afgpub.chapters.numbering import Numbering
    from afgpub.chapters.store import Store
    from afgpub.faces import Face
    from afgpub.theme import Theme


def printing_of(numbering: Numbering, store: Store) -> Printing:
    """The printing of a book whose chapters are not in the markup at hand; what is made of faces is kept."""

    def embed(theme: Theme, roots: Iterable[_Element], *, shared: bool = False) -> tuple[EmbeddedFace, ...]:
        letters = numbering.letters()
        for place, found in letters_of(theme, roots).items():
            letters.setdefault(place, set()).update(found)
        return tuple(_cut(store, face, characters) for face, characters in cast_letters(theme, letters, shared=shared))

    def tell(theme: Theme, roots: Iterable[_Element]) -> tuple[Message, ...]:
        counts = Counter(missing_letters(theme, roots))
        for piece in numbering.pieces[1:]:  # the opening is in the markup
            counts.update(piece.missing)
        rows = sorted(counts.items())
        return tuple(
            message("letter-missing", letter=letter, number=ord(letter), count=count) for letter, count in rows
        )

    return Printing(embed, lambda face: _kept(store, (b"woff2", face.data), lambda: packed_face(face)), tell)


def _cut(store: Store, face: Face, characters: frozenset[str]) -> EmbeddedFace:
    parts = (b"face", face.sha256.encode(), "".join(sorted(characters)).encode("utf-8", "surrogatepass"))
    return EmbeddedFace(face, _kept(store, parts, lambda: subset_face(face, characters)))


def _kept(store: Store, parts: tuple[bytes, ...], make: Callable[[], bytes]) -> bytes:
    from afgpub import __version__

    key = digest_of(__version__.encode(), *parts)
    found = store.find(key)
    if found is not None and len(found) == 1:
        return found[0]
    data = make()
    store.keep(key, [data])
    return data
