"""The patterns of a start, compiled ahead: else compiling them takes half of the time of a short article.

`re` keeps what it has compiled, by pattern and flags. In a process of the command line's own that store is filled with
what a conversion will ask for, from a file for this Python (`patterns/`), which holds the arguments of `_sre.compile`.
For another Python, or where `re` keeps its store in another way, nothing happens and patterns are compiled when they
are met; so it is with a pattern that the file does not have. `pytest --rewrite` writes the file anew.
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


def fill() -> None:
    """Give `re` the patterns of the file, once."""
    # data of another Python, or an engine that takes other arguments
    with suppress(OSError, EOFError, ValueError, TypeError, AttributeError, ImportError, RuntimeError, OverflowError):
        import _sre  # type: ignore[import-not-found]

        with FILE.open("rb") as file:
            engine, rows = marshal.load(file)  # noqa: S302 - it is a part of the package, as its code is
        if engine != _engine():
            return
        store: dict[tuple[type, Any, int], re.Pattern[Any]] = re._cache  # type: ignore[attr-defined]
        compiled = _sre.compile
        made = {
            (type(pattern), pattern, asked): compiled(pattern, flags, list(memoryview(code).cast("I")), *groups)
            for pattern, asked, flags, code, *groups in rows
        }
        store |= made


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
