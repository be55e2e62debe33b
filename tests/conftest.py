"""What all tests share: prose cases, the flag that rewrites them, and the corpus where it is present."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from afgpub.limits import Limits
from afgpub.worker import confining

TESTS = Path(__file__).parent
PROJECT = TESTS.parent
CORPUS = PROJECT.parent / "shared" / "corpus"
EXAMPLES = sorted(path.parent for path in (PROJECT / "examples").glob("*/article.md"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write what is found as what is expected")


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether expectations are to be written anew."""
    return bool(request.config.getoption("--rewrite"))


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """All readers work in the process of the test, where it can watch them and put things in their way."""
    monkeypatch.setitem(confining._state, "limits", Limits(0, 0))


@dataclass(frozen=True)
class Case:
    """A case of a prose file: a heading, the input in its first fence, what is expected in its second."""

    file: Path
    title: str
    source: str
    expected: str

    def settle(self, found: str, rewrite: bool) -> None:
        """Compare, or with `--rewrite` put what was found into the file."""
        if rewrite and found != self.expected:
            text = self.file.read_text("utf-8")
            place = text.index(f"\n{self.source}~~~~", text.index(f"## {self.title}\n")) + len(self.source) + 1
            before, after = text[:place], text[place:]
            fences = f"~~~~\n\n~~~~ expected\n{self.expected}~~~~"
            self.file.write_text(before + after.replace(fences, f"~~~~\n\n~~~~ expected\n{found}~~~~", 1), "utf-8")
            return
        assert found == self.expected


_CASE = re.compile(
    r"^## (.+)\n(?:(?!^## |^~~~~).*\n)*^~~~~.*\n((?:.*\n)*?)~~~~\n\n~~~~ expected\n((?:.*\n)*?)~~~~$", re.M
)


def read_cases(folder: str) -> list[Case]:
    """All cases in `tests/cases/FOLDER/*.md`."""
    files = sorted((TESTS / "cases" / folder).glob("*.md"))
    return [Case(file, *found.groups()) for file in files for found in _CASE.finditer(file.read_text("utf-8"))]


def case_id(case: Case) -> str:
    """The name under which pytest shows a case."""
    return f"{case.file.stem}: {case.title}"
