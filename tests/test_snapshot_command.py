"""`afgpub snapshot`: what it writes, what it says, how it ends, and the reports for programs and for people."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from afgpub.snapshot import Settings, verify
from afgpub.snapshot.each import for_each
from snapshot_changes import ARTICLE, write_article

if TYPE_CHECKING:
    from command_line import Files, Run

pytest_plugins = ["command_line"]

KEPT = Path("expected", "article.md")


@pytest.fixture
def article(tmp_path: Path, run: Run) -> Path:
    """An article whose web page has been kept."""
    source = write_article(tmp_path)
    done = run("snapshot", "update", "article.md", "--to", "html")
    assert (done.code, done.err) == (0, "article.md: written\n")
    return source


def test_what_is_kept_is_what_the_formats_have(article: Path, run: Run, tmp_path: Path) -> None:
    names = {file.name for file in (tmp_path / KEPT).iterdir()}
    assert names == {"snapshot.json", "tree.txt", "directions.txt", "html.txt", "style.css", "messages.txt"}
    record = json.loads((tmp_path / KEPT / "snapshot.json").read_text("utf-8"))
    assert record["settings"] == {"to": ["html"]}
    assert {"afgpub", "lxml", "theme news", "face Vazirmatn 400"} <= record["environment"].keys()
    assert run("snapshot", "update").err == "article.md: as it was\n"


def test_the_same_is_zero_and_a_change_is_one(article: Path, run: Run) -> None:
    done = run("snapshot", "verify")
    assert (done.code, done.out) == (0, "article.md: the same\n1 publication, 0 changed\n")
    write_article(article.parent, ARTICLE.replace("### جدول", "## جدول"))
    done = run("snapshot", "verify", "article.md")
    assert done.code == 1
    assert "tree changed first: the source, or how it is read and repaired" in done.out
    assert done.out.endswith("1 publication, 1 changed\n")
    assert run("snapshot", "update").err.startswith("article.md: written\n  tree changed first")
    assert run("snapshot", "verify").code == 0


def test_hidden_letters_are_shown(article: Path, run: Run) -> None:
    write_article(article.parent, ARTICLE.replace("می‌گویند", "می\u200fگویند"))
    assert "\u200f" not in run("snapshot", "verify").out


def test_layers_and_options_are_kept_until_others_are_given(tmp_path: Path, run: Run) -> None:
    write_article(tmp_path)
    given = ("--layers", "tree,messages", "--option", "calendar=solar", "--option", "fonts=no")
    assert run("snapshot", "update", "article.md", "--to", "html", *given).code == 0
    record = json.loads((tmp_path / KEPT / "snapshot.json").read_text("utf-8"))
    assert record["settings"]["options"] == {"calendar": "solar", "fonts": False}
    assert {file.name for file in (tmp_path / KEPT).iterdir()} == {"snapshot.json", "tree.txt", "messages.txt"}
    assert run("snapshot", "update", "--layers", "tree").code == 0
    assert {file.name for file in (tmp_path / KEPT).iterdir()} == {"snapshot.json", "tree.txt"}
    after = json.loads((tmp_path / KEPT / "snapshot.json").read_text("utf-8"))
    assert after["settings"]["options"] == record["settings"]["options"]


def test_any_format_has_a_layer(tmp_path: Path, run: Run) -> None:
    write_article(tmp_path)
    assert run("snapshot", "update", "article.md", "--to", "markdown,docx").code == 0
    assert "word/document.xml" in (tmp_path / KEPT / "docx.txt").read_text("utf-8")
    assert "می‌گویند" in (tmp_path / KEPT / "markdown.txt").read_text("utf-8")
    assert run("snapshot", "verify").code == 0


_UPDATE = ("update", "article.md", "--to", "html")
WRONG = {
    "a source without a snapshot": (("verify", "article.md"), 1, "snapshot-missing"),
    "a folder without snapshots": (("verify", "."), 1, "snapshots-none"),
    "a layer that does not exist": (
        ("update", "article.md", "--to", "html", "--layers", "pdf-text"),
        1,
        "layer-unknown",
    ),
    "an option that does not exist": (("update", "article.md", "--option", "colour=red"), 2, "option-unknown"),
    "an option of another format": (
        ("update", "article.md", "--to", "html", "--option", "page=A5"),
        1,
        "option-unknown",
    ),
    "an option that is yes or no": ((*_UPDATE, "--option", "fonts=blue"), 2, "usage"),
    "a format that does not exist": (("update", "article.md", "--to", "papyrus"), 1, "format-unknown"),
    "a source that does not exist": (("update", "nothing.md"), 1, "source-missing"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_call_is_a_coded_message(name: str, tmp_path: Path, run: Run) -> None:
    arguments, code, said = WRONG[name]
    write_article(tmp_path)
    done = run("snapshot", *arguments)
    assert done.code == code
    assert f"[{said}]" in done.out + done.err
    assert "Traceback" not in done.out + done.err
    assert not (tmp_path / "expected").exists()


@pytest.mark.parametrize(
    "text", ["", "{}", '{"snapshot": 1}', '{"snapshot": 1, "settings": {"to": 3}, "environment": {}}']
)
def test_a_broken_snapshot_is_told(text: str, article: Path, run: Run) -> None:
    (article.parent / KEPT / "snapshot.json").write_text(text, "utf-8")
    done = run("snapshot", "verify", "article.md")
    assert (done.code, "[snapshot-broken]" in done.out) == (1, True)


def test_a_lost_layer_is_a_change(article: Path, run: Run) -> None:
    (article.parent / KEPT / "html.txt").unlink()
    done = run("snapshot", "verify")
    assert (done.code, "html changed first" in done.out) == (1, True)


def test_one_bad_source_does_not_stop_the_others(article: Path, run: Run) -> None:
    other = write_article(article.parent / "other")
    assert run("snapshot", "update", "other/article.md", "--to", "html").code == 0
    other.write_bytes(b"")
    done = run("snapshot", "verify")
    assert done.code == 1
    assert "article.md: the same" in done.out
    assert "[source-empty]" in done.out
    assert done.out.endswith("2 publications, 0 changed, 1 failed\n")


def test_reports_for_programs(article: Path, run: Run, tmp_path: Path) -> None:
    write_article(article.parent, ARTICLE.replace("Kunduz", "Kabul \x07"))
    found = json.loads(run("snapshot", "verify", "--format", "json").out)
    assert (found["same"], found["publications"][0]["first"]) == (False, "tree")
    assert run("snapshot", "verify", "--format", "junit", "-o", "junit.xml").code == 1
    suite = etree.parse(str(tmp_path / "junit.xml")).getroot()[0]
    assert dict(suite.attrib) == {
        "name": "afgpub snapshot",
        "tests": "1",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    assert "tree changed first" in "".join(suite.itertext())


def test_the_report_shows_pages_as_they_were_and_as_they_are(tmp_path: Path, run: Run, files: Files) -> None:
    source = write_article(tmp_path)
    assert run("snapshot", "update", "article.md", "--to", "pdf", "--pixels").code == 0
    assert (tmp_path / KEPT / "pages" / "1.png").is_file()
    write_article(source.parent, ARTICLE.replace("Kunduz", "Mazar"))
    assert run("snapshot", "verify", "--report", "report").code == 1
    made = files(tmp_path / "report")
    assert set(made) == {"index.html", "report.css", "report.js", "pages/1-1-before.png", "pages/1-1-after.png"}
    assert made["pages/1-1-before.png"] == (tmp_path / KEPT / "pages" / "1.png").read_bytes()
    page = html.document_fromstring(made["index.html"])
    assert [image.get("alt") for image in page.iter("img")] == ["Page 1 as it was", "Page 1 as it is"]
    assert [choice.get("value") for choice in page.findall(".//fieldset//input")] == ["beside", "overlay", "slider"]
    assert all(label.text_content().strip() for label in page.iter("label"))
    assert not page.xpath("//script[not(@src)] | //@style | //@onclick")
    assert run("snapshot", "update", "--no-pixels").code == 0
    assert not (tmp_path / KEPT / "pages").exists()


def test_several_processes_give_the_same_verdicts_in_order(tmp_path: Path) -> None:
    sources = [write_article(tmp_path / str(number)) for number in range(3)]
    for source in sources:
        from afgpub.snapshot import update

        assert update(source, Settings(to=("html",))).failure is None
    write_article(tmp_path / "1", ARTICLE.replace("Kunduz", "Kabul"))
    verdicts = list(for_each(sources, verify, jobs=2))
    assert [verdict.source for verdict in verdicts] == sources
    assert [verdict.is_good for verdict in verdicts] == [True, False, True]
