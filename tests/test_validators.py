"""The examples before validators that others wrote: AFGPUB_CHECK is a command that gets a file and fails on errors.

CI sets it to its checking kit (Nu, axe, Lighthouse; EPUBCheck, Ace; veraPDF); without it these tests do not exist.
"""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path

import pytest

import afgpub
from conftest import EXAMPLES

CHECK = os.environ.get("AFGPUB_CHECK")

if CHECK:

    @pytest.mark.validators
    @pytest.mark.parametrize("to", ["html", "epub", "pdf"])
    @pytest.mark.parametrize("folder", EXAMPLES, ids=lambda path: path.name)
    def test_validators_find_no_error(folder: Path, to: str, tmp_path: Path) -> None:
        file = tmp_path / f"article.{to}"
        file.write_bytes(afgpub.convert(folder / "article.md", to=to).output)
        options = ["--flavours", "ua1"] if to == "pdf" else []
        run = subprocess.run(
            [*shlex.split(str(CHECK)), str(file), *options], capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stdout + run.stderr
