"""The pytest plugin, as a project uses it: a fixture, a flag, a failure that names the layer; under xdist too."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from snapshot_changes import ARTICLE, write_article

pytest_plugins = ["pytester"]

TEST = """
import pytest

@pytest.mark.parametrize("name", ["one", "two", "three"])
def test_article(name, publication_snapshot):
    publication_snapshot(f"{name}/article.md", to=["html"], options={"calendar": "solar"})
"""


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with three articles, whose publications have been kept."""
    for name in ("one", "two", "three"):
        write_article(pytester.path / name)
    pytester.makepyfile(test_articles=TEST)
    run(pytester, "--update-publications").assert_outcomes(passed=3)
    return pytester


def run(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    """Run pytest as a process of its own: a plugin is loaded once in a process."""
    return pytester.run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments)


def test_a_project_keeps_and_compares_its_publications(project: pytest.Pytester) -> None:
    kept = project.path / "one" / "expected" / "article.md"
    assert {file.name for file in kept.iterdir()} >= {"snapshot.json", "tree.txt", "html.txt", "messages.txt"}
    run(project).assert_outcomes(passed=3)


def test_a_failure_names_the_layer_and_shows_the_change(project: pytest.Pytester) -> None:
    write_article(project.path / "two", ARTICLE.replace("می‌گویند", "میگویند"))
    done = run(project)
    done.assert_outcomes(passed=2, failed=1)
    done.stdout.fnmatch_lines(
        ["*two/article.md: changed", "*tree changed first*", "*- *\\u200c*", "*changed with it: *html*"]
    )
    assert "Traceback" not in done.stdout.str()
    run(project, "--update-publications").assert_outcomes(passed=3)
    run(project).assert_outcomes(passed=3)


def test_another_option_is_a_change(project: pytest.Pytester) -> None:
    project.makepyfile(test_articles=TEST.replace('"solar"', '"gregorian"'))
    done = run(project, "-k", "one")
    done.assert_outcomes(failed=1, deselected=2)
    done.stdout.fnmatch_lines(["*setting: option calendar: solar → gregorian"])


def test_a_publication_without_a_snapshot_fails(pytester: pytest.Pytester) -> None:
    write_article(pytester.path / "one")
    pytester.makepyfile(test_articles=TEST)
    done = run(pytester, "-k", "one")
    done.assert_outcomes(failed=1, deselected=2)
    done.stdout.fnmatch_lines(["*one/article.md has no snapshot*"])
    assert not (pytester.path / "one" / "expected").exists()


def test_it_works_under_xdist(project: pytest.Pytester) -> None:
    write_article(project.path / "three", ARTICLE.replace("Kunduz", "Kabul"))
    run(project, "-n", "2").assert_outcomes(passed=2, failed=1)
    run(project, "-n", "2", "--update-publications").assert_outcomes(passed=3)
    run(project).assert_outcomes(passed=3)


def test_nothing_of_afgpub_is_imported_before_it_is_asked_for(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_nothing():\n    import sys\n    assert 'afgpub.conversion' not in sys.modules\n")
    run(pytester).assert_outcomes(passed=1)


def test_files_of_a_snapshot_are_small(project: pytest.Pytester) -> None:
    kept: list[Path] = list((project.path / "one" / "expected").rglob("*.*"))
    assert sum(file.stat().st_size for file in kept if file.is_file()) < 40_000
