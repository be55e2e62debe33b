"""Our own modules and WeasyPrint's, taken from their compiled files at once where these are up to date.

Python looks for a module in ways that hold for any; for the hundreds of a start that takes an eighth of the time of a
short article. What is found here is what Python would find, judged as it judges: a file compiled by this Python of the
source as it stands. All else is left to it.
"""

from __future__ import annotations

import _imp
import marshal
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import MAGIC_NUMBER
from types import CodeType
from typing import Any

PACKAGES = frozenset({"afgpub", "tinycss2", "weasyprint"})  # of plain Python
_SUFFIX = f".{sys.implementation.cache_tag}.pyc"
_HEAD = 16  # bytes: the magic number, flags, and the time and size of the source (PEP 552)


def find_quickly() -> None:
    """Let this process find modules so, from now on."""
    is_usual = PathFinder in sys.meta_path and hasattr(_imp, "_fix_co_filename") and sys.platform != "win32"
    if is_usual and not (sys.flags.optimize or sys.pycache_prefix):
        sys.meta_path.insert(sys.meta_path.index(PathFinder), Finder)


class Finder:
    """Finds modules inside packages that lie in one folder."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None, target: Any = None) -> ModuleSpec | None:
        """The module, None where Python has to look for it."""
        if path is None or len(path) != 1 or name.partition(".")[0] not in PACKAGES:
            return None
        file = f"{path[0]}/{name.rpartition('.')[2]}"
        return _spec(name, file, None) or _spec(name, f"{file}/__init__", [file])


def _spec(name: str, file: str, folders: list[str] | None) -> ModuleSpec | None:
    source, (folder, _, own) = f"{file}.py", file.rpartition("/")
    compiled = f"{folder}/__pycache__/{own}{_SUFFIX}"
    try:
        descriptor = os.open(compiled, os.O_RDONLY)
        try:
            data = os.read(descriptor, os.fstat(descriptor).st_size)
        finally:
            os.close(descriptor)
        state = os.stat(source)  # noqa: PTH116 - a Path costs more than the question
    except OSError:
        return None
    numbers = (0, int(state.st_mtime) & 0xFFFFFFFF, state.st_size & 0xFFFFFFFF)
    if data[:_HEAD] != MAGIC_NUMBER + b"".join([number.to_bytes(4, "little") for number in numbers]):
        return None
    spec = ModuleSpec(name, _Loader(name, source, data), origin=source)
    spec.has_location, spec.cached, spec.submodule_search_locations = True, compiled, folders
    return spec


class _Loader(SourceFileLoader):
    """Python's own, with the compiled file read already."""

    def __init__(self, name: str, source: str, data: bytes) -> None:
        super().__init__(name, source)
        self._data = data

    def get_code(self, name: str) -> CodeType | None:
        """The code of the module."""
        data, self._data = self._data, b""
        if not data:  # it was asked before
            return super().get_code(name)
        code: CodeType = marshal.loads(memoryview(data)[_HEAD:])  # noqa: S302 - as Python does
        _imp._fix_co_filename(code, self.path)  # type: ignore[attr-defined] # it may have been compiled elsewhere
        return code
