"""WeasyPrint starts quickly and is the same: what it is spared is tied to its text."""

from __future__ import annotations

import ast
import hashlib
import importlib.resources
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

from afgpub.renderers.pdf import declarations, later, start, user_agent_sheets
from afgpub.renderers.pdf.engine import load_engine
from afgpub.renderers.pdf.lines import harfbuzz

linux = pytest.mark.skipif(sys.platform != "linux", reason="libraries are looked for by cffi elsewhere")


LATER = {"PIL", "email", "fontTools", "mimetypes", "tinyhtml5", "urllib.request", "uuid"}
SPARED = (LATER - {"email"}) | {"email.message", "cffi", "pycparser", "ssl"}


def imports_of(source: str) -> dict[str, str]:
    """What a module imports of what is loaded later, and from where."""
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and not node.level:
            homes = {alias.name: str(node.module) for alias in node.names}
            found |= {
                name: home
                for name, home in homes.items()
                if home.partition(".")[0] in LATER or f"{home}.{name}" in LATER
            }
        elif isinstance(node, ast.Import):
            found |= {alias.name: "" for alias in node.names if alias.name.partition(".")[0] in LATER}
    return found


def test_what_weasyprint_imports_of_what_is_loaded_later() -> None:
    folder = Path(load_engine().__file__).parent
    found = {}
    for file in folder.rglob("*.py"):
        parts = ("weasyprint", *file.relative_to(folder).with_suffix("").parts)
        if imports := imports_of(file.read_text("utf-8")):
            found[".".join(parts).removesuffix(".__init__")] = imports
    assert found == later.PLACES


def test_what_is_taken_from_modules_that_are_dear() -> None:
    found = set()
    for package in ("weasyprint", "pydyf", "pyphen"):
        for file in Path(importlib.import_module(package).__file__ or "").parent.rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module in later.FUNCTIONS:
                    found |= {(node.module, alias.name) for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module == "importlib":
                    found |= {(f"importlib.{alias.name}", "files") for alias in node.names}
                elif isinstance(node, ast.Import):
                    assert not {alias.name for alias in node.names} & {*later.FUNCTIONS}, file
    assert found == {(home, name) for home, (name, _) in later.FUNCTIONS.items()}


def test_they_give_what_the_standard_library_does() -> None:
    import weasyprint.css

    (_, md5), (_, files) = later.FUNCTIONS["hashlib"], later.FUNCTIONS["importlib.resources"]
    digest = hashlib.md5(b"words")  # noqa: S324
    assert md5(b"words").hexdigest() == md5(b"words", usedforsecurity=False).hexdigest() == digest.hexdigest()
    for package in ("pyphen.dictionaries", weasyprint.css):
        names = {file.name for file in files(package).iterdir()} - {"__pycache__"}
        assert names == {file.name for file in importlib.resources.files(package).iterdir()} - {"__pycache__"}


def test_what_weasyprint_does_with_it_while_it_is_loaded() -> None:
    text = (Path(load_engine().__file__).parent / "urls.py").read_text("utf-8")
    assert "class URLFetcher(request.OpenerDirector):" in text
    start = text[text.index("    def __init__(self, timeout=10") : text.index("    def fetch(self, url, headers=None)")]
    assert set(re.findall(r"(?:request|self)\.\w+", start)) == {
        *(f"request.{name}" for name in ("ProxyHandler", "UnknownHandler", "HTTPHandler", "HTTPDefaultErrorHandler")),
        *(f"request.{name}" for name in ("FTPHandler", "FileHandler", "HTTPErrorProcessor", "DataHandler")),
        *(f"request.{name}" for name in ("HTTPSHandler", "HTTPRedirectHandler")),
        *("self.add_handler", "self._timeout", "self._http_headers", "self._allowed_protocols"),
        *("self._fail_on_errors", "self._request"),
    }
    assert re.findall(r"url_fetcher\.\w+", text) == ["url_fetcher._fail_on_errors"]  # all that is asked of ours


def test_the_declarations_are_those_of_weasyprint(rewrite: bool, tmp_path: Path) -> None:
    load_engine()
    text = inspect.getsource(sys.modules["weasyprint.text.ffi"])
    sources = re.findall(r"ffi\.cdef\('''(.*?)'''\)", text, re.DOTALL)
    assert len(sources) == text.count("cdef(") == 1
    compiled = compile_ahead(sources[0], tmp_path / "made.py")
    if rewrite and compiled != declarations.COMPILED:
        write(compiled)
        pytest.fail("rewritten")
    assert compiled == declarations.COMPILED


def compile_ahead(source: str, file: Path) -> dict[str, object]:
    """What cffi makes of declarations, with those for lines that are shaped directly."""
    import cffi

    ffi = cffi.FFI()
    ffi.cdef(source + harfbuzz.DECLARED)
    ffi.set_source("weasyprint", None)
    ffi.emit_python_code(str(file))
    call = next(node for node in ast.walk(ast.parse(file.read_text("ascii"))) if isinstance(node, ast.Call))
    arguments = {str(word.arg).lstrip("_"): ast.literal_eval(word.value) for word in call.keywords}
    return {"digest": declarations.digest(source)} | arguments


def write(compiled: dict[str, object]) -> None:
    """Put them into the module, a row for each argument."""
    file = Path(declarations.__file__)
    head = file.read_text("ascii").partition("COMPILED")[0]
    rows = "".join(f'    "{name}": {value!r},\n' for name, value in compiled.items())
    file.write_text(f"{head}COMPILED: dict[str, Any] = {{\n{rows}}}\n", "ascii")


def started(program: str) -> str:
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return run.stdout.strip()


@linux
def test_what_is_spared_is_not_loaded_for_a_pdf() -> None:
    program = (
        "import sys, afgpub\n"
        "pdf = afgpub.convert('# Salaam\\n\\nA *word* and سلام.', to='pdf', options={'proof': 'off'}).output\n"
        f"print({SPARED} & set(sys.modules), pdf[:5])"
    )
    assert started(program) == "set() b'%PDF-'"


def test_fonttools_comes_when_it_is_used() -> None:
    program = (
        "from afgpub.renderers.pdf.engine import load_engine\n"
        "load_engine()\n"
        "import weasyprint.pdf.fonts as f, weasyprint.text.fonts as t\n"
        "later = f.TTFont\n"
        "print(f.subset.Options().__class__.__module__)\n"
        "from fontTools.ttLib import TTFont, TTLibError, ttFont, woff2\n"
        "from fontTools import subset\n"
        "assert (f.TTFont, t.TTFont, t.woff2, f.TTLibError, f.ttFont) == (TTFont, TTFont, woff2, TTLibError, ttFont)\n"
        "assert f.subset is subset and type(later()) is TTFont\n"
    )
    assert started(program) == "fontTools.subset"


def test_pillow_comes_when_it_is_used_with_what_was_set_before() -> None:
    program = (
        "from afgpub.renderers.pdf.engine import load_engine\n"
        "images, css = load_engine().images, load_engine().css\n"
        "images.Image.open\n"
        "from PIL import EpsImagePlugin, Image, ImageFile, ImageCms\n"
        "assert (images.Image, images.ImageFile, css.ImageCmsProfile) == (Image, ImageFile, ImageCms.ImageCmsProfile)\n"
        "print(ImageFile.LOAD_TRUNCATED_IMAGES, EpsImagePlugin.gs_binary)\n"
    )
    assert started(program) == "True False"


def test_weasyprint_itself_fetches_parses_and_attaches_as_ever(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<link rel=attachment href=note.txt><p>Salaam", "utf-8")
    (tmp_path / "note.txt").write_text("A note.", "utf-8")
    program = (
        "from afgpub.renderers.pdf.engine import load_engine\n"
        "weasyprint = load_engine()\n"
        f"pdf = weasyprint.HTML({str(tmp_path / 'page.html')!r}).write_pdf(uncompressed_pdf=True)\n"
        "from urllib.request import OpenerDirector\n"
        "from email.message import EmailMessage\n"
        "fetcher, mails = weasyprint.urls.URLFetcher(), weasyprint.urls.EmailMessage\n"
        "assert isinstance(fetcher, OpenerDirector) and fetcher.handlers and isinstance(EmailMessage(), mails)\n"
        "types = weasyprint.pdf.anchors.MIMETYPES\n"
        "print(weasyprint.urls.path2url('/a b'), types.guess_type('a.txt')[0], b'A note' in pdf)"
    )
    assert started(program) == "file:///a%20b text/plain True"


def test_other_threads_get_the_real_things_meanwhile() -> None:
    program = (
        "import sys, threading\n"
        "from afgpub.renderers.pdf.later import loaded_later\n"
        "found = []\n"
        "def elsewhere():\n"
        "    import PIL.ImageCms, urllib.request\n"
        "    from uuid import uuid4, UUID\n"
        "    from fontTools.ttLib import TTFont\n"
        "    found.extend((PIL.ImageCms.ImageCmsProfile, urllib.request.Request, type(uuid4()), UUID, TTFont))\n"
        "with loaded_later():\n"
        "    from PIL import Image\n"
        "    thread = threading.Thread(target=elsewhere)\n"
        "    thread.start()\n"
        "    thread.join()\n"
        "    import weasyprint\n"
        "print(type(Image).__name__, [one.__module__ for one in found], weasyprint.urls.request.__name__)\n"
    )
    real = ["PIL.ImageCms", "urllib.request", "uuid", "uuid", "fontTools.ttLib.ttFont"]
    assert started(program) == f"Later {real} urllib.request"


@linux
def test_other_declarations_are_parsed() -> None:
    program = (
        "import sys\n"
        "from afgpub.renderers.pdf import declarations\n"
        "declarations.COMPILED['digest'] = ''\n"
        "from afgpub.renderers.pdf.engine import load_engine\n"
        "print(load_engine().__name__, 'pycparser' in sys.modules, 'fontTools.ttLib' in sys.modules)\n"
    )
    assert started(program) == "weasyprint True True"


@linux
def test_fonts_are_counted_once_and_taken_by_the_first_document() -> None:
    program = (
        "from afgpub.renderers.pdf import start\n"
        "from afgpub.renderers.pdf.engine import font_configuration, load_engine\n"
        "load_engine()\n"
        "from weasyprint.text import ffi, fonts\n"
        "own, (counted,) = fonts.fontconfig, start._counted\n"
        "first, second = font_configuration(), font_configuration()\n"
        "assert first._config == counted != second._config and not start._counted\n"
        "assert fonts.fontconfig is ffi.fontconfig is own and type(own) is not start._Fontconfig\n"
        "count = lambda one: own.FcConfigGetFonts(one._config, own.FcSetSystem).nfont\n"
        "print(count(first) == count(second) > 9)"
    )
    assert started(program) == "True"
    text = (Path(load_engine().__file__).parent / "text" / "fonts.py").read_text("utf-8")
    assert text.count("FcInitLoadConfigAndFonts()") == 2
    assert "    fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy))" in text


@linux
def test_in_a_process_apart_they_are_those_of_whoever_names_none() -> None:
    program = (
        "from afgpub.worker import confining\n"
        "confining._state['limits'] = confining.Limits(0, 0)\n"
        "from afgpub.renderers.pdf import start\n"
        "from afgpub.renderers.pdf.engine import load_engine\n"
        "load_engine()\n"
        "import ctypes\n"
        "from weasyprint.text import ffi\n"
        "current = ctypes.CDLL('libfontconfig.so.1').FcConfigGetCurrent\n"
        "current.restype = ctypes.c_void_p\n"
        "print(current() == int(ffi.ffi.cast('intptr_t', start._counted[0])))"
    )
    assert started(program) == "True"


FORMS = {"button", "input", "select", "textarea", "fieldset"}


def test_what_is_cut_from_its_style_sheets_is_for_forms_and_old_attributes() -> None:
    import tinycss2

    folder = Path(load_engine().__file__).parent / "css"
    whole, form, hints = ((folder / f"html5_{name}.css").read_text("utf-8") for name in ("ua", "ua_form", "ph"))
    assert (user_agent_sheets.trimmed(form), user_agent_sheets.trimmed(hints)) == ("", "")
    kept = user_agent_sheets.trimmed(whole)
    before, after = kept.split(user_agent_sheets._TO)
    assert whole.startswith(before) and whole.endswith(after)
    rules = tinycss2.parse_stylesheet(whole[len(before) : -len(after)], skip_comments=True, skip_whitespace=True)
    assert len(rules) > 10
    for rule in rules:
        commas = [i for i, part in enumerate(rule.prelude) if part == ","]
        for begin, end in zip([-1, *commas], [*commas, len(rule.prelude)], strict=True):
            selector = tinycss2.serialize(rule.prelude[begin + 1 : end])
            assert FORMS & set(re.findall(r"[a-z]+", selector)), selector


def test_no_markup_of_ours_is_a_form_and_hints_are_not_asked_for() -> None:
    source = Path(start.__file__).parents[2]
    for file in source.rglob("*.py"):
        text = file.read_text("utf-8")
        assert "presentational_hints" not in text and "pdf_forms" not in text
        if "markup" in file.parts:
            assert not re.search(r"[\"'<](button|input|select|textarea|fieldset)[\"'> ]", text), file


def test_other_style_sheets_are_left_as_they_are() -> None:
    assert user_agent_sheets.trimmed("input { color: red } /* Form fields */ p { } /* Pages */") == (
        "input { color: red } /* Form fields */ p { } /* Pages */"
    )
