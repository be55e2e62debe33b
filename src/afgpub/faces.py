"""The bundled faces, and each cut down to the letters that a text prints in it.

A theme names its faces and where each is used; a text is gone through once and every character is given to the
faces that will draw it. An embedded face holds these, and the rest of the Latin letters where most of them are there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from afgpub.digests import sha256_of
from afgpub.exceptions import AfgpubError
from afgpub.face_facts import FACTS
from afgpub.face_subsets import ALPHABETS, GENERATED, KEPT
from afgpub.face_subsets import subset_face as subset_face
from afgpub.frozen import dataclass
from afgpub.harfbuzz import load_harfbuzz
from afgpub.language import direction_of
from afgpub.messages import Message, message
from afgpub.toml_tables import read_toml
from afgpub.woff2 import web_font as web_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lxml.etree import _Element

    from afgpub.theme import FaceUse, Theme

_CASES = ((frozenset("abcdefghijklmnopqrstuvwxyz"), 13), (frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 8))
_FEW = 16  # letters that are not worth an alphabet: those of a masthead, which is the same on every page anyway


@dataclass(frozen=True, slots=True, eq=False)  # there is one of each, and a path is dear to compare
class Face:
    """One face of fonts.toml: `script` (ISO 15924) is whose letters it is for, `sha256` that of `file`."""

    name: str
    family: str
    weight: int
    style: Literal["normal", "italic"]
    script: str
    file: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class EmbeddedFace:
    """A face cut down to the letters of one text, as TrueType."""

    face: Face
    data: bytes

    @property
    def slug(self) -> str:
        """The face as a part of a file name: `source-serif-4-400-italic`."""
        face = self.face
        return "-".join((*face.family.lower().split(), str(face.weight), *(["italic"] * (face.style == "italic"))))

    @property
    def file_name(self) -> str:
        """A name that holds for these very bytes: `vazirmatn-400-1f2e3d4c.ttf`."""
        return f"{self.slug}-{_digest(self.data)}.ttf"


@lru_cache(64)
def _digest(data: bytes) -> str:
    return sha256_of(data)[:8]


@cache
def load_faces() -> Mapping[str, Face]:
    """The bundled faces by name, in the order of fonts.toml."""
    from afgpub.fonts import FOLDER

    keys = ("name", "family", "weight", "style", "script", "sha256")
    rows = read_toml((FOLDER / "fonts.toml").read_text("utf-8"))["faces"]
    faces = (Face(file=FOLDER / row["file"], **{key: row[key] for key in keys}) for row in rows)
    return MappingProxyType({face.name: face for face in faces})


@cache
def coverage(face: Face) -> frozenset[int]:
    """The Unicode code points that `face` can draw, by its `cmap`."""
    known = FACTS.get(face.sha256)
    if known is None:
        uharfbuzz = load_harfbuzz()
        return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.file))).unicodes)
    ends = iter(known[1])
    return frozenset(chain.from_iterable(range(first, last + 1) for first, last in zip(ends, ends, strict=True)))


@cache
def _drawn_by(face: Face) -> frozenset[str]:
    return frozenset(map(chr, coverage(face)))


@lru_cache(64)
def _drawable(faces: tuple[Face, ...]) -> frozenset[str]:
    """The characters that any of `faces` can draw."""
    return frozenset[str]().union(*map(_drawn_by, faces))


# Articles of one portal have the same letters in their mastheads and labels: some megabytes are kept.
@lru_cache(64)
def _embedded(face: Face, characters: frozenset[str]) -> EmbeddedFace:
    return EmbeddedFace(face, subset_face(face, characters))


@lru_cache(64)
def packed_face(embedded: EmbeddedFace) -> bytes:
    """The face as WOFF2."""
    return web_font(embedded.data)


def font_face_rules(faces: Iterable[EmbeddedFace], url: Callable[[EmbeddedFace], str]) -> str:
    """`@font-face` rules (CSS Fonts 4) for `faces`; `url` says where each is, a `data:` URL or a file."""
    return "\n".join(_font_face_rule(embedded.face, url(embedded)) for embedded in faces)


def _font_face_rule(face: Face, url: str) -> str:
    kind = "woff2" if url.startswith("data:font/woff2") or url.endswith(".woff2") else "truetype"
    return (
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; font-style: {face.style}; '
        f'font-display: swap; src: url("{url}") format("{kind}"); }}'
    )


def embed_faces(theme: Theme, roots: Iterable[_Element], *, shared: bool = False) -> tuple[EmbeddedFace, ...]:
    """The faces of `theme` that draw the text below `roots`, cut down to it, in the order of the theme.

    `roots` are HTML elements without a namespace. A strong letter goes to the faces of its own script, any other
    character to those of the nearest `lang`; where they lack it, to whichever face of the same place has it. A face
    that draws nothing is not embedded. With `shared`, one that draws more than a few letters holds a whole alphabet,
    so that other texts have the same. Raises AfgpubError (plugin-broken) if the theme names an unknown face.
    """
    drawn = cast_letters(theme, letters_of(theme, roots), shared=shared)
    return tuple(_embedded(face, letters) for face, letters in drawn)


def _with_alphabet(face: Face, letters: frozenset[str]) -> frozenset[str]:
    return letters if len(letters.difference(GENERATED[face.script])) < _FEW else letters.union(ALPHABETS[face.script])


def letters_of(theme: Theme, roots: Iterable[_Element]) -> dict[Place, set[str]]:
    """The characters below `roots` by the places of `theme` in which they stand."""
    pieces = _casting(theme.name, theme.faces).gather(roots)
    return {place: _characters("".join(texts)) for place, texts in pieces.items()}


def cast_letters(
    theme: Theme, letters: Mapping[Place, set[str]], *, shared: bool = False
) -> tuple[tuple[Face, frozenset[str]], ...]:
    """The faces of `theme` that draw `letters`, in its order, each with the characters that it is cut down to.

    With `shared` these are whole alphabets, as `embed_faces` has it.
    """
    casting = _casting(theme.name, theme.faces)
    drawn: list[set[str]] = [set() for _ in casting.faces]
    for place, characters in letters.items():
        for index, own in casting.drawn_in(place, frozenset(characters)):
            drawn[index] |= own
    cast = (
        (face, frozenset(characters.union(GENERATED[face.script])))
        for face, characters in zip(casting.faces, drawn, strict=True)
        if any(not _invisible(c) for c in characters)
    )
    whole = _with_alphabet if shared else _with_whole_cases
    return tuple((face, whole(face, letters)) for face, letters in cast)


def _with_whole_cases(face: Face, letters: frozenset[str]) -> frozenset[str]:
    """`letters` with all small Latin ones where half of them are there, and all capitals where a third is.

    So most texts have the same letters in a face, which is cut down and packed once for all of them.
    """
    if face.script == "Latn":
        for case, many in _CASES:
            if len(case & letters) >= many:
                letters = letters.union(case & _drawn_by(face))
    return letters


def missing_letters(theme: Theme, roots: Iterable[_Element]) -> dict[str, int]:
    """The visible characters below `roots` that no face of `theme` draws where they stand, each with its count."""
    casting = _casting(theme.name, theme.faces)
    roots = tuple(roots)
    anywhere = casting.drawable(_ANYWHERE)
    if anywhere >= _VISIBLE_ASCII and not any(_lacking(_undrawn(_text(root), anywhere), anywhere) for root in roots):
        return {}  # what is drawn anywhere is drawn where it stands
    counts: Counter[str] = Counter()
    for place, texts in casting.gather(roots).items():
        text = "".join(texts)
        for character in _lacking(set(text), casting.drawable(place[1])):
            counts[character] += text.count(character)
    return dict(sorted(counts.items()))


def _undrawn(text: bytes, drawable: frozenset[str]) -> set[str]:
    """The characters of `text`, in UTF-8, beyond ASCII that are not `drawable`."""
    return set(_none_of(drawable).findall(text.translate(None, _ASCII).decode()))


@lru_cache(16)
def _none_of(characters: frozenset[str]) -> re.Pattern[str]:
    return re.compile(f"[^{re.escape(''.join(sorted(characters)))}]")


def _lacking(characters: set[str], drawable: frozenset[str]) -> set[str]:
    return {character for character in characters - drawable if not _invisible(character)}


def _text(root: _Element) -> bytes:
    from lxml.etree import tostring

    return bytes(tostring(root, method="text", encoding="utf-8", with_tail=False))


def _characters(text: str) -> set[str]:
    """`set(text)`, of a long text faster: of what is ASCII it is asked only which characters there are."""
    if len(text) < _LONG:
        return set(text)
    data = text.encode()
    return _beyond_ascii(text).union([chr(number) for number in _ASCII if number in data])


def _beyond_ascii(text: str) -> set[str]:
    """The characters of `text` that are not ASCII; in a long text it costs less to look for each of the usual ones."""
    rest = text.encode().translate(None, _ASCII).decode()
    if len(rest) < 10 * len(_USUAL):
        return set(rest)
    return {character for character in _USUAL if character in rest}.union(_UNUSUAL.findall(rest))


_ASCII = bytes(range(128))
_LONG = 700  # characters
_USUAL = "".join(sorted({character for character in ALPHABETS["Arab"] + KEPT if character > "\x7f"}))
_UNUSUAL = re.compile(f"[^\0-\x7f{_USUAL}]")
_VISIBLE_ASCII = frozenset(map(chr, range(33, 127)))


def tell_missing_letters(theme: Theme, roots: Iterable[_Element]) -> tuple[Message, ...]:
    """A message (letter-missing) for each character of `missing_letters`."""
    missing = missing_letters(theme, roots)
    return tuple(message("letter-missing", letter=c, number=ord(c), count=count) for c, count in missing.items())


@dataclass(frozen=True, slots=True)
class Printing:
    """How a renderer comes by its faces: by `embed_faces`, `packed_face` and `tell_missing_letters`, or others."""

    embed: Callable[..., tuple[EmbeddedFace, ...]]
    pack: Callable[[EmbeddedFace], bytes]
    tell: Callable[[Theme, Iterable[_Element]], tuple[Message, ...]]


PRINTING = Printing(embed_faces, packed_face, tell_missing_letters)


@lru_cache(4096)
def _invisible(character: str) -> bool:
    """Controls, separators, unassigned and private code points, and variation selectors."""
    return unicodedata.category(character)[0] in "CZ" or "\ufe00" <= character <= "\ufe0f"


@lru_cache(4096)
def _script_of(character: str) -> str | None:
    """The script of a character that has one: all in the Arabic blocks, and the letters of any other script."""
    if unicodedata.bidirectional(character) in ("AL", "AN", "R") or "\u0600" <= character <= "\u06ff":
        return "Arab"
    return "Latn" if unicodedata.category(character)[0] == "L" else None


def _by_script(characters: frozenset[str], own: str) -> dict[str, set[str]]:
    """`characters` by their script; those without any are of the script `own`."""
    found: dict[str, set[str]] = {}
    known = {"Latn": characters & _ASCII_LETTERS, "Arab": characters & _ARABIC_BLOCK}
    known[own] |= characters & _OTHER_ASCII
    for script, those in known.items():
        if those:
            found[script] = set(those)
    for character in characters.difference(*known.values()):
        found.setdefault(_script_of(character) or own, set()).add(character)
    return found


_ASCII_LETTERS = frozenset(filter(str.isalpha, map(chr, _ASCII)))
_OTHER_ASCII = frozenset(map(chr, _ASCII)) - _ASCII_LETTERS
_ARABIC_BLOCK = frozenset(map(chr, range(0x600, 0x700)))

Place = tuple[str, int]
_ANYWHERE = 0  # the mask with no name open in it


class _Casting:
    """Which faces of a theme may draw in which place.

    A place is the script of its language and a mask of those names in theme.toml's `within` that are open there.
    """

    def __init__(self, theme: str, uses: tuple[FaceUse, ...]) -> None:
        bundled = load_faces()
        for use in uses:
            if use.face not in bundled:
                raise AfgpubError.coded("plugin-broken", name=theme, reason=f"there is no face {use.face}")
        self.faces = tuple(bundled[use.face] for use in uses)
        self._drawn = tuple(_drawable((face,)) for face in self.faces)
        names = dict.fromkeys(part for use in uses for name in use.within for part in name.split())
        self._bits = {name: 1 << number for number, name in enumerate(names)}
        self._places = {(name.partition(".")[0], name.partition(".")[2]): bit for name, bit in self._bits.items()}
        self._tags = {tag: bit for (tag, label), bit in self._places.items() if not label}
        self._conditions = tuple(self._condition(use.within) for use in uses)
        self._open = lru_cache(64)(self._opened)
        self._placed = lru_cache(256)(self._settled)  # most elements are like many others
        self.drawn_in = lru_cache(64)(self._drawn_in)  # the places of a front have the same letters again and again

    def _condition(self, within: tuple[str, ...]) -> tuple[int, ...]:
        """The masks of which one must be open for a face to draw; a body face draws everywhere."""
        return tuple(sum({self._bits[part] for part in name.split()}) for name in within) or (0,)

    def _drawn_in(self, place: Place, characters: frozenset[str]) -> tuple[tuple[int, frozenset[str]], ...]:
        """Faces, by index, and which of `characters` each of them draws in `place`."""
        script, mask = place
        indices, _ = self._open(mask)
        drawn: list[tuple[int, frozenset[str]]] = []
        for own, left in _by_script(characters, script).items():
            others = set(left)
            for index in indices:
                if self.faces[index].script == own:
                    found = self._drawn[index] & left
                    others -= found
                    drawn.append((index, found))
            if others:
                drawn += [(index, self._drawn[index] & others) for index in indices]
        return tuple((index, found) for index, found in drawn if found)

    def drawable(self, mask: int) -> frozenset[str]:
        """The characters that some face draws where `mask` is open."""
        return self._open(mask)[1]

    def _opened(self, mask: int) -> tuple[tuple[int, ...], frozenset[str]]:
        """The faces, by index, that may draw where `mask` is open, and the characters that they have."""
        rows = enumerate(self._conditions)
        indices = tuple(i for i, wanted in rows if any(mask & names == names for names in wanted))
        return indices, _drawable(tuple(self.faces[index] for index in indices))

    def gather(self, roots: Iterable[_Element]) -> dict[Place, list[str]]:
        """The pieces of text below `roots`, by place."""
        from lxml.etree import iterwalk

        found: dict[Place, list[str]] = {}
        for root in roots:
            around: list[tuple[Place, list[str]]] = []  # of the elements that are open, with what they have said
            place: Place = ("Latn", _ANYWHERE)
            pieces = found.setdefault(place, [])
            for event, element in iterwalk(root, events=("start", "end")):
                if event == "start":
                    around.append((place, pieces))
                    own = self._place(element, place)
                    if own is not place:
                        place, pieces = own, found.setdefault(own, [])
                    if text := element.text:
                        pieces.append(text)
                else:
                    place, pieces = around.pop()
                    if around and (text := element.tail):
                        pieces.append(text)
        return found

    def _place(self, element: _Element, around: Place) -> Place:
        """Where the text of `element` stands, which is itself in the place `around`."""
        tag, lang, classes = element.tag, element.get("lang"), element.get("class")
        return self._placed(tag, lang, classes, around) if lang or classes or tag in self._tags else around

    def _settled(self, tag: str, lang: str | None, classes: str | None, around: Place) -> Place:
        script, mask = around
        if lang:
            script = "Arab" if direction_of(lang) == "rtl" else "Latn"
        for label in (classes or "").split():
            mask |= self._places.get(("", label), 0) | self._places.get((tag, label), 0)
        return script, mask | self._tags.get(tag, 0)


@lru_cache(16)
def _casting(theme: str, uses: tuple[FaceUse, ...]) -> _Casting:
    return _Casting(theme, uses)
