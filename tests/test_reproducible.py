"""Same input, same bytes: from any folder, in any time zone and locale, with any hash seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from conftest import PROJECT

PLACES = (
    {"TZ": "Asia/Kabul", "LC_ALL": "C", "PYTHONHASHSEED": "1", "LANG": "C"},
    {"TZ": "America/Los_Angeles", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "LANGUAGE": "fa_IR"},
)
PROGRAM = (
    "import sys, afgpub; from pathlib import Path; "
    "sys.stdout.buffer.write(afgpub.convert(Path('article.md'), to=sys.argv[1]).output)"
)


def converted(folder: Path, to: str, surroundings: dict[str, str]) -> bytes:
    environment = {**os.environ, **surroundings}
    environment.pop("SOURCE_DATE_EPOCH", None)
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, to], cwd=folder, env=environment, capture_output=True, check=True
    )
    return run.stdout


@pytest.mark.parametrize("to", ["html", "epub", "pdf", "json", "tree"])
def test_same_bytes(to: str, tmp_path: Path) -> None:
    outputs = []
    for number, surroundings in enumerate(PLACES):
        folder = tmp_path / f"place {number}"
        shutil.copytree(PROJECT / "examples" / "elements", folder)
        outputs.append(converted(folder, to, surroundings))
    assert outputs[0] == outputs[1]


@pytest.mark.parametrize("to", ["epub", "pdf"])
def test_source_date_epoch_is_honoured(to: str, tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("# Title\n\nSome text.\n", "utf-8")
    dated, undated = ({**PLACES[0], "SOURCE_DATE_EPOCH": "86400"}, PLACES[0])
    environment = {**os.environ, **dated}
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, to], cwd=tmp_path, env=environment, capture_output=True, check=True
    )
    assert run.stdout != converted(tmp_path, to, undated)
    assert "19700102" in moment_of(run.stdout, to)


def moment_of(data: bytes, to: str) -> str:
    """The date inside an output, in digits."""
    if to == "pdf":
        with pikepdf.open(BytesIO(data)) as pdf:
            return str(pdf.docinfo.ModDate)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("EPUB/package.opf").decode().replace("-", "")
