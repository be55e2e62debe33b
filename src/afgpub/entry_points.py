"""The entry points of installed distributions, read from their files (PyPA: Entry points specification).

`importlib.metadata` says the same, but costs more to load than an article to convert. It is asked where something may
be installed in another way than in a folder.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.machinery import PathFinder
from typing import Any

from afgpub.frozen import dataclass


@dataclass(frozen=True, slots=True)
class EntryPoint:
    """`value` is `module:attribute`, as the distribution wrote it."""

    name: str
    value: str

    def load(self) -> Any:
        """What is meant. Raises whatever its module raises, and AttributeError."""
        module, _, attributes = self.value.partition("[")[0].partition(":")
        found: Any = import_module(module.strip())
        for name in filter(None, attributes.strip().split(".")):
            found = getattr(found, name)
        return found


def entry_points(group: str) -> list[EntryPoint]:
    """Those of a group, the first of each distribution on the module path."""
    if any(hasattr(finder, "find_distributions") for finder in sys.meta_path if finder is not PathFinder):
        return _standard(group)
    try:
        texts = _texts(tuple(sys.path))
    except _ElsewhereError:
        return _standard(group)
    return [point for text in texts if group in text for point in _read(text, group)]


def forget_distributions() -> None:
    """Read the files anew when they are next asked for."""
    _texts.cache_clear()


def _standard(group: str) -> list[EntryPoint]:
    from importlib.metadata import entry_points as standard

    return [EntryPoint(point.name, point.value) for point in standard(group=group)]


class _ElsewhereError(Exception):
    """Distributions may be where only `importlib.metadata` finds them."""


@lru_cache(1)  # for all groups; some environments have hundreds of distributions
def _texts(path: tuple[str, ...]) -> tuple[str, ...]:
    """What the distributions say that lie in the folders of the module path."""
    texts: dict[str, str] = {}
    for entry in path:
        folder = entry or "."
        if folder.endswith(".egg") or os.path.isfile(folder):  # noqa: PTH113 - a Path costs more than the question
            raise _ElsewhereError
        try:
            names = os.listdir(folder)  # noqa: PTH208
        except OSError:
            continue
        for name in names:
            stem, _, kind = name.lower().rpartition(".")
            if kind == "egg":
                raise _ElsewhereError
            if kind not in ("dist-info", "egg-info"):
                continue
            project = stem.partition("-")[0].replace("_", "-").replace(".", "-")
            if "--" in project:
                project = re.sub("-+", "-", project)
            if project not in texts:
                texts[project] = _text(f"{folder}/{name}/entry_points.txt")
    return tuple(filter(None, texts.values()))


def _text(file: str) -> str:
    try:
        with open(file, "rb", 0) as opened:  # noqa: PTH123
            return opened.read().decode()
    except (OSError, UnicodeError):
        return ""


def _read(text: str, group: str) -> Iterator[EntryPoint]:
    section = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("["):
            section = line.strip("[]")
        elif section == group and line and not line.startswith("#"):
            name, _, value = line.partition("=")
            yield EntryPoint(name.strip(), value.strip())
