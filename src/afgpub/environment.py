"""What this machine has of what afgpub needs: packages, libraries, faces, and whether each format works."""

from __future__ import annotations

import ctypes
import hashlib
import sys
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from afgpub.conversion import prepare
from afgpub.faces import load_faces
from afgpub.frozen import dataclass
from afgpub.plugins import get_renderer, renderer_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SPECIMEN = "# Title عنوان\n\nOne paragraph with **bold** and پښتو، فارسی.\n"

# Distribution, module, what it is for. A test compares the first column with the package's own metadata.
PACKAGES = (
    ("click", "click", "the command line"),
    ("lxml", "lxml.etree", "HTML and EPUB"),
    ("markdown-it-py", "markdown_it", "reading Markdown"),
    ("mdit-py-plugins", "mdit_py_plugins", "reading Markdown"),
    ("PyYAML", "yaml", "reading front matter"),
    ("pycld2", "pycld2", "telling languages apart"),
    ("persiantools", "persiantools", "the solar calendar"),
    ("hijridate", "hijridate", "the lunar calendar"),
    ("uharfbuzz", "uharfbuzz", "cutting faces down to the letters used"),
    ("nh3", "nh3", "web pages, sanitised"),
    ("tinycss2", "tinycss2", "style sheets of themes"),
    ("brotli", "brotli", "faces for web pages"),
    ("weasyprint", "weasyprint", "laying out PDFs"),
    ("pikepdf", "pikepdf", "PDFs for the press, preflight"),
    ("pypdfium2", "pypdfium2", "reading PDFs, pictures of pages"),
    ("Pillow", "PIL.ImageCms", "colours and pictures for the press"),
    ("arabic-reshaper", "arabic_reshaper", "titles in plain terminals"),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked for: its version if it has one, and the problem, empty if all is well."""

    name: str
    purpose: str
    version: str = ""
    problem: str = ""
    required: bool = True

    @property
    def good(self) -> bool:
        """Is it there and fit for use?"""
        return not self.problem


def probe_packages() -> tuple[Finding, ...]:
    """Each Python package that afgpub depends on, imported."""
    return tuple(_package(*row) for row in PACKAGES)


def probe_libraries() -> tuple[Finding, ...]:
    """Each shared library that the PDF needs, loaded under the names that WeasyPrint tries."""
    return (
        _library("Pango", "laying out PDFs", "pango-1.0", "0", _text("pango_version_string")),
        _library("PangoFT2", "laying out PDFs", "pangoft2-1.0", "0", _text("")),
        _library("HarfBuzz", "shaping letters", "harfbuzz", "0", _text("hb_version_string")),
        _library("HarfBuzz-Subset", "cutting faces down to the letters used", "harfbuzz-subset", "0", _text("")),
        _library("FriBidi", "the order of lines, for Pango", "fribidi", "0", _fribidi_version),
        _library("fontconfig", "finding the faces", "fontconfig", "1", _fontconfig_version),
    )


def probe_faces() -> tuple[Finding, ...]:
    """Each bundled face, its file compared with the SHA-256 of fonts.toml."""
    return tuple(_face(face.name, face.script, face.file, face.sha256) for face in load_faces().values())


def probe_formats() -> tuple[Finding, ...]:
    """Each installed format, tried with a line of three languages."""
    return tuple(_format(name) for name in renderer_names())


def _package(distribution: str, module: str, purpose: str) -> Finding:
    try:
        number = version(distribution)
    except PackageNotFoundError:
        return Finding(distribution, purpose, problem="not installed")
    try:
        import_module(module)
    except Exception as error:
        return Finding(distribution, purpose, number, _first_line(error))
    return Finding(distribution, purpose, number)


def _library(name: str, purpose: str, stem: str, number: str, ask: Callable[[ctypes.CDLL], str]) -> Finding:
    names = {
        "linux": (f"lib{stem}.so.{number}",),
        "darwin": (f"lib{stem}.{number}.dylib", f"/opt/homebrew/lib/lib{stem}.{number}.dylib"),
        "win32": (f"lib{stem}-{number}.dll",),
    }
    problem = ""
    for candidate in names.get(sys.platform, names["linux"]):
        try:
            return Finding(name, purpose, ask(ctypes.CDLL(candidate)))
        except (OSError, AttributeError) as error:
            problem = problem or _first_line(error)
    return Finding(name, purpose, problem=problem)


def _text(function: str) -> Callable[[ctypes.CDLL], str]:
    """Ask a library for its version by a function without arguments; an empty name asks nothing."""

    def ask(library: ctypes.CDLL) -> str:
        if not function:
            return ""
        call = getattr(library, function)
        call.restype = ctypes.c_char_p
        return str(call().decode())

    return ask


def _fribidi_version(library: ctypes.CDLL) -> str:
    """FriBidi has a text such as `(GNU FriBidi) 1.0.8` followed by its interface and Unicode versions."""
    text = ctypes.c_char_p.in_dll(library, "fribidi_version_info").value or b""
    return text.decode("utf-8", "replace").partition("\n")[0].removeprefix("(GNU FriBidi) ")


def _fontconfig_version(library: ctypes.CDLL) -> str:
    number = library.FcGetVersion()
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _face(name: str, script: str, file: Path, sha256: str) -> Finding:
    purpose = "Arabic letters" if script == "Arab" else "Latin letters"
    try:
        found = hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError as error:
        return Finding(name, purpose, problem=error.strerror or str(error))
    return Finding(name, purpose, problem="" if found == sha256 else "the file is not the one that was bundled")


def _format(name: str) -> Finding:
    try:
        document, _ = prepare(SPECIMEN)
        renderer = get_renderer(name)
        renderer.render(document, renderer.options(), None)
    except Exception as error:
        return Finding(name, "", problem=_first_line(error))
    return Finding(name, "")


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__
