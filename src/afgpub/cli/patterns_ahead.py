"""The patterns of a start, compiled ahead: else compiling them takes half of the time of a short article.

`re` keeps what it has compiled, by pattern and flags. In a process of the command line's own that store is replaced by
one that knows what a conversion will ask for, from a file for this Python (`patterns/`), which holds the arguments of
`_sre.compile`: a pattern is made of them when it is asked for. For another Python, or where `re` keeps its store in
another way, nothing happens and patterns are compiled when they are met; so it is with a pattern that the file does not
have. `pytest --rewrite` writes the files anew.
"""

from __future__ import annotations

import marshal
import re
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "patterns" / f"{sys.implementation.cache_tag}.bin"
# The store that `re` looks into first; from CPython 3.12 on it has a second one behind it.
STORE = "_cache2" if hasattr(re, "_cache2") else "_cache"


class Ahead(dict[Any, Any]):
    """A store of `re`: what it does not have is made of the row of the file, if there is one."""

    __slots__ = ("_rows",)

    def __init__(self, store: dict[Any, Any], rows: Iterable[Any]) -> None:
        super().__init__(store)
        self._rows = {(type(pattern), pattern, asked): row for pattern, asked, *row in rows}

    def __missing__(self, key: tuple[Any, ...]) -> Any:
        import _sre  # type: ignore[import-not-found]

        flags, code, *groups = self._rows.pop(key)
        try:
            made = _sre.compile(key[1], flags, memoryview(code).cast("I").tolist(), *groups)
        except (TypeError, ValueError, RuntimeError, OverflowError) as error:  # the file is spoilt
            raise KeyError(key) from error
        self[key] = made
        return made


def fill() -> None:
    """Let `re` know the patterns of the file."""
    # data of another Python, or an engine that takes other arguments
    with suppress(OSError, EOFError, ValueError, TypeError, AttributeError, ImportError):
        engine, rows = marshal.loads(FILE.read_bytes())  # noqa: S302 - it is a part of the package, as its code is
        if engine == _engine():
            setattr(re, STORE, Ahead(getattr(re, STORE), rows))


def pack(patterns: Iterable[tuple[str | bytes, int]]) -> bytes:
    """What the file holds for these patterns, each with its flags."""
    return marshal.dumps((_engine(), tuple(_row(pattern, flags) for pattern, flags in patterns)), 4)


def _row(pattern: str | bytes, asked: int) -> tuple[Any, ...]:
    """What `re` gives to its engine to compile a pattern."""
    from array import array

    compiler: Any = re._compiler  # type: ignore[attr-defined]
    found: list[tuple[Any, ...]] = []

    class Engine:
        def compile(self, *arguments: Any) -> None:
            found.append(arguments)

        def __getattr__(self, name: str) -> Any:
            return getattr(own, name)

    own, compiler._sre = compiler._sre, Engine()
    try:
        compiler.compile(pattern, asked)
    finally:
        compiler._sre = own
    _, flags, code, count, names, numbers = found[0]
    return pattern, asked, int(flags), array("I", code).tobytes(), count, dict(names), tuple(numbers)


def _engine() -> tuple[Any, ...]:
    import _sre

    return sys.implementation.name, _sre.MAGIC, _sre.CODESIZE, sys.byteorder
