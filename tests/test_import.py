"""What an import costs: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


# What a web page of Markdown can be made without; each costs as much to load as a stage to run.
NEEDLESS = {
    "_hashlib", "click", "email", "importlib.metadata", "importlib.resources", "pikepdf", "PIL", "pypandoc", "random",
    "shutil", "socket", "subprocess", "tempfile", "tinycss2", "weasyprint", "yaml", "zipfile",
    "afgpub.cli.flags", "afgpub.document_json", "afgpub.readers.pandoc", "afgpub.renderers.epub", "afgpub.renderers.pdf"
}  # fmt: skip


def test_a_plain_call_loads_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Salaam\n\nWords, and *سلام*.\n", "utf-8")
    call = ["convert", str(tmp_path / "a.md"), "-o", str(tmp_path / "a.html")]
    program = (
        "import sys\n"
        "from afgpub.cli import converting, main\n"
        "converting.is_needed = lambda limits: False  # else the work is done in a child\n"
        f"try:\n    main({call!r})\nexcept SystemExit as ended:\n    assert not ended.code\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (tmp_path / "a.html").read_bytes()
    assert {"afgpub.renderers.html", "lxml.etree"} <= set(run.stdout.split())
    assert not NEEDLESS & set(run.stdout.split())


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
