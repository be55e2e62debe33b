"""theme.toml, read and checked: whoever writes a theme is told what is wrong with it, by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple

from afgpub.exceptions import AfgpubError, UnknownThemeError
from afgpub.frozen import dataclass, field, fields
from afgpub.toml_tables import read_toml

COLOURS = ("ink", "quiet", "accent", "rule", "hairline", "paper")
_KEYS = frozenset(("title", "extends", "page", "faces", "colours", "words", "edition"))
_FACE_KEYS = frozenset(("face", "script", "within"))
_HEX = frozenset("0123456789abcdefABCDEF")
_NOTES = ("footnotes", "endnotes")


class FaceUse(NamedTuple):  # a theme's faces are asked for by all of them, and a tuple is hashed in a tenth of the time
    """A face that the theme uses: its name in fonts.toml, whose script, and in which tags and `.classes` only."""

    face: str
    script: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """How the theme makes pages of paper.

    `notes` is where notes stand; `book` gives books front matter and contents; `recto` begins chapters on a right-hand
    page (a left-hand one, right to left). `measure` is the longest line in em, which settles the side margins and 0
    leaves to the style sheet; `column` is the narrowest column in mm, where the text stands in two or three; `arabic`
    is how much larger than in Latin letters a text in Arabic ones is set. `pull` sets strong statistics large beside
    the text, `initial` its first letter, in Latin letters only.
    """

    notes: Literal["footnotes", "endnotes"] = "endnotes"
    book: bool = False
    recto: bool = False
    measure: float = 0.0
    column: float = 0.0
    arabic: float = 1.0
    pull: bool = False
    initial: bool = False


@dataclass(frozen=True, slots=True)
class ThemeFile:
    """What a theme.toml says itself, empty where it says nothing; `edition` sets fields of Edition."""

    extends: str = ""
    page: str = ""
    faces: tuple[FaceUse, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    edition: Mapping[str, Any] = field(default_factory=dict)


def refusal(name: str, reason: str) -> AfgpubError:
    """The error for a theme that cannot be used."""
    return UnknownThemeError.coded("theme-invalid", name=name, reason=reason)


def read_theme_file(name: str, folder: Path) -> ThemeFile:
    """The theme.toml in `folder`. Raises UnknownThemeError (theme-invalid, naming `name`)."""
    try:
        table = read_toml((folder / "theme.toml").read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise refusal(name, f"theme.toml cannot be read: {error}") from error
    try:
        return _checked(table)
    except ValueError as error:
        raise refusal(name, str(error)) from error


def _checked(table: Mapping[str, Any]) -> ThemeFile:
    _refuse_unknown("", table, _KEYS)
    for key in ("title", "extends", "page"):
        _text(key, table.get(key, ""))
    colours = dict(_table("colours", table.get("colours", {})))
    dark = _table("colours.dark", colours.pop("dark", {}))
    words = _table("words", table.get("words", {}))
    return ThemeFile(
        table.get("extends", ""),
        table.get("page", ""),
        tuple(_face(row) for row in _list("faces", table.get("faces", []))),
        {
            lang: {key: _text(f"words.{lang}.{key}", word) for key, word in _table(f"words.{lang}", own).items()}
            for lang, own in words.items()
        },
        {key: _colour("colours", key, value) for key, value in colours.items()},
        {key: _colour("colours.dark", key, value) for key, value in dark.items()},
        _edition(_table("edition", table.get("edition", {}))),
    )


def _face(row: object) -> FaceUse:
    from afgpub.faces import load_faces

    face = _table("faces", row)
    _refuse_unknown("faces.", face, _FACE_KEYS)
    name, script = _text("faces.face", face.get("face", "")), _text("faces.script", face.get("script", ""))
    if name not in load_faces():
        raise ValueError(f"faces.face = {name!r} is none of {', '.join(load_faces())}")
    if not script:
        raise ValueError(f"the face {name} says no script, such as Latn or Arab")
    return FaceUse(
        name, script, tuple(_text("faces.within", place) for place in _list("within", face.get("within", [])))
    )


def _edition(table: Mapping[str, Any]) -> Mapping[str, Any]:
    kinds = {own.name: type(own.default) for own in fields(Edition)}
    _refuse_unknown("edition.", table, frozenset(kinds))
    found: dict[str, Any] = {}
    for key, value in table.items():
        kind = kinds[key]
        if kind is float and type(value) in (int, float) and 0 <= value <= 1000:
            found[key] = float(value)
        elif (kind is bool and isinstance(value, bool)) or (key == "notes" and value in _NOTES):
            found[key] = value
        else:
            raise ValueError(f"edition.{key} cannot be {value!r}")
    return found


def _colour(table: str, key: str, value: object) -> str:
    text = str(value)
    if key not in COLOURS or len(text) != 7 or text[0] != "#" or not _HEX.issuperset(text[1:]):
        raise ValueError(f"{table}.{key} = {text} is no colour; give #rrggbb for {', '.join(COLOURS)}")
    return text


def _refuse_unknown(prefix: str, table: Mapping[str, Any], known: frozenset[str]) -> None:
    if unknown := sorted(table.keys() - known):
        raise ValueError(f"theme.toml has an unknown key {prefix}{unknown[0]}; there are {', '.join(sorted(known))}")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{key} must be a text")
    return value


def _table(key: str, value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{key} must be a table")
    return value


def _list(key: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise ValueError(f"{key} must be a list")
    return value
