"""The documents are true: the README's Python runs, its commands are understood, what is named exists."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import click
import pytest

from afgpub.cli.convert import command as convert_command
from conftest import PROJECT

README = (PROJECT / "README.md").read_text("utf-8")
ARCHITECTURE = (PROJECT / "ARCHITECTURE.md").read_text("utf-8")
DOCUMENTS = sorted(PROJECT.glob("*.md"))


def test_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: object) -> None:
    shutil.copytree(PROJECT / "examples" / "seed", tmp_path / "examples" / "seed")
    monkeypatch.chdir(tmp_path)
    found = re.search(r"```python\n(.*?)```", README, re.DOTALL)
    assert found
    exec(compile(found[1], "README.md", "exec"), {})  # noqa: S102
    said = capsys.readouterr().out  # type: ignore[attr-defined]
    assert said.startswith("2 pages: افغانستان آزاد")
    shown = re.search(r"# (examples/seed/article.md:\d+: [^…]+)…", found[1])
    assert shown and shown[1] in said
    assert (tmp_path / "article.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_flags_of_the_readme_exist() -> None:
    options = convert_command.get_params(click.Context(convert_command))
    known = {flag for option in options for flag in (*option.opts, *option.secondary_opts)}
    lines = [line.split("#")[0] for line in README.splitlines() if line.startswith("    afgpub convert")]
    assert len(lines) >= 4
    assert {flag for line in lines for flag in re.findall(r"(?<= )--?[a-z-]+", line)} <= known


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    text = document.read_text("utf-8")
    targets = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\"]+)\"", text)
    assert all((PROJECT / (a or b)).exists() for a, b in targets if "river" not in (a or b))


def test_architecture_names_every_module() -> None:
    assert len(ARCHITECTURE.splitlines()) <= 120
    source = PROJECT / "src" / "afgpub"
    modules = [path.name for path in source.glob("*.py") if path.name != "__init__.py"]
    folders = [f"{path.parent.name}/" for path in source.glob("*/__init__.py")]
    assert not [name for name in (*modules, *folders) if name not in ARCHITECTURE]
    named = re.findall(r"`(?:src/afgpub/)?((?:renderers|normaliser|readers|cli)/[\w/]+\.py)`", ARCHITECTURE)
    assert named and all((source / name).exists() for name in named)


def test_no_file_is_too_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in (PROJECT / "src").rglob("*.py")}
    assert max(lengths.values()) <= 400
    assert sorted(lengths.values())[len(lengths) // 2] <= 110
