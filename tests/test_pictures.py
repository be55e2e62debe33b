"""The pictures in the README are those of the examples as they are made now."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from conftest import EXAMPLES, PROJECT

sys.path.insert(0, str(PROJECT / "examples"))
from pictures import picture

# Mean difference of a pixel's brightness (0 to 255) that another version of the machine's FreeType may make.
TOLERANCE = 1.5


def difference(folder: Path) -> float:
    found = picture(folder / "article.md").convert("L")
    expected = Image.open(folder / "page.png").convert("L")
    assert found.size == expected.size
    return float(ImageStat.Stat(ImageChops.difference(found, expected)).mean[0])


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
def test_picture(folder: Path) -> None:
    assert difference(folder) < TOLERANCE, "run examples/pictures.py and look at what has changed"


def test_another_article_has_another_picture(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Another\n\n" + "Other words. " * 200, "utf-8")
    (tmp_path / "page.png").write_bytes((EXAMPLES[0] / "page.png").read_bytes())
    assert difference(tmp_path) > TOLERANCE
