"""`afgpub check`: what it prints in each form, and the code with which it ends."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from afgpub.check.sarif import RULES, as_sarif
from afgpub.messages import TABLE

if TYPE_CHECKING:
    from command_line import Ended, Run

pytest_plugins = ["command_line"]

DOUBTFUL = "همه مردم آنجا بودند و به Python!\n"
HIDDEN = "abc \u202edef\n"
SOUND = "All of the people were there.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "doubtful.md").write_text(DOUBTFUL, "utf-8")
    (tmp_path / "hidden.md").write_text(HIDDEN, "utf-8")
    (tmp_path / "sound.md").write_text(SOUND, "utf-8")
    return tmp_path


def test_text(run: Run, folder: Path) -> None:
    ended = run("check", "doubtful.md", "hidden.md", "sound.md")
    assert ended.out.splitlines() == [
        "doubtful.md:1: the ! beside Python stands on its side only because the line runs right to left [mark-side]",
        "    logical: همه مردم آنجا بودند و به Python!",
        "    visual:  !Python هب و دندوب اجنآ مدرم همه",
        "    If it belongs to Python, write [Python!]{dir=ltr}; if it does not, write &rlm; after it.",
        "hidden.md:1: <U+202E>: letters are turned round, so that what is seen is not what is stored"
        " [control-override]",
        "    logical: abc <U+202E>def",
        "    visual:  abc fed",
        "    Take it out, and type the letters in the order in which they are read.",
    ]
    assert ended.err == "1 error, 1 warning in 3 files\n"


@pytest.mark.parametrize(
    ("file", "fail_on", "code"),
    [
        ("doubtful.md", "warning", 1),
        ("doubtful.md", "error", 0),
        ("doubtful.md", "never", 0),
        ("hidden.md", "error", 1),
        ("hidden.md", "never", 0),
        ("sound.md", "warning", 0),
    ],
)
def test_fail_on(run: Run, folder: Path, file: str, fail_on: str, code: int) -> None:
    assert run("check", file, "--fail-on", fail_on).code == code


def test_errors_fail_by_default(run: Run, folder: Path) -> None:
    assert (run("check", "doubtful.md").code, run("check", "hidden.md").code) == (0, 1)


def test_json(run: Run, folder: Path) -> None:
    ended = run("check", "--format", "json", "doubtful.md", "hidden.md", "missing.md")
    assert ended.code == 1
    assert not set(ended.out) & set("\u202e\u2066\u2067\u2069")
    report = json.loads(ended.out)
    assert report["sources"] == ["doubtful.md", "hidden.md", "missing.md"]
    assert [(f["code"], f["severity"], f["source"], f["line"]) for f in report["findings"]] == [
        ("mark-side", "warning", "doubtful.md", 1),
        ("control-override", "error", "hidden.md", 1),
    ]
    assert report["findings"][0]["logical"] == DOUBTFUL.strip()
    assert report["findings"][0]["visual"] == "!Python هب و دندوب اجنآ مدرم همه"
    assert report["findings"][0]["dir"] == "rtl"
    assert [failure["code"] for failure in report["failures"]] == ["source-missing"]


def sarif_of(ended: Ended) -> dict[str, Any]:
    log = json.loads(ended.out)
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def test_sarif(run: Run, folder: Path) -> None:
    found = sarif_of(run("check", "--format", "sarif", "doubtful.md", str(folder / "hidden.md")))
    driver = found["tool"]["driver"]
    assert driver["name"] == "afgpub"
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"] and "{" not in rule["shortDescription"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("note", "warning", "error")
    assert found["invocations"] == [{"executionSuccessful": True}]
    first, second = found["results"]
    for result in (first, second):
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["message"]["text"]
    assert (first["ruleId"], first["level"]) == ("mark-side", "warning")
    assert (second["ruleId"], second["level"]) == ("control-override", "error")
    places = [result["locations"][0]["physicalLocation"] for result in (first, second)]
    assert [place["artifactLocation"] for place in places] == [{"uri": "doubtful.md"}, {"uri": "hidden.md"}]
    assert [place["region"] for place in places] == [{"startLine": 1, "endLine": 1}] * 2


def test_sarif_names_and_failures(run: Run, folder: Path) -> None:
    name = folder / "یک متن.md"
    name.write_text(DOUBTFUL, "utf-8")
    found = sarif_of(run("check", "--format", "sarif", name.name, "missing.md"))
    (result,) = found["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "%DB%8C%DA%A9%20%D9%85%D8%AA%D9%86.md"
    (invocation,) = found["invocations"]
    assert not invocation["executionSuccessful"]
    assert invocation["toolExecutionNotifications"][0]["descriptor"] == {"id": "source-missing"}


def test_sarif_of_a_file_elsewhere(run: Run, folder: Path) -> None:
    (folder / "in").mkdir()
    os.chdir(folder / "in")
    found = sarif_of(run("check", "--format", "sarif", str(folder / "hidden.md")))
    uri = found["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == (folder / "hidden.md").as_uri()


def test_sarif_knows_every_code() -> None:
    assert set(RULES) <= set(TABLE)
    assert json.loads(as_sarif((), Path.cwd()))["runs"][0]["results"] == []


def test_report_in_a_file(run: Run, folder: Path) -> None:
    ended = run("check", "hidden.md", "--format", "json", "-o", "report.json")
    assert (ended.code, ended.out, ended.err) == (1, "", "")
    assert len(json.loads((folder / "report.json").read_text("utf-8"))["findings"]) == 1
    refused = run("check", "hidden.md", "-o", "hidden.md")
    assert (refused.code, "[output-is-source]" in refused.err) == (2, True)
    assert (folder / "hidden.md").read_text("utf-8") == HIDDEN


def test_standard_input(run: Run) -> None:
    ended = run("check", "-", stdin=HIDDEN.encode())
    assert ended.out.startswith("standard input:1: <U+202E>")


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_checked(run: Run, folder: Path) -> None:
    ended = run("check", "missing.md", "hidden.md", ".", "--fail-on", "never")
    assert ended.code == 1
    assert "hidden.md:1:" in ended.out
    assert "[source-missing]" in ended.err
    assert "[source-folder]" in ended.err


def test_wrong_calls(run: Run, folder: Path) -> None:
    assert run("check").code == 2
    assert run("check", "hidden.md", "--format", "xml").code == 2
    ended = run("check", "hidden.md", "--from", "docx-of-old")
    assert (ended.code, "[reader-unknown]" in ended.err) == (2, True)
    assert run("check", "hidden.md", "--reader", "markdown").code == 1


@pytest.mark.parametrize(
    ("wish", "visual"),
    [
        ("plain", None),
        ("shaped", "    visual:  !Python \ufeea\ufe91 \ufeed \ufea9\ufeee\ufe91 \ufbfd\ufea7 \ufee6\ufbfe\ufe8d"),
    ],
)
def test_terminals(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, wish: str, visual: str | None) -> None:
    """A terminal that orders lines itself gets the logical line alone, another one the visual line too, joined."""
    (folder / "doubtful.md").write_text("این خی بود و به Python!", "utf-8")
    monkeypatch.setenv("AFGPUB_TERMINAL", wish)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    lines = run("check", "doubtful.md").out.splitlines()
    assert [line for line in lines if line.startswith("    visual:")] == ([visual] if visual else [])
    assert "    logical: این خی بود و به Python!" in lines
