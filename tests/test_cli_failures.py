"""Every way to fail has an exit code, one line with a code, and a hint; nothing half-made is left."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command_line import Files, Run

pytest_plugins = ["command_line"]


WRONG_CALLS = {
    "output-unnamed": ["a.lines"],
    "format-unknown": ["a.lines", "-o", "b.wpd"],
    "reader-unknown": ["a.lines", "-o", "b.txt", "--from", "word"],
    "theme-unknown": ["a.lines", "--to", "html", "--theme", "none"],
    "output-folder": ["a.lines", "--to", "plain,pair", "-o", "a.txt"],
    "output-twice": ["a.lines", "sub/a.lines", "--to", "plain", "-o", "out"],
    "output-is-source": ["a.lines", "--to", "plain", "-o", "a.lines"],
    "option-misplaced": ["a.lines", "--to", "pair", "--upper"],
    "plugin-broken": ["a.lines", "--to", "absent"],
    "usage": ["a.lines", "-o", "b.txt", "--ink", "green"],
}


@pytest.mark.parametrize("code", WRONG_CALLS)
def test_a_wrong_call(run: Run, files: Files, source: Path, tmp_path: Path, code: str) -> None:
    ended = run("convert", *WRONG_CALLS[code])
    assert ended.code == (1 if code == "plugin-broken" else 2)
    first, hint = ended.err.splitlines()
    assert first.endswith(f"[{code}]")
    assert hint.startswith("    ")
    assert sorted(files(tmp_path)) == ["a.lines"]
    report = json.loads(run("convert", *WRONG_CALLS[code], "--json").out)
    assert report["error"]["code"] == code


BAD_SOURCES: dict[str, bytes] = {
    "source-empty": b" \n",
    "source-binary": b"%PDF-1.7\n",
    "source-encoding": b"fine\nnot \xff fine\n",
    "source-line-too-long": b"a" * 50_000_000,
}


@pytest.mark.parametrize("code", BAD_SOURCES)
def test_a_bad_source(run: Run, files: Files, tmp_path: Path, code: str) -> None:
    (tmp_path / "b.lines").write_bytes(BAD_SOURCES[code])
    ended = run("convert", "b.lines", "-o", "b.txt")
    assert ended.code == 1
    assert f"[{code}]\n    " in ended.err
    assert sorted(files(tmp_path)) == ["b.lines"]
    assert run("convert", "-", "--from", "lines", "--to", "plain", stdin=BAD_SOURCES[code]).code == 1


@pytest.mark.parametrize(("name", "code"), [(".", "source-folder"), ("n" * 300, "source-unreadable")])
def test_a_name_that_is_no_source(run: Run, name: str, code: str) -> None:
    for where in (("-o", "b.txt"), ("--to", "plain")):
        ended = run("convert", name, *where)
        assert ended.code == 1
        assert f"[{code}]" in ended.err


def test_a_name_that_is_not_unicode(run: Run, tmp_path: Path) -> None:
    name = os.fsdecode(b"\xff.lines")
    (tmp_path / name).write_text("T\ndoubt\n")
    ended = run("convert", name, "--to", "plain")
    assert ended.code == 0
    assert ".txt  2 pages" in ended.err
    report = json.loads(run("convert", name, "--to", "plain", "--json").out)
    assert report["outputs"][0]["path"] == os.fsdecode(b"\xff.txt")


@pytest.mark.parametrize("output", ["a.lines/b.txt", "a.lines/sub/b.txt", "/proc/afgpub/b.txt", "n" * 300 + ".txt"])
def test_an_output_that_cannot_be_written(run: Run, source: Path, output: str) -> None:
    ended = run("convert", "a.lines", "-o", output)
    assert ended.code == 1
    assert "[output-unwritable]\n    Choose another folder" in ended.err
    assert "pages" not in ended.err


def test_a_full_disk(run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    ended = run("convert", "a.lines", "--to", "plain", "-o", "out")
    assert ended.code == 1
    assert "cannot write out/a.txt: No space left on device [output-unwritable]" in ended.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lines"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
@pytest.mark.parametrize("arguments", [["formats"], ["--help"], ["completion", "bash"]])
def test_standard_output_without_room(arguments: list[str]) -> None:
    program = "from afgpub.cli import program; program()"
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-c", program, *arguments]
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("cannot write standard output: No space left on device [output-unwritable]\n")


def test_an_interrupt_leaves_nothing(run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    ended = run("convert", "a.lines", "--to", "plain", "-o", "out")
    assert (ended.code, ended.err.strip()) == (130, "stopped [stopped]")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lines"]


def test_what_nobody_foresaw(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    ended = run("convert", "a.lines", "--to", "broken,plain", "-o", ".")
    assert ended.code == 1
    assert "internal error: RuntimeError: it broke [internal]\n    Run it again with --debug" in ended.err
    assert "Traceback" not in ended.err
    assert sorted(files(tmp_path)) == ["a.lines", "a.txt"]
    assert "Traceback" in run("convert", "a.lines", "--to", "broken", "--debug").err
