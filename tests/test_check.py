"""The lint of direction: what it finds in prose cases and hostile inputs, and that it is quiet on sound texts."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import afgpub
from afgpub import Finding, check_source
from afgpub.check import check_direction
from afgpub.check.reports import spelled
from conftest import CORPUS, EXAMPLES, Case, case_id, read_cases

ATTACKS = CORPUS / "security" / "bidi-attacks.json"
DECLARATIONS = sorted((CORPUS / "texts").glob("udhr-*.md"))
STEERING = re.compile("[\u202a-\u202e\u2066-\u2069]")


def described(finding: Finding) -> str:
    """A finding as the prose cases have it."""
    line = finding.span.start if finding.span else "-"
    severity = finding.severity.name.lower()
    rows = (
        f"{line}: {severity} {finding.code}: {finding.text}",
        f"  logical: {finding.logical}",
        f"  visual:  {finding.visual}",
        f"  {finding.hint}",
    )
    return "".join(f"{spelled(row)}\n" for row in rows)


@pytest.mark.parametrize("case", read_cases("check"), ids=case_id)
def test_cases(case: Case, rewrite: bool) -> None:
    source = re.sub(r"<U\+([0-9A-F]+)>", lambda found: chr(int(found[1], 16)), case.source)
    found = check_source(source)
    assert not any(STEERING.search(finding.visual) for finding in found)
    case.settle("".join(map(described, found)), rewrite)


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_examples_are_quiet(folder: Path) -> None:
    assert check_source(folder / "article.md") == ()


if DECLARATIONS:

    @pytest.mark.parametrize("path", DECLARATIONS, ids=lambda path: path.stem)
    def test_declarations_are_quiet(path: Path) -> None:
        assert check_source(path) == ()


if ATTACKS.exists():

    @pytest.mark.parametrize("attack", json.loads(ATTACKS.read_text("utf-8")), ids=lambda attack: attack["id"])
    def test_attacks_are_found(attack: dict[str, str]) -> None:
        found = check_source(attack["input"])
        assert found
        assert {finding.span.start for finding in found if finding.span} == {1}


def test_embeddings_deeper_than_the_algorithm_goes() -> None:
    (found,) = check_source("\u202b" * 130 + "x" + "\u202c" * 130)
    assert found.text == "<U+202B>, <U+202C> in the text; the normaliser takes it out"


@pytest.mark.parametrize(
    ("doubtful", "mended"),
    [
        ("همه مردم آنجا بودند و به Python!", "همه مردم آنجا بودند و به [Python!]{dir=ltr}"),
        ("همه مردم آنجا بودند و به Python!", "همه مردم آنجا بودند و به Python!&rlm;"),
        ("همه بودند و رفتند و دیدند. He left the city.", "همه بودند و رفتند و دیدند. [He left the city.]{dir=ltr}"),
        ("نتیجه بازی 3-1 بود.", "نتیجه بازی [3-1]{dir=ltr} بود."),
        ("Kabul Herat کابل هرات", "{dir=rtl}\nKabul Herat کابل هرات"),
        ("Kabul Times | کابل تایمز", "{dir=ltr}\nKabul Times | کابل تایمز"),
        ("# NATO در افغانستان", "# پیمان NATO در افغانستان"),
    ],
)
def test_what_a_hint_says_settles_it(doubtful: str, mended: str) -> None:
    assert len(check_source(doubtful)) == 1
    assert check_source(mended) == ()


def test_names_of_files(tmp_path: Path) -> None:
    path = tmp_path / "a\u202etxt.md"
    path.write_text("words", "utf-8")
    (found,) = check_source(path)
    assert found.code == "control-misplaced"
    assert found.text == "<U+202E> in the name of the file: what is seen there is not what is stored"


def test_a_line_in_visual_order() -> None:
    (found,) = check_source(".تسا هدش هدید 2024 لاس رد هک")
    assert (found.code, found.logical) == ("line-reversed", ".تسا هدش هدید 2024 لاس رد هک")
    assert found.visual == "که در سال 2024 دیده شده است."


def test_a_line_with_many_faults_is_told_of_ten_times() -> None:
    found = check_source("همه مردم بودند Yahoo! " * 50)
    assert [finding.code for finding in found] == ["mark-side"] * 10


def test_a_tree_alone() -> None:
    document, _ = afgpub.read("همه مردم آنجا بودند و به Python!", name="a.md")
    (found,) = check_direction(document)
    assert str(found).startswith(
        "a.md:1: the ! beside Python stands on its side only because the line runs right to left"
    )
    assert (found.dir, found.visual) == ("rtl", "!Python هب و دندوب اجنآ مدرم همه")


def test_a_tree_as_json() -> None:
    result = afgpub.convert("and `a\u202eb` too", to="json", normaliser={"rules": "none"})
    (found,) = check_source(result.output, reader="json", name="a.json")
    assert (found.code, found.span and found.span.source) == ("control-override", "a.json")
    (found,) = check_source(result.output.replace("\u202e".encode(), rb"\u202e"), reader="json", name="a.json")
    assert (found.code, found.span and found.span.source) == ("control-misplaced", "text")


def test_notes_are_read_once() -> None:
    text = "همه مردم آنجا بودند.[^1]\n\n[^1]: همه مردم آنجا بودند و به Python!\n"
    assert [(f.code, f.span.start) for f in check_source(text) if f.span] == [("mark-side", 3)]
