"""Calling the command line in a test: a pytest plugin that test modules name in `pytest_plugins`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from afgpub import plugins
from afgpub.cli import main

FAKES = Path(__file__).parent / "fakes"


@dataclass(frozen=True)
class Ended:
    """How a call ended, and what it wrote to its two streams."""

    code: int
    out: str
    err: str


Run = Callable[..., Ended]
Files = Callable[[Path], dict[str, bytes]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]) -> Iterator[Run]:
    """Call the command line in an empty folder, with the fake plugins installed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(FAKES))
    for cached in (plugins._found, plugins._loaded):
        cached.cache_clear()

    def call(*arguments: str, stdin: bytes = b"") -> Ended:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        out, err = capfdbinary.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, out.decode(), err.decode())

    yield call
    for cached in (plugins._found, plugins._loaded):
        cached.cache_clear()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "a.lines"
    path.write_text("Title سلام\nbody\n", "utf-8")
    return path


@pytest.fixture
def files() -> Files:
    """Read all files of a folder: their bytes by relative name."""

    def read(folder: Path) -> dict[str, bytes]:
        return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}

    return read
