"""What an import costs: nothing heavy is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from afgpub.harfbuzz import FLAGS

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


# What an article of Markdown can be made without; each costs as much to load as a stage to run.
NEEDLESS = {
    "_hashlib", "click", "dataclasses", "email", "importlib.metadata", "importlib.resources", "inspect", "PIL",
    "pypandoc", "shutil", "socket", "ssl", "subprocess", "tempfile", "urllib.request", "yaml", "zipfile",
    "afgpub.cli.flags", "afgpub.document_json", "afgpub.readers.pandoc"
}  # fmt: skip
# By format, what only the others need.
ALIEN = {
    "html": {
        *(["uharfbuzz"] if sys.platform == "linux" else ()),
        "gzip",
        "pikepdf",
        "tinycss2",
        "weasyprint",
        "afgpub.renderers.epub",
        "afgpub.renderers.pdf",
    },
    "epub": {"gzip", "pikepdf", "tinycss2", "weasyprint", "afgpub.renderers.pdf"},
    "pdf": {"afgpub.renderers.epub", "afgpub.renderers.html"},
}
if sys.platform == "linux":
    ALIEN["html"].add("uharfbuzz")


@pytest.mark.parametrize("to", ALIEN)
def test_a_plain_call_loads_what_it_needs(tmp_path: Path, to: str) -> None:
    (tmp_path / "a.md").write_text("# Salaam\n\nWords, and *سلام*.\n", "utf-8")
    call = ["convert", str(tmp_path / "a.md"), "-o", str(tmp_path / f"a.{to}")]
    program = (
        "import sys\n"
        "from afgpub.cli import converting, main\n"
        "converting.is_needed = lambda limits: False  # else the work is done in a child\n"
        f"try:\n    main({call!r})\nexcept SystemExit as ended:\n    assert not ended.code\n"
        "print(*sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert (tmp_path / f"a.{to}").read_bytes()
    assert {f"afgpub.renderers.{to}", "lxml.etree"} <= set(run.stdout.split())
    assert sorted((NEEDLESS | ALIEN[to]) & set(run.stdout.split())) == []


def test_what_lxml_gets_later_works_when_it_is_asked_for() -> None:
    program = (
        "import sys, io\n"
        "from afgpub.lxml_start import etree\n"
        "assert not {'inspect', 'gzip'} & set(sys.modules)\n"
        "class Target:\n"
        "    def start(self, tag, attributes, spaces): self.tag = tag, spaces\n"
        "    def close(self): return self.tag\n"
        "print(etree.fromstring('<a xmlns=\"b\"/>', etree.XMLParser(target=Target())))\n"
        "file = io.BytesIO()\n"
        "etree.ElementTree(etree.Element('a')).write(file, compression=9)\n"
        "import gzip, inspect\n"
        "print(gzip.decompress(file.getvalue()), inspect.signature(print).parameters.keys() >= {'sep'})\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "('{b}a', {'': 'b'})\nb'<a/>' True\n"


def test_harfbuzz_gets_the_numbers_of_inspect() -> None:
    import inspect

    assert {name: value for name, value in vars(inspect).items() if name.startswith("CO_")}.items() >= FLAGS.items()
    program = (
        "import sys\n"
        "from afgpub.harfbuzz import load_harfbuzz\n"
        "assert load_harfbuzz() is load_harfbuzz() is sys.modules['uharfbuzz']\n"
        "assert 'inspect' not in sys.modules\n"
        "import inspect\n"
        "print(inspect.isfunction(load_harfbuzz))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "True\n"


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
