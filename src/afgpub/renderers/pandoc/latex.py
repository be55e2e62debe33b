"""What LaTeX needs beside pandoc's template: faces for Arabic letters, the page, signs that babel would turn.

LuaLaTeX with babel's `bidi=basic` (babel manual, 1.24) orders lines by UAX #9 but for rules N0 and W4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from afgpub import bidi
from afgpub.document import Node
from afgpub.metadata import Direction
from afgpub.renderers.pandoc import nodes as made
from afgpub.renderers.pandoc.languages import is_rtl_language
from afgpub.renderers.pandoc.page import MARGIN
from afgpub.walk import walk

FACES = ("Vazirmatn", "Amiri")  # the first that the machine has
# Languages in Arabic script that pandoc does not know, by babel's names.
_UNKNOWN = {"prs": "persian", "ps": "pashto", "ckb": "sorani", "ug": "uyghur"}
# Languages that pandoc names in the text without loading them: babel then stops.
_UNLOADED = dict(
    pair.split(":")
    for pair in (
        "am:amharic ar:arabic as:assamese ast:asturian bn:bengali bo:tibetan cop:coptic dsb:lowersorbian dv:divehi "
        "fa:persian grc:ancientgreek gu:gujarati he:hebrew hsb:uppersorbian hy:armenian id:indonesian ja:japanese "
        "km:khmer kmr:kurmanji kn:kannada ko:korean lo:lao ml:malayalam mn:mongolian mr:marathi or:oriya pa:punjabi "
        "ru:russian sa:sanskrit syr:syriac ta:tamil te:telugu th:thai ti:ethiopic tk:turkmen uk:ukrainian ur:urdu "
        "zh:chinese"
    ).split()
)
_AS_TYPED = "Ligatures=TeXOff"
_SPECIAL = str.maketrans("", "", "\\{}%#$&~^_")
_BRACKETS = "()[]{}⟨⟩〈〉"
_TURNED = str.maketrans(dict.fromkeys(_BRACKETS, "!"))
_BRACKET = re.compile(f"[{re.escape(_BRACKETS)}]")
_IN_NUMBER = re.compile(r"(?<=\d)[+-](?=\d)")
_SIGN = re.compile(f"{_BRACKET.pattern}|{_IN_NUMBER.pattern}")
_MARKS = (bidi.LRM, bidi.RLM)


def write_setup(root: Node, letters: Iterable[str], font: str) -> dict[str, made.Node]:
    """The fields of the template for the page, the languages of the tree, and the face of its Arabic `letters`."""
    dir = root.attrs.dir or "ltr"
    fields = {
        "dir": made.meta_inlines(made.words(dir)),
        "papersize": made.meta_inlines(made.words("a4")),
        "geometry": made.meta_inlines(made.words(f"margin={MARGIN}mm")),
    }
    # TeX would make curly quotation marks, all of them closing ones, of straight ones.
    lines = [] if font else [rf"\ifLuaTeX\setmainfont{{Latin Modern Roman}}[{_AS_TYPED}]\fi"]
    lines += [_loading(name) for name in _names(root)]
    if any(unicodedata.bidirectional(letter) == "AL" for text in letters for letter in set(text)):
        lines += _arabic(root.attrs.lang or "", dir, font)
    raw = made.node("RawBlock", ["latex", "\n".join(lines)])
    fields["header-includes"] = made.meta_list([made.node("MetaBlocks", [raw])])
    fields["mainfontoptions"] = made.meta_inlines(made.words(_AS_TYPED))
    return fields


def _names(root: Node) -> list[str]:
    """The languages of the tree that pandoc does not load."""
    used = {_primary(node.attrs.lang) for node in walk(root) if node.attrs.lang}
    return sorted({_UNLOADED[primary] for primary in used if primary in _UNLOADED})


def _loading(name: str) -> str:
    load = rf"\IfFileExists{{babel-{name}.tex}}{{\babelprovide[import]{{{name}}}}}{{\babelprovide{{{name}}}}}"
    return rf"\ifcsname date{name}\endcsname\else{load}\fi"


def _arabic(lang: str, dir: Direction, font: str) -> list[str]:
    """The language that holds for Arabic letters, and a face that has them (babel manual, 1.15: `onchar`)."""
    primary = _primary(lang)
    own = dir == "rtl" and is_rtl_language(lang)
    unknown = own and primary in _UNKNOWN
    name = _UNKNOWN[primary] if unknown else _UNLOADED.get(primary, "persian") if own else "persian"
    lines = [rf"\babelprovide[import,main]{{{name}}}" if unknown else _loading(name)]
    names = [name]
    if own and not font:
        names.append("english")
        lines.append(_loading("english"))
    lines += [r"\ifLuaTeX", *(rf"\babelprovide[onchar=ids fonts]{{{each}}}" for each in names)]
    *others, last = (font.translate(_SPECIAL),) if font else FACES
    for family in ("rm",) if font else ("rm", "sf", "tt"):
        chosen = _face(name, family, last)
        for face in reversed(others):
            chosen = rf"\IfFontExistsTF{{{face}}}{{{_face(name, family, face)}}}{{{chosen}}}"
        lines.append(chosen)
    lines.append(r"\fi")
    # babel orders the words of a language alone; pandoc gives a direction without one.
    lines.append(rf"\AtBeginDocument{{\renewcommand{{\RL}}[1]{{\foreignlanguage{{{name}}}{{#1}}}}%")
    begin = rf"\textdir TRT\pardir TRT\bodydir TRT\begin{{otherlanguage}}{{{name}}}"
    lines.append(rf"  \renewenvironment{{RTL}}{{{begin}}}{{\end{{otherlanguage}}}}}}")
    # selnolig stumbles over the glyphs of joined letters.
    return [*lines, r"\ifcsname selnoligoff\endcsname\selnoligoff\fi"]


def _primary(lang: str) -> str:
    return lang.partition("-")[0].lower()


def _face(name: str, family: str, face: str) -> str:
    return rf"\babelfont[{name}]{{{family}}}[Renderer=HarfBuzz,{_AS_TYPED}]{{{face}}}"


def hold_signs(line: made.Nodes, base: Direction) -> made.Nodes:
    """The line with marks (U+200E, U+200F) around each sign that babel would place or turn otherwise than UAX #9.

    These are brackets that rule N0 turns, and signs between digits that rule W4 makes a part of the number.
    """
    pieces = list(_pieces(line))
    text = "".join(piece["c"] if isinstance(piece, dict) else piece for piece in pieces)
    if not (base == "rtl" or bidi.may_turn(text)) or not _SIGN.search(text):
        return line
    levels, without = bidi.resolve(text, base), bidi.resolve(text.translate(_TURNED), base)
    held = {index for index, (level, other) in enumerate(zip(levels, without, strict=True)) if level % 2 != other % 2}
    held &= {match.start() for match in _BRACKET.finditer(text)}
    held |= {match.start() for match in _IN_NUMBER.finditer(text)}
    place = 0
    for piece in pieces:
        if isinstance(piece, dict):
            signs = [
                f"{_MARKS[levels[index] % 2]}{sign}{_MARKS[levels[index] % 2]}" if index in held else sign
                for index, sign in enumerate(piece["c"], place)
            ]
            place += len(piece["c"])
            piece["c"] = "".join(signs)
        else:
            place += len(piece)
    return line


def _pieces(line: made.Nodes) -> Iterable[made.Node | str]:
    """The words of a line as they are, and what stands for all else; notes have lines of their own."""
    for part in line:
        match part:
            case {"t": "Str"}:
                yield part
            case {"t": "Space" | "LineBreak" | "SoftBreak"}:
                yield " "
            case {"t": "Span", "c": [[_, _, pairs], inside]}:
                dir = dict(pairs).get("dir")
                yield bidi.isolate_of(dir) if dir else ""
                yield from _pieces(inside)
                yield bidi.PDI if dir else ""
            case {"t": "Link", "c": [_, inside, _]}:
                yield from _pieces(inside)
            case {"t": "Code", "c": [_, value]}:
                yield value
            case {"t": "Emph" | "Strong" | "Strikeout" | "Superscript" | "Subscript" | "Underline" | "SmallCaps"}:
                yield from _pieces(part["c"])
