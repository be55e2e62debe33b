"""What is installed: every file that the package needs at run time is named in pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

from conftest import PROJECT

SETTINGS = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]


def test_every_data_file_is_packaged() -> None:
    for package in ("afgpub.styles", "afgpub.fonts", "afgpub.renderers.pdf.profiles"):
        inside = PROJECT / "src" / package.replace(".", "/")
        folder = PROJECT / SETTINGS["package-dir"][package] if package in SETTINGS["package-dir"] else inside
        patterns = SETTINGS["package-data"][package]
        packaged = {path for pattern in patterns for path in folder.glob(pattern)}
        there = {path for path in folder.rglob("*") if path.is_file() and path.suffix not in (".py", ".pyc")}
        assert there == packaged


def test_every_module_is_packaged() -> None:
    source = PROJECT / "src"
    modules = {str(path.parent.relative_to(source)).replace("/", ".") for path in source.rglob("__init__.py")}
    assert modules | {"afgpub.styles", "afgpub.fonts"} == set(SETTINGS["packages"])


def test_version_is_said_once_in_each_place() -> None:
    import afgpub

    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == afgpub.__version__
    assert f"## {afgpub.__version__}" in Path(PROJECT / "CHANGELOG.md").read_text("utf-8")
