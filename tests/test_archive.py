"""`afgpub batch`: every article once, what failed told, what is there left alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import afgpub
from afgpub.archive.about import About
from afgpub.archive.archive import open_archive
from afgpub.archive.ledger import FileLedger
from afgpub.archive.row import Output, Row, Said, row_from_json, row_to_json
from afgpub.archive.stores import LEDGER, STATE
from afgpub.exceptions import UsageError
from afgpub.plugins import get_renderer
from pandoc_samples import PIXEL

if TYPE_CHECKING:
    from command_line import Files, Run

pytest_plugins = ["command_line"]

ARTICLE = "# {title}\n\nسلام *words* of {title}.\n"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for name in ("a.md", "2023/b.md", "2024/b.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(ARTICLE.format(title=name[:-3]), "utf-8")
    return folder


def made(folder: Path) -> list[str]:
    paths = [path.relative_to(folder) for path in folder.rglob("*") if path.is_file()]
    return sorted(path.as_posix() for path in paths if STATE not in path.parts)


def test_makes_each_article_as_convert_does(run: Run, sources: Path, tmp_path: Path) -> None:
    ended = run("batch", "articles", "out", "--to", "html,epub", "--theme", "magazine")
    assert (ended.code, ended.out) == (0, "")
    assert "3 made, 0 unchanged, 0 failed" in ended.err
    assert made(tmp_path / "out") == [
        *("2023/b.epub", "2023/b.html", "2024/b.epub", "2024/b.html", "a.epub", "a.html"),
    ]
    options = {"theme": "magazine"}
    for to in ("html", "epub"):
        alone = afgpub.convert(sources / "2024" / "b.md", to=to, options=options).output
        assert (tmp_path / "out" / "2024" / f"b.{to}").read_bytes() == alone


def test_nothing_is_made_twice(run: Run, sources: Path, tmp_path: Path, files: Files) -> None:
    def counts(*flags: str) -> list[int]:
        ended = run("batch", "articles", "out", "--json", *flags)
        report = json.loads(ended.out)
        assert ended.code == 0
        assert report["total"] == report["made"] + report["unchanged"]
        return [report["made"], report["unchanged"]]

    picture = sources / "2024" / "dot.png"
    (sources / "2024" / "b.md").write_text("# b\n\n![a dot](dot.png)\n", "utf-8")
    assert counts() == [3, 0]
    assert counts() == [0, 3]
    picture.write_bytes(PIXEL)
    assert counts() == [1, 2], "a picture that was missing is there"
    picture.write_bytes(PIXEL + b"\0")
    assert counts() == [1, 2], "a picture has changed"
    (sources / "a.md").write_text("# a\n\nNew words.\n", "utf-8")
    assert counts() == [1, 2], "a source has changed"
    (tmp_path / "out" / "a.html").unlink()
    assert counts() == [1, 2], "an output is gone"
    before = files(tmp_path / "out")
    assert counts("--theme", "magazine") == [3, 0], "an option has changed"
    assert files(tmp_path / "out") != before
    assert counts("--theme", "magazine", "--jobs", "1") == [0, 3], "how many work is no matter of the outputs"
    assert counts("--theme", "magazine", "--to", "html,tree") == [3, 0], "a format more"


def test_a_bad_article_stops_no_other(run: Run, sources: Path, tmp_path: Path) -> None:
    (sources / "empty.md").write_bytes(b"")
    for name in ("crash", "hang", "glut", "good"):
        (sources / f"{name}.lines").write_text(f"{name}\n{name}\n", "utf-8")
    flags = ("--time-limit", "5", "--memory-limit", "1024", "--to", "plain", "--report", "report.json")
    ended = run("batch", "articles", "out", *flags)
    assert ended.code == 1
    assert "4 made, 0 unchanged, 4 failed" in ended.err
    report = json.loads((tmp_path / "report.json").read_bytes())
    codes = {row["name"]: [one["code"] for one in row["failures"]] for row in report["articles"] if row["failures"]}
    assert codes == {
        "crash.lines": ["worker-crashed"],
        "empty.md": ["source-empty"],
        "glut.lines": ["worker-limit"],
        "hang.lines": ["worker-limit"],
    }
    for name in codes:
        assert f"\n{name} " in "\n" + ended.err
    assert made(tmp_path / "out") == ["2023/b.txt", "2024/b.txt", "a.txt", "good.txt"]
    assert [row["state"] for row in report["articles"]].count("made") == 4
    (sources / "empty.md").write_text("# no longer\n", "utf-8")
    for name in ("crash", "hang", "glut"):
        (sources / f"{name}.lines").unlink()
    ended = run("batch", "articles", "out", "--to", "plain")
    assert (ended.code, "1 made, 4 unchanged, 0 failed" in ended.err) == (0, True)


def test_a_format_that_fails_stops_no_other_format(run: Run, sources: Path, tmp_path: Path) -> None:
    ended = run("batch", "articles", "out", "--to", "plain,refused", "--match", "2024/*")
    assert (ended.code, "1 failed" in ended.err, "[layout-failed]" in ended.err) == (1, True, True)
    assert made(tmp_path / "out") == ["2024/b.txt"]
    assert "0 unchanged, 1 failed" in run("batch", "articles", "out", "--to", "plain,refused", "--match", "2024/*").err


def test_two_sources_never_write_one_file(run: Run, sources: Path, tmp_path: Path) -> None:
    (sources / "a.lines").write_text("the other\n", "utf-8")
    (sources / "A.txt").write_text("a third\n", "utf-8")
    ended = run("batch", "articles", "out", "--to", "tree")
    assert ended.code == 1
    assert ended.err.count("[output-twice]") == 2
    assert made(tmp_path / "out") == ["2023/b.tree", "2024/b.tree", "A.tree"]


def test_what_is_a_source(run: Run, sources: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_text("# outside\n", "utf-8")
    (sources / "link.md").symlink_to(outside)
    (sources / "loop").symlink_to(sources)
    (sources / ".hidden.md").write_text("# hidden\n", "utf-8")
    (sources / "tree.json").write_text("{}", "utf-8")
    (sources / "notes.xyz").write_text("?", "utf-8")
    (sources / "within.md").symlink_to(sources / "a.md")
    target = "articles/out"
    for count in (4, 4):  # the second time the outputs stand among the sources
        ended = run("batch", "articles", target, "--to", "html", "--json")
        assert (ended.code, json.loads(ended.out)["total"]) == (0, count)
    assert run("batch", "articles", "out", "--match", "*.json").code == 1
    ended = run("batch", "articles", "out", "--match", "*.nothing")
    assert (ended.code, "[archive-empty]" in ended.err) == (2, True)
    assert "[archive-empty]" in run("batch", "nowhere", "out").err


def test_outputs_of_sources_that_are_gone(run: Run, sources: Path, tmp_path: Path) -> None:
    flags = ("batch", "articles", "out", "--to", "html", "--assets", "link")
    run(*flags)
    shared = [name for name in made(tmp_path / "out") if "/assets/" in name]
    (sources / "2024" / "b.md").unlink()
    ended = run(*flags)
    assert (ended.code, "2024/b.md is gone" in ended.err) == (0, True)
    assert (tmp_path / "out" / "2024" / "b.html").exists()
    assert shared
    ended = run(*flags, "--prune")
    assert "files removed" in ended.err
    assert made(tmp_path / "out") == [name for name in made(tmp_path / "out") if not name.startswith("2024/")]
    assert "gone" not in run(*flags).err


def test_strict_and_the_table_of_failures(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(25):
        (folder / f"{number:02}.lines").write_text("title\ndoubt\n", "utf-8")
    ended = run("batch", "many", "out", "--to", "plain", "--strict")
    assert (ended.code, ended.err.count("[strict]")) == (1, 20)
    assert "… and 5 more; --report FILE names them all" in ended.err
    assert made(tmp_path / "out") == []
    assert run("batch", "many", "out", "--to", "plain", "--quiet").err == ""


def test_wrong_calls(run: Run, sources: Path) -> None:
    for flags, code in (
        (("--to", "nothing"), "format-unknown"),
        (("--to", ","), "output-unnamed"),
        (("--from", "nothing"), "reader-unknown"),
        (("--page-size", "A5", "--to", "plain"), "option-misplaced"),
        (("--theme", "nothing"), "theme-unknown"),
    ):
        ended = run("batch", "articles", "out", *flags)
        assert (ended.code, f"[{code}]" in ended.err) == (2, True) or code in ("format-unknown", "theme-unknown")
        assert f"[{code}]" in ended.err


def test_a_store_that_nothing_here_can_reach(run: Run, sources: Path) -> None:
    ended = run("batch", "nothing://news/in", "out")
    assert (ended.code, "[store-unreachable]" in ended.err) == (2, True)


def test_outputs_never_go_among_the_sources(run: Run, sources: Path) -> None:
    ended = run("batch", "articles", "2023/../articles")
    assert (ended.code, "[output-is-source]" in ended.err) == (2, True)


def test_what_was_not_looked_for_is_not_gone(run: Run, sources: Path, tmp_path: Path) -> None:
    assert run("batch", "articles", "out").code == 0
    (sources / "2024" / "b.md").unlink()
    ended = run("batch", "articles", "out", "--match", "2023/*", "--prune")
    assert "gone" not in ended.err
    assert made(tmp_path / "out") == ["2023/b.html", "2024/b.html", "a.html"]


def test_what_is_left_of_a_failed_article_is_known(run: Run, sources: Path, tmp_path: Path) -> None:
    run("batch", "articles", "out")
    (sources / "a.md").write_bytes(b"")
    assert "1 failed" in run("batch", "articles", "out").err
    assert (tmp_path / "out" / "a.html").exists()
    (sources / "a.md").unlink()
    assert "1 files removed" in run("batch", "articles", "out", "--prune").err
    assert made(tmp_path / "out") == ["2023/b.html", "2024/b.html"]


def test_one_run_at_a_time(sources: Path, tmp_path: Path) -> None:
    options = {"html": get_renderer("html").options()}
    with open_archive(str(sources), str(tmp_path / "out"), options=options) as archive:
        with (
            pytest.raises(UsageError, match=r"\[archive-busy\]"),
            open_archive(str(sources), str(tmp_path / "out"), options=options),
        ):
            pass
        archive.make()
    assert archive.made == 3


ROW = Row(
    name="a.md",
    state="made",
    digest="d",
    settings="s",
    about=About("عنوان", "fa-AF", "rtl", ("کریم آرین", "x"), "2024-06", description="…"),
    outputs=(Output("html", "a.html", 3, "x"),),
    pictures=(("b.png", "y"),),
    failures=(Said("c", "t", ""),),
)


def test_the_ledger_survives_what_is_torn(tmp_path: Path) -> None:
    ledger = FileLedger(tmp_path)
    for name in ("a", "b", "a"):
        ledger.add(Row(name, "made", digest=f"{name}{len(list(ledger.rows()))}"))
    ledger.close()
    file = tmp_path / STATE / LEDGER
    file.write_bytes(b'{"name":1}\nnonsense\n\xff\n' + file.read_bytes() + row_to_json(ROW).encode()[:40])
    ledger = FileLedger(tmp_path)
    assert [(row.name, row.digest) for row in ledger.rows()] == [("a", "a2"), ("b", "b1")]
    ledger.add(ROW)
    ledger.forget("b")
    assert ledger.find("a.md") == ROW
    assert ledger.find("b") is None
    ledger.close()
    ledger = FileLedger(tmp_path)
    assert [row.name for row in ledger.rows()] == ["a", "a.md"]
    assert len(file.read_bytes().splitlines()) == 2
    ledger.close()


def test_rows_come_back_as_they_were() -> None:
    assert row_from_json(row_to_json(ROW)) == ROW
    for broken in ("{}", "[]", "1", '{"name": "a", "outputs": 1}', row_to_json(ROW).replace("digest", "digset")):
        with pytest.raises(ValueError, match=r"\w"):
            row_from_json(broken)
