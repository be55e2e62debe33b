"""The patterns that are compiled ahead are what `re` makes of them, and most of what a start needs."""

from __future__ import annotations

import json
import marshal
import re
import subprocess
import sys
from pathlib import Path

import pytest

from afgpub.cli import patterns_ahead

EXAMPLES = Path(__file__).parent.parent / "examples"
ARTICLES = sorted(EXAMPLES.glob("*/article.md"))
# What a plain conversion compiles, told on standard output: [pattern, flags, is it of bytes].
_RECORDER = """
import json, re, sys
from afgpub.cli import patterns_ahead
if sys.argv[1] == "without":
    patterns_ahead.fill = lambda: None
asked = []
compile = re._compiler.compile
def record(pattern, flags=0):
    is_bytes = isinstance(pattern, bytes)
    asked.append([pattern.decode("latin-1") if is_bytes else pattern, int(flags), is_bytes])
    return compile(pattern, flags)
re._compiler.compile = record
from afgpub.cli import converting, main
converting.can_fork = lambda: True
converting.is_needed = lambda limits: False
try:
    main(["convert", sys.argv[3], "--to", "html,epub", "-o", sys.argv[2]])
except SystemExit as ended:
    assert not ended.code
print(json.dumps(asked))
"""


def compiled_by(how: str, target: Path, source: Path) -> list[tuple[str | bytes, int]]:
    """The patterns that a conversion of `source` has to compile, `with` or `without` those compiled ahead."""
    command = [sys.executable, "-c", _RECORDER, how, str(target), str(source)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [(p.encode("latin-1") if is_bytes else p, flags) for p, flags, is_bytes in json.loads(run.stdout)]
    return list(dict.fromkeys(rows))


known = pytest.mark.skipif(not patterns_ahead.FILE.exists(), reason="no file for this Python")


def test_rewrite(rewrite: bool, tmp_path: Path) -> None:
    if rewrite:
        found = {row: None for article in ARTICLES for row in compiled_by("without", tmp_path / "out", article)}
        patterns_ahead.FILE.write_bytes(patterns_ahead.pack(sorted(found, key=repr)))


@known
def test_they_are_what_re_makes_of_them() -> None:
    kept = marshal.loads(patterns_ahead.FILE.read_bytes())  # noqa: S302
    rows = kept[1]
    assert marshal.loads(patterns_ahead.pack((row[0], row[1]) for row in rows)) == kept  # noqa: S302
    assert len(rows) < re._MAXCACHE  # type: ignore[attr-defined]


@known
def test_most_of_a_start_is_compiled_ahead(tmp_path: Path) -> None:
    article = ARTICLES[0]
    without = compiled_by("without", tmp_path / "a", article)
    left = compiled_by("with", tmp_path / "b", article)
    assert len(without) > 50
    assert len(left) < len(without) / 2
    for file in (tmp_path / "a").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes()


@pytest.mark.parametrize("data", [b"", b"rubbish", marshal.dumps((("other", 0, 0, ""), ())), marshal.dumps(1)])
def test_a_file_of_another_python_is_passed_over(data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file.bin").write_bytes(data)
    monkeypatch.setattr(patterns_ahead, "FILE", tmp_path / "file.bin")
    before = dict(re._cache)  # type: ignore[attr-defined]
    patterns_ahead.fill()
    monkeypatch.setattr(patterns_ahead, "FILE", tmp_path / "gone.bin")
    patterns_ahead.fill()
    assert re._cache == before  # type: ignore[attr-defined]
