"""A theme: a folder with style sheets and theme.toml, which names its faces, its words and its page."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias

from afgpub.metadata import Direction
from afgpub.plugins import get_theme_folder

Medium: TypeAlias = Literal["screen", "epub", "print"]


@dataclass(frozen=True, slots=True)
class FaceUse:
    """A face that the theme uses: its name in fonts.toml, whose script, and in which tags and `.classes` only."""

    face: str
    script: str
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """`page` is the default page size; `words` what the theme itself says, by language and key."""

    name: str
    folder: Path
    page: str
    faces: tuple[FaceUse, ...]
    words: Mapping[str, Mapping[str, str]]

    def word(self, key: str, lang: str | None) -> str:
        """The theme's word for `key` in `lang` or its primary language, else in English."""
        for candidate in (lang or "", (lang or "").split("-")[0], "en"):
            if key in self.words.get(candidate, {}):
                return self.words[candidate][key]
        return key

    def style_sheet(self, medium: Medium, dir: Direction = "ltr") -> str:
        """The CSS for one medium: what all themes share, then what is the theme's own.

        Pages, which have no language, add `print-rtl.css` for a document that runs right to left.
        """
        names = ["base.css", f"{medium}.css", *([f"{medium}-rtl.css"] if dir == "rtl" else [])]
        folders = (self.folder.parent, self.folder)
        files = (folder / name for folder in folders for name in names)
        return "\n".join(file.read_text("utf-8") for file in files if file.is_file())


@cache
def load_theme(name: str) -> Theme:
    """The theme of that name. Raises UnknownThemeError (theme-unknown)."""
    folder = get_theme_folder(name)
    with (folder / "theme.toml").open("rb") as file:
        table = tomllib.load(file)
    faces = tuple(FaceUse(f["face"], f["script"], tuple(f.get("within", ()))) for f in table["faces"])
    return Theme(name, folder, table["page"], faces, table["words"])
