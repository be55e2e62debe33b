"""The pytest plugin: the fixture `publication_snapshot` and the flag `--update-publications`.

pytest loads it wherever afgpub is installed, so nothing of afgpub is imported before a test asks for the fixture.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

PublicationSnapshot = Callable[..., None]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the flag."""
    group = parser.getgroup("afgpub", "snapshots of publications")
    group.addoption("--update-publications", action="store_true", help="keep publications as they are now")


@pytest.fixture
def publication_snapshot(request: pytest.FixtureRequest) -> PublicationSnapshot:
    """A function that compares a publication with its snapshot, and fails the test with the layer that changed first.

    `publication_snapshot("article.md", to=["html", "pdf"], options={"theme": "book"})`: the source, and a theme that is
    a folder, are relative to the test's folder; `to`, `reader`, `options`, `normaliser` and `layers` are those of
    `afgpub.snapshot.Settings`. What is not given is as the snapshot has it. With `--update-publications` the snapshot
    is written instead.
    """

    def check(
        source: str | Path,
        *,
        to: Sequence[str] = (),
        reader: str = "",
        options: Mapping[str, Any] | None = None,
        normaliser: Mapping[str, Any] | None = None,
        layers: Sequence[str] = (),
    ) -> None:
        __tracebackhide__ = True
        from afgpub.snapshot import update, verify
        from afgpub.snapshot.reports.text import verdict_lines
        from afgpub.snapshot.store import shown_path

        path = shown_path(request.path.parent / source)
        given: dict[str, Any] = {"to": tuple(to), "reader": reader, "options": options, "normaliser": normaliser}
        given = {name: value for name, value in (given | {"layers": tuple(layers)}).items() if value}
        if request.config.getoption("--update-publications"):
            verdict = update(path, given, here=request.path.parent)
            failed = verdict.failure is not None
        else:
            verdict = verify(path, given, here=request.path.parent)
            failed = not verdict.is_good
        if failed:
            hint = "Run pytest --update-publications if it should be so."
            pytest.fail("\n".join([*verdict_lines(verdict), *([hint] if verdict.comparison else [])]), pytrace=False)

    return check
