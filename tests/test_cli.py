"""The command line: what it writes and what it says."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from afgpub import __version__

if TYPE_CHECKING:
    from command_line import Files, Run

pytest_plugins = ["command_line"]


# What is written, and where


def test_the_ending_is_the_format(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    ended = run("convert", "a.lines", "-o", "b.txt")
    assert (ended.code, ended.out) == (0, "")
    assert files(tmp_path)["b.txt"].startswith("Title سلام".encode())
    assert ended.err.startswith("b.txt  2 pages, ")
    assert len(ended.err.splitlines()) == 1


def test_several_formats_go_into_a_folder(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    ended = run("convert", "a.lines", "--to", "plain,pair", "-o", "out/new")
    assert ended.code == 0
    assert sorted(files(tmp_path / "out/new")) == ["a.pair", "a.txt", "parts/style.css"]
    lines = [line for line in ended.err.splitlines() if "plugin" not in line]
    assert [line.split("  ")[0] for line in lines[:2]] == ["out/new/a.txt", "out/new/a.pair"]
    assert lines[2].startswith("2 files in ")


def test_without_a_folder_outputs_stand_beside_their_sources(
    run: Run, files: Files, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "deep").mkdir()
    source.rename(tmp_path / "deep" / "b.lines")
    assert run("convert", "deep/b.lines", "--to", "plain").code == 0
    assert sorted(files(tmp_path)) == ["deep/b.lines", "deep/b.txt"]


def test_standard_input_to_standard_output(run: Run, files: Files, tmp_path: Path) -> None:
    ended = run("convert", "-", "--from", "lines", "--to", "plain", "-o", "-", stdin=b"Title\n")
    assert ended.code == 0
    assert ended.out == "Title width=72 ink=black\n"
    assert files(tmp_path) == {}


def test_standard_output_holds_the_output_alone(run: Run, source: Path) -> None:
    ended = run("convert", "a.lines", "--to", "pair", "--width", "1", "-o", "-")
    assert ended.out == "width=1"
    assert "a word from the plugin\n" in ended.err


def test_standard_input_is_markdown(run: Run) -> None:
    ended = run("convert", "-", "--to", "tree", stdin="# سلام\n\nText\n".encode())
    assert ended.code == 0
    assert "سلام" in ended.out


def test_an_old_file_is_replaced_whole(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"old" * 1000)
    assert run("convert", "a.lines", "-o", "b.txt").code == 0
    assert b"old" not in files(tmp_path)["b.txt"]


def test_one_bad_source_does_not_stop_the_others(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    ended = run("convert", "missing.lines", "a.lines", "--to", "plain", "-o", "out")
    assert ended.code == 1
    assert sorted(files(tmp_path / "out")) == ["a.txt"]
    assert "there is no file missing.lines [source-missing]\n    Check the spelling" in ended.err


def test_one_bad_format_does_not_stop_the_others(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    ended = run("convert", "a.lines", "--to", "refused,plain", "-o", "out")
    assert ended.code == 1
    assert sorted(files(tmp_path / "out")) == ["a.txt"]
    assert "[layout-failed]" in ended.err


# Flags are made from the options of the formats


def test_flags_are_made_from_fields(run: Run, source: Path) -> None:
    ended = run("convert", "a.lines", "--to", "plain", "-o", "-", "--width", "5", "--upper", "--ink", "red")
    assert ended.out == "TITLE سلامBODY WIDTH=5 INK=RED\n"
    listed = run("convert", "--help").out
    assert "--upper / --no-upper" in listed
    assert "--page-size TEXT" in listed
    assert "[black|red]" in listed


def test_a_flag_goes_to_the_formats_that_have_it(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    assert run("convert", "a.lines", "--to", "plain,pair", "-o", ".", "--upper", "--width", "7").code == 0
    assert b"WIDTH=7" in files(tmp_path)["a.txt"]
    assert files(tmp_path)["a.pair"] == b"width=7"


def test_every_format_keeps_its_own_default(run: Run, files: Files, source: Path, tmp_path: Path) -> None:
    assert run("convert", "a.lines", "--to", "plain,pair", "-o", ".").code == 0
    assert b"width=72" in files(tmp_path)["a.txt"]
    assert files(tmp_path)["a.pair"] == b"width=40"


# Messages


def test_messages_have_a_line_and_a_hint(run: Run, tmp_path: Path) -> None:
    (tmp_path / "d.lines").write_text("T\ndoubt\n")
    ended = run("convert", "d.lines", "--to", "plain,pair", "-o", "out")
    assert ended.code == 0
    lines = ended.err.splitlines()
    assert lines.count("d.lines:1: the front matter has an unknown key doubt [front-matter-unknown]") == 1
    assert lines[-1] == "    Known: none."
    assert run("convert", "d.lines", "--to", "plain", "--quiet").err == ""


def test_repairs_are_told_of_when_asked(run: Run) -> None:
    markdown = b"# Title\n\n### Section\n\nText\n"
    assert "[heading-rank]" in run("convert", "-", "--to", "tree", "--verbose", stdin=markdown).err
    assert "[heading-rank]" not in run("convert", "-", "--to", "tree", stdin=markdown).err


def test_strict_writes_nothing(run: Run, files: Files, tmp_path: Path) -> None:
    (tmp_path / "d.lines").write_text("T\ndoubt\n")
    ended = run("convert", "d.lines", "--to", "plain", "-o", "out", "--strict")
    assert ended.code == 1
    assert "[front-matter-unknown]" in ended.err
    assert "[strict]" in ended.err
    assert sorted(files(tmp_path)) == ["d.lines"]


def test_messages_cannot_steer_the_terminal(run: Run) -> None:
    ended = run("convert", "\x1b]0;x\x07\u202e.lines", "-o", "b.txt")
    assert ended.code == 1
    assert "\x1b" not in ended.err
    assert "\\x1b]0;x\\x07\\u202e" in ended.err


def test_json(run: Run, source: Path, tmp_path: Path) -> None:
    (tmp_path / "d.lines").write_text("T\ndoubt\n")
    ended = run("convert", "a.lines", "d.lines", "x.lines", "--to", "plain", "-o", "o", "--json")
    assert (ended.code, ended.err) == (1, "")
    report = json.loads(ended.out)
    assert list(report) == ["afgpub", "outputs", "messages", "error"]
    assert report["afgpub"] == __version__
    output = report["outputs"][0]
    data = (tmp_path / "o/a.txt").read_bytes()
    assert output.pop("seconds") >= 0
    assert output == {
        "source": "a.lines",
        "format": "plain",
        "path": "o/a.txt",
        "bytes": len(data),
        "pages": 2,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    found = {message["code"]: message for message in report["messages"]}
    assert found["front-matter-unknown"]["source"] == "d.lines"
    assert found["front-matter-unknown"]["line"] == 1
    assert found["front-matter-unknown"]["severity"] == "warning"
    assert report["error"] == found["source-missing"]


# The other commands


def test_formats_lists_what_is_installed(run: Run) -> None:
    printed = run("formats").out
    listed = json.loads(run("formats", "--json").out)
    assert {"name": "lines", "suffixes": [".lines"]} in listed["readers"]
    plain = next(item for item in listed["formats"] if item["name"] == "plain")
    assert (plain["suffix"], plain["media_type"]) == (".txt", "text/plain")
    assert [option["flag"] for option in plain["options"]] == ["--width", "--upper", "--ink"]
    for name in ("lines", "plain", "--page-size", "black, red", *listed["themes"]):
        assert name in printed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_names_the_program(run: Run, shell: str) -> None:
    ended = run("completion", shell)
    assert ended.code == 0
    assert "_AFGPUB_COMPLETE" in ended.out


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("afgpub conv", "plain,convert"),
        ("afgpub convert --to plain,pai", "plain,plain,pair"),
        ("afgpub convert --theme ne", "plain,news"),
        ("afgpub convert --from lin", "plain,lines"),
    ],
)
def test_completion_offers_names(run: Run, monkeypatch: pytest.MonkeyPatch, words: str, expected: str) -> None:
    monkeypatch.setenv("_AFGPUB_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(len(words.split()) - 1))
    assert run().out.splitlines() == [expected]


def test_help_without_arguments(run: Run) -> None:
    ended = run()
    assert ended.code == 2
    assert "convert" in ended.err
    assert run("--version").out == f"afgpub {__version__}\n"


@pytest.mark.parametrize("arguments", [["--version"], ["formats"], ["convert", "--help"]])
def test_nothing_heavy_is_loaded(arguments: list[str]) -> None:
    program = "import atexit, sys; from afgpub.cli import main\natexit.register(lambda: print(*sys.modules))\nmain({})"
    done = subprocess.run([sys.executable, "-c", program.format(arguments)], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert "click" in loaded
    assert not loaded & {"weasyprint", "pikepdf", "fontTools", "uharfbuzz", "markdown_it"}
