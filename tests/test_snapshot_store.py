"""The folder of a snapshot: what is kept in it, what is left alone, and by what ways it is found."""

from __future__ import annotations

import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from afgpub.snapshot import Settings, update, verify
from snapshot_changes import ARTICLE, write_article, write_theme

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]

HTML = Settings(to=("html",))
KEPT = Path("expected", "article.md")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """An article whose web page has been kept."""
    source = write_article(tmp_path)
    assert update(source, HTML).failure is None
    return source


def test_files_of_others_are_left_alone(article: Path) -> None:
    kept = article.parent / KEPT
    others = ["NOTES.md", "my.txt", ".afgpub-1-0.part", "pages/cover.png"]
    (kept / "pages").mkdir()
    for name in others:
        (kept / name).write_text("mine", "utf-8")
    assert update(article, {"layers": ("tree",)}).written
    left = {str(file.relative_to(kept)) for file in kept.rglob("*") if file.is_file()}
    assert left == {"snapshot.json", "tree.txt", *others}


def test_ends_of_lines_as_git_writes_them_on_windows_are_no_change(article: Path) -> None:
    for file in (article.parent / KEPT).iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert verify(article).is_good


def test_a_source_that_is_gone_is_told(article: Path, run: Run) -> None:
    article.unlink()
    done = run("snapshot", "verify")
    assert (done.code, "[snapshot-orphaned]" in done.out) == (1, True)
    assert "delete the folder expected/article.md" in done.out
    assert "[snapshot-orphaned]" in run("snapshot", "update").err


@pytest.mark.parametrize("name", ["expected", "expected/article.md"])
def test_a_folder_of_snapshots_stands_for_their_sources(name: str, article: Path, run: Run) -> None:
    done = run("snapshot", "verify", name)
    assert (done.code, done.out) == (0, "article.md: the same\n1 publication, 0 changed\n")


def test_a_source_is_done_once_however_it_is_named(article: Path, run: Run) -> None:
    done = run("snapshot", "verify", ".", str(article), "article.md", str(article.parent))
    assert done.out == "article.md: the same\n1 publication, 0 changed\n"


def test_a_folder_that_cannot_be_written_is_told(article: Path) -> None:
    layer = article.parent / KEPT / "tree.txt"
    layer.unlink()
    layer.mkdir()
    failure = update(article).failure
    assert failure is not None
    assert failure.code == "output-unwritable"


def test_several_updates_at_once_leave_a_whole_snapshot(article: Path) -> None:
    write_article(article.parent, ARTICLE.replace("Kunduz", "Kabul"))
    with ThreadPoolExecutor(4) as pool:
        verdicts = list(pool.map(update, [article] * 8))
    assert [verdict.failure for verdict in verdicts] == [None] * 8
    assert verify(article).is_good


def test_a_theme_in_a_folder_is_found_from_anywhere(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    project = tmp_path / "project"
    write_article(project / "articles")
    write_theme(project / "mine", name="screen.css")
    monkeypatch.chdir(project)
    given = ("--to", "html", "--option", "theme=./mine")
    assert run("snapshot", "update", "articles/article.md", *given).code == 0
    record = json.loads((project / "articles" / KEPT / "snapshot.json").read_text("utf-8"))
    assert record["settings"]["options"] == {"theme": "../mine"}
    assert "theme ../mine" in record["environment"]
    moved = Path(shutil.move(project, tmp_path / "elsewhere"))
    monkeypatch.chdir(tmp_path)
    assert run("snapshot", "verify", "elsewhere").code == 0
    write_theme(moved / "mine", "p { color: red; }", name="screen.css")
    assert "style changed first" in run("snapshot", "verify", "elsewhere").out


def test_another_picture_of_the_same_name_is_named(article: Path, run: Run) -> None:
    picture = article.parent / "mountains.svg"
    picture.write_text(picture.read_text("utf-8").replace("#777", "#778"), "utf-8")
    done = run("snapshot", "verify")
    assert "  environment: picture mountains.svg: " in done.out


@pytest.mark.skipif(os.name != "posix", reason="such names are files on POSIX alone")
def test_names_of_files_cannot_steer_what_shows_them(tmp_path: Path, run: Run) -> None:
    name = "a\u202eb\x1bc.md"
    shutil.move(write_article(tmp_path), tmp_path / name)
    assert run("snapshot", "update", name, "--to", "html").err == "a<U+202E>b<U+001B>c.md: written\n"
    (tmp_path / name).write_text(ARTICLE.replace("Kunduz", "Kabul"), "utf-8")
    text, junit = run("snapshot", "verify"), run("snapshot", "verify", "--format", "junit", "--report", "report")
    page = (tmp_path / "report" / "index.html").read_text("utf-8")
    for shown in (text.out, junit.out, page):
        assert "a<U+202E>b<U+001B>c.md: changed" in shown.replace("&lt;", "<").replace("&gt;", ">")
        assert not {"\u202e", "\x1b"} & set(shown)
