"""The patterns that are compiled ahead are what `re` makes of them, and most of what a start needs."""

from __future__ import annotations

import json
import marshal
import re
import shutil
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
    main(["convert", sys.argv[3], "--to", "html,epub,pdf", "-o", sys.argv[2]])
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
# What another CPython runs, with the patterns and their flags on standard input: it writes its own file.
_PACKER = """
import importlib.util, marshal, sys
spec = importlib.util.spec_from_file_location("patterns_ahead", sys.argv[1])
patterns_ahead = importlib.util.module_from_spec(spec)
spec.loader.exec_module(patterns_ahead)
patterns_ahead.FILE.write_bytes(patterns_ahead.pack(marshal.loads(sys.stdin.buffer.read())))
"""


def asked_in(file: Path) -> list[tuple[str | bytes, int]]:
    """The patterns of a file for any Python, with their flags."""
    return [(row[0], row[1]) for row in marshal.loads(file.read_bytes())[1]]  # noqa: S302


def test_rewrite(rewrite: bool, tmp_path: Path) -> None:
    if not rewrite:
        return
    found = {row: None for article in ARTICLES for row in compiled_by("without", tmp_path / "out", article)}
    rows = sorted(found, key=repr)
    patterns_ahead.FILE.write_bytes(patterns_ahead.pack(rows))
    for file in sorted(patterns_ahead.FILE.parent.glob("*.bin")):
        version = f"{file.stem[-3]}.{file.stem[-2:]}"
        if file != patterns_ahead.FILE and (python := shutil.which(f"python{version}")):
            module = str(patterns_ahead.__file__)
            subprocess.run([python, "-c", _PACKER, module], input=marshal.dumps(rows), check=True)


@known
def test_they_are_what_re_makes_of_them() -> None:
    kept = marshal.loads(patterns_ahead.FILE.read_bytes())  # noqa: S302
    rows = kept[1]
    assert marshal.loads(patterns_ahead.pack((row[0], row[1]) for row in rows)) == kept  # noqa: S302
    assert len(rows) < re._MAXCACHE  # type: ignore[attr-defined]


@pytest.mark.parametrize("file", sorted(patterns_ahead.FILE.parent.glob("*.bin")), ids=lambda file: file.stem)
def test_files_for_all_pythons_have_the_same_patterns(file: Path) -> None:
    assert asked_in(file) == asked_in(patterns_ahead.FILE), f"pytest --rewrite, with a python of {file.stem} at hand"


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
    before = getattr(re, patterns_ahead.STORE)
    patterns_ahead.fill()
    monkeypatch.setattr(patterns_ahead, "FILE", tmp_path / "gone.bin")
    patterns_ahead.fill()
    assert getattr(re, patterns_ahead.STORE) is before


def test_a_spoilt_pattern_is_compiled_by_re(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, engine = marshal.loads(patterns_ahead.pack([("sp[o]ilt", 0), ("wh[o]le", 0)])), patterns_ahead._engine()  # noqa: S302
    (pattern, asked, flags, code, *groups), whole = own[1]
    spoilt = (pattern, asked, flags, code[:-4] + b"\xff" * 4, *groups)
    (tmp_path / "file.bin").write_bytes(marshal.dumps((engine, (spoilt, whole))))
    monkeypatch.setattr(patterns_ahead, "FILE", tmp_path / "file.bin")
    monkeypatch.setattr(re, patterns_ahead.STORE, getattr(re, patterns_ahead.STORE))
    asked_of_re = []
    compiler = re._compiler.compile  # type: ignore[attr-defined]
    monkeypatch.setattr("re._compiler.compile", lambda p, f: (asked_of_re.append(p), compiler(p, f))[1])
    patterns_ahead.fill()
    assert re.compile("sp[o]ilt").match("spoilt")
    assert re.compile("wh[o]le").match("whole")
    assert asked_of_re == ["sp[o]ilt"]
