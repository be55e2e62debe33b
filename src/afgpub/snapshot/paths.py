"""Options that are paths: kept as from the source's folder, so that a snapshot holds wherever it is checked out.

Whoever gives them means them from where they are: the folder here, or that of a test.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from afgpub.plugins import is_folder_name

_FILES = ("icc",)
_FOLDERS = ("theme",)  # where it is no name


def kept_paths(options: Mapping[str, object], here: Path, folder: Path) -> dict[str, object]:
    """`options` given in the folder `here`, with paths as from `folder`, where the source lies."""

    def kept(path: str) -> str:
        relative = Path(os.path.relpath((here / path).resolve(), folder.resolve())).as_posix()
        return relative if relative.startswith("..") else f"./{relative}"

    return {name: kept(str(value)) if _is_path(name, value) else value for name, value in options.items()}


def usable_paths(options: Mapping[str, object], folder: Path) -> dict[str, object]:
    """`options` as they are kept, with paths that can be used wherever the process is."""

    def usable(path: str) -> str:
        return os.path.normpath(folder.resolve() / path)

    return {name: usable(str(value)) if _is_path(name, value) else value for name, value in options.items()}


def _is_path(name: str, value: object) -> bool:
    return isinstance(value, str) and ((name in _FILES and value != "") or (name in _FOLDERS and is_folder_name(value)))
