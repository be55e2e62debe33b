"""`afgpub normalise`: what it lists, how it shows it, and what it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]

TEXT = "# عنوان\n\nاين كتاب را كه  از آن است.\n\nabc\u202edef\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_list(run: Run, article: Path) -> None:
    ended = run("normalise", "a.md")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert "a.md:3: letters-persian: كتاب becomes کتاب [text-edited]" in lines
    assert "a.md:3: spaces: که  از becomes که از [text-edited]" in lines
    assert "a.md:1: first heading read as the title: عنوان [title-found]" in lines
    assert any("<U+202E>" in line and line.endswith("[control-removed]") for line in lines)
    assert "\u202e" not in ended.out
    assert article.read_text("utf-8") == TEXT


def test_json(run: Run, article: Path) -> None:
    report = json.loads(run("normalise", "a.md", "--json", "--rules", "letters-persian").out)
    assert [(e["rule"], e["line"], e["before"], e["after"]) for e in report["edits"]] == [
        ("letters-persian", 3, "اين", "این"),
        ("letters-persian", 3, "كتاب", "کتاب"),
        ("letters-persian", 3, "كه", "که"),
    ]
    assert "title-found" in [message["code"] for message in report["messages"]]


def test_diff(run: Run, article: Path) -> None:
    ended = run("normalise", "a.md", "--diff")
    lines = ended.out.splitlines()
    assert "-اين كتاب را كه  از آن است." in lines
    assert "+این کتاب را که از آن است." in lines
    assert "-abc<U+202E>def" in lines
    assert article.read_text("utf-8") == TEXT


def test_write(run: Run, article: Path) -> None:
    ended = run("normalise", "a.md", "--write")
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.splitlines()[-1] == "a.md: 2 lines changed, 0 edits not made"
    assert article.read_text("utf-8") == "# عنوان\n\nاین کتاب را که از آن است.\n\nabcdef\n"
    assert run("normalise", "a.md", "--write").err == "a.md: 0 lines changed, 0 edits not made\n"


def test_write_keeps_line_ends_and_says_what_it_cannot_do(run: Run, article: Path) -> None:
    article.write_bytes("اين &#x0643;ه از آن است\r\n".encode())
    ended = run("normalise", "a.md", "--write")
    assert "a.md:1: letters-persian: كه becomes که [text-edited]" in ended.err
    assert ended.err.splitlines()[-1] == "a.md: 1 lines changed, 1 edits not made"
    assert article.read_bytes() == "این &#x0643;ه از آن است\r\n".encode()


def test_standard_input(run: Run) -> None:
    ended = run("normalise", "-", "--rules", "none", stdin=TEXT.encode())
    assert ended.err.startswith("0 edits of the text")
    assert run("normalise", "-", "--write", stdin=TEXT.encode()).code == 2


def test_wrong_calls(run: Run, article: Path) -> None:
    ended = run("normalise", "a.md", "--rules", "lettres")
    assert (ended.code, "letters-persian" in ended.err) == (2, True)
    assert run("normalise", "missing.md").code == 1
