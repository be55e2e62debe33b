"""Modules are found quickly, and are those that Python would find."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="left to Python there")

# What a process has loaded of some packages: for each module its file, its folder, its compiled file and its loader.
_LOADED = """
import json
def told(module):
    file, compiled = getattr(module, "__file__", None), getattr(module, "__cached__", None)
    spec, loader = module.__spec__, isinstance(module.__loader__, SourceFileLoader)
    folders = list(getattr(module, "__path__", ()))
    return [file, compiled, folders, module.__package__, spec.origin, spec.has_location, loader]
modules = sorted(sys.modules.items())
print(json.dumps({name: told(module) for name, module in modules if name.partition(".")[0] in PACKAGES}))
"""
_START = """
import sys
from importlib.machinery import SourceFileLoader
from afgpub.cli import compiled_modules
PACKAGES = compiled_modules.PACKAGES = compiled_modules.PACKAGES | {"sample"}
"""
_QUICKLY = "compiled_modules.find_quickly()\nassert compiled_modules.Finder in sys.meta_path\n"


def run(program: str, **environment: str) -> str:
    call = [sys.executable, "-c", program]
    done = subprocess.run(call, capture_output=True, text=True, env=os.environ | environment)
    assert not done.returncode, done.stderr
    return done.stdout


def test_what_is_loaded_is_the_same() -> None:
    work = "import afgpub\nfor to in ('pdf', 'html'):\n    assert afgpub.convert('# A\\n\\nb', to=to).output\n"
    slowly = json.loads(run(_START + work + _LOADED))
    quickly = json.loads(run(_START + _QUICKLY + work + _LOADED))
    assert quickly == slowly
    assert len(quickly) > 100


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A package with a module and a package in it, compiled."""
    for name in ("__init__", "one", "two/__init__"):
        file = tmp_path / "sample" / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text("WORD = 'before'\ndef tell(): pass\n", "utf-8")
    run("import sample.one, sample.two", PYTHONPATH=str(tmp_path), PYTHONDONTWRITEBYTECODE="")
    return tmp_path / "sample"


_WORDS = (
    "import sample.one, sample.two; print(sample.one.WORD, sample.two.WORD, sample.one.__loader__.__class__.__name__)"
)


def words(sample: Path) -> list[str]:
    return run(_START + _QUICKLY + _WORDS, PYTHONPATH=str(sample.parent), PYTHONDONTWRITEBYTECODE="1").split()


def test_compiled_files_are_taken(sample: Path) -> None:
    assert words(sample) == ["before", "before", "_Loader"]


def test_a_source_that_has_changed_is_compiled_anew(sample: Path) -> None:
    for name in ("one", "two/__init__"):
        (sample / f"{name}.py").write_text("WORD = 'after all'.partition(' ')[0]\n", "utf-8")
    assert words(sample) == ["after", "after", "SourceFileLoader"]


@pytest.mark.parametrize("data", [b"", b"rubbish" * 9])
def test_a_spoilt_file_is_passed_over(sample: Path, data: bytes) -> None:
    for file in sample.glob("__pycache__/one.*.pyc"):
        file.write_bytes(data)
    assert words(sample) == ["before", "before", "SourceFileLoader"]


def test_without_compiled_files_or_a_source_python_looks(sample: Path) -> None:
    for file in sample.glob("__pycache__/one.*.pyc"):
        file.unlink()
    assert words(sample) == ["before", "before", "SourceFileLoader"]
    (sample / "one.py").unlink()
    with pytest.raises(AssertionError, match="ModuleNotFoundError"):
        words(sample)


def test_code_that_was_compiled_elsewhere_says_where_it_is_now(sample: Path) -> None:
    moved = sample.parent / "moved"
    moved.mkdir()
    sample.rename(moved / "sample")
    program = _START + _QUICKLY + "import sample.one as one; print(type(one.__loader__), one.tell.__code__.co_filename)"
    told = run(program, PYTHONPATH=str(moved), PYTHONDONTWRITEBYTECODE="1")
    assert "_Loader" in told and told.endswith(f" {moved / 'sample' / 'one.py'}\n")
