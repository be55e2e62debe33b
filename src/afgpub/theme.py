"""A theme: a folder with style sheets and theme.toml, which names its faces, its colours, its words and its page.

A theme is derived from another one (`extends`), in the end always from `styles/` itself, and says only what differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias

from afgpub.frozen import dataclass, field, replace
from afgpub.metadata import Direction
from afgpub.plugins import get_theme_folder, is_folder_name
from afgpub.theme_file import COLOURS, read_theme_file, refusal
from afgpub.theme_file import Edition as Edition
from afgpub.theme_file import FaceUse as FaceUse

Medium: TypeAlias = Literal["screen", "epub", "print"]
MAX_ANCESTORS = 8


@dataclass(frozen=True, slots=True)
class Theme:
    """`page` is the default page size; `words` what the theme itself says, by language and key.

    `colours` are `#rrggbb` by the names of `COLOURS`, `dark` those that differ on a dark screen. `ancestors` are the
    folders of the themes that it is derived from, the first one first.
    """

    name: str
    folder: Path
    page: str
    faces: tuple[FaceUse, ...]
    words: Mapping[str, Mapping[str, str]]
    edition: Edition = field(default_factory=Edition)
    colours: Mapping[str, str] = field(default_factory=dict)
    dark: Mapping[str, str] = field(default_factory=dict)
    ancestors: tuple[Path, ...] = ()
    _sheets: dict[tuple[Medium, Direction], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def word(self, key: str, lang: str | None) -> str:
        """The theme's word for `key` in `lang` or its primary language, else in English."""
        for candidate in (lang or "", (lang or "").split("-")[0], "en"):
            if key in self.words.get(candidate, {}):
                return self.words[candidate][key]
        return key

    def style_sheet(self, medium: Medium, dir: Direction = "ltr") -> str:
        """The CSS for one medium: what all themes share, its ancestors' from the first on, then what is its own.

        The colours come right after the shared `base.css`, so that a medium can set others (paper is white). Pages,
        which have no language, add `print-rtl.css` for a document that runs right to left. Raises UnknownThemeError
        (theme-invalid) where a style sheet that did not come with afgpub reaches out of its folder.
        """
        if (medium, dir) in self._sheets:
            return self._sheets[medium, dir]
        from afgpub.styles import FOLDER

        names = ["base.css", f"{medium}.css", *([f"{medium}-rtl.css"] if dir == "rtl" else [])]
        sheets: list[str] = []
        folders = (*self.ancestors, self.folder)
        ours = [folder == FOLDER or folder.parent == FOLDER for folder in folders]
        for number, folder in enumerate(folders):
            read = _own_sheet if ours[number] else _foreign_sheet
            for name in names:
                sheets.append(read(folder / name, self.name))
                if number == 0 and name == "base.css":
                    sheets.append(_variables(self.colours))
            if number == 0 and self.dark and medium == "screen":  # an e-book has the reader's own ink and paper
                sheets.append(f"@media screen and (prefers-color-scheme: dark) {{ {_variables(self.dark)} }}")
        style = "\n".join(filter(None, sheets))
        if all(ours):  # those that their author still works on are read each time
            self._sheets[medium, dir] = style
        return style


def _variables(colours: Mapping[str, str]) -> str:
    inside = " ".join(f"--{name}: {colours[name]};" for name in COLOURS if name in colours)
    return f":root {{ {inside} }}" if inside else ""


def _read_sheet(file: Path, name: str) -> str:
    try:
        return file.read_text("utf-8") if file.is_file() else ""
    except (OSError, ValueError) as error:
        raise refusal(name, f"{file.name} cannot be read: {error}") from error


@lru_cache(64)
def _own_sheet(file: Path, name: str) -> str:
    """A style sheet that came with afgpub, read once only; empty where there is none."""
    return _read_sheet(file, name)


def _foreign_sheet(file: Path, name: str) -> str:
    from afgpub.confinement import confine

    return confine(_read_sheet(file, name), file.parent, f"{name}/{file.name}")


def load_theme(name: str) -> Theme:
    """The theme of that name, or in that folder where `name` is a path (`./mine`).

    Raises UnknownThemeError (theme-unknown, theme-invalid).
    """
    return _load(name, get_theme_folder(name), ()) if is_folder_name(name) else _installed(name)


@cache
def _installed(name: str) -> Theme:
    return _load(name, get_theme_folder(name), ())


def _load(name: str, folder: Path, heirs: tuple[Path, ...]) -> Theme:
    """The theme in `folder`; `heirs` are the folders of those that are derived from it."""
    from afgpub.styles import FOLDER

    if folder in heirs or len(heirs) > MAX_ANCESTORS:
        raise refusal(name, "it is derived from itself, or through too many others")
    own = read_theme_file(name, folder)
    if folder == FOLDER:
        parent = Theme("", folder, "A4", (), {})
    else:
        parent = _parent(folder, own.extends, (*heirs, folder))
        if not (own.faces or parent.faces):
            raise refusal(name, "theme.toml names no faces and no theme that it extends")
    return Theme(
        name,
        folder,
        own.page or parent.page,
        own.faces or parent.faces,
        {**parent.words, **{lang: {**parent.words.get(lang, {}), **words} for lang, words in own.words.items()}},
        replace(parent.edition, **own.edition),
        {**parent.colours, **own.colours},
        {**parent.dark, **own.dark},
        () if folder == FOLDER else (*parent.ancestors, parent.folder),
    )


def _parent(folder: Path, extends: str, heirs: tuple[Path, ...]) -> Theme:
    from afgpub.styles import FOLDER

    if not extends:
        return _load("styles", FOLDER, heirs)
    if is_folder_name(extends):  # beside the theme, wherever the command is given
        return _load(extends, get_theme_folder(str(folder / extends)), heirs)
    return _load(extends, get_theme_folder(extends), heirs)
