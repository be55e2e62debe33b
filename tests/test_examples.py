"""The examples, whole: every layer of each, from its tree to the pictures of its pages, against `expected/` beside it.

`pytest --update-publications` writes what was found; read the difference before you commit.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from afgpub.pytest_plugin import PublicationSnapshot
from conftest import EXAMPLES


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_example(folder: Path, publication_snapshot: PublicationSnapshot) -> None:
    publication_snapshot(folder / "article.md")
