"""What an import costs: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"weasyprint", "pypandoc", "fontTools", "uharfbuzz", "lxml", "markdown_it", "yaml", "PIL", "click", "pikepdf"}


def loaded_by(program: str) -> set[str]:
    """The top-level modules that are loaded after `program`."""
    program += "; import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(run.stdout.split())


def test_import_loads_nothing_heavy() -> None:
    assert not loaded_by("import afgpub") & (HEAVY | {"dataclasses", "inspect", "importlib.metadata"})


@pytest.mark.parametrize("to", ["html", "epub"])
def test_web_pages_and_books_need_no_layout_engine(to: str) -> None:
    loaded = loaded_by(f"import afgpub; afgpub.convert('# Salaam', to={to!r})")
    assert "lxml" in loaded
    assert not loaded & {"weasyprint", "pypandoc", "pikepdf"}


def test_html_works_where_pango_is_missing() -> None:
    program = (
        "import ctypes.util, sys; sys.modules['weasyprint'] = None\n"
        "import afgpub\n"
        "assert afgpub.convert('# Salaam', to='html').output\n"
        "try:\n    afgpub.convert('# Salaam', to='pdf')\n"
        "except afgpub.AfgpubError as error:\n    print(error.message.code, '|', error.message.hint)\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("engine-missing | ")
    assert "apt install libpango" in run.stdout


def test_public_names() -> None:
    import afgpub

    for name in afgpub.__all__:
        assert getattr(afgpub, name).__doc__, f"{name} has no docstring"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = afgpub.nothing  # type: ignore[attr-defined]
