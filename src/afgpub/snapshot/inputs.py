"""The environment of a snapshot: whatever may change an output though neither source nor options change."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from afgpub import __version__
from afgpub.document import Document, Image
from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, ImageStore
from afgpub.snapshot.digests import short_digest
from afgpub.snapshot.paths import usable_paths
from afgpub.walk import walk

_LIBRARIES = {
    "html": ("lxml", "uharfbuzz"),
    "epub": ("lxml", "uharfbuzz"),
    "pdf": ("weasyprint", "pikepdf", "pypdfium2", "uharfbuzz"),
    "docx": ("pypandoc_binary",),
    "odt": ("pypandoc_binary",),
    "latex": ("pypandoc_binary",),
    "typst": ("pypandoc_binary",),
}


def environment_of(
    formats: Sequence[str], themes: Sequence[str], options: Mapping[str, object], folder: Path
) -> dict[str, str]:
    """The programs, faces and themes that outputs in these formats depend on, each with its version or digest.

    `options` are kept with paths from `folder`; a theme that is one of them goes by that name.
    """
    given = usable_paths(options, folder)
    names = {str(path): str(options[name]) for name, path in given.items()}
    found = {"afgpub": __version__}
    for name in sorted({library for format in formats for library in _LIBRARIES.get(format, ())}):
        found[name] = _version(name)
    if "pdf" in formats:
        found |= _engine()
    for theme in sorted(set(themes)):
        found[f"theme {names.get(theme, theme)}"] = _theme(theme)
        found |= _faces(theme)
    if given.get("icc"):
        file = Path(str(given["icc"]))
        found[f"file {options['icc']}"] = short_digest(file.read_bytes()) if file.is_file() else "missing"
    return found


def pictures_of(document: Document, folder: Path) -> dict[str, str]:
    """The pictures that a document names: a digest of each file, so that another file of a name is told."""
    store = ImageStore(folder.resolve())
    named = [node.target for node in walk(document.root) if isinstance(node, Image)]
    cover = document.root.meta.cover if document.root.meta else ""
    found = {}
    for target in (*named, cover):
        if target and not target.startswith("data:"):
            with suppress(ImageMissingError, ImageRefusedError):
                found[f"picture {target}"] = short_digest(store.add(target).data)
    return found


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


@cache
def _engine() -> dict[str, str]:
    """Pango and HarfBuzz as WeasyPrint has loaded them."""
    from afgpub.environment import probe_libraries

    names = ("Pango", "HarfBuzz")
    return {found.name: found.version or found.problem for found in probe_libraries() if found.name in names}


def _theme(name: str) -> str:
    """A digest of theme.toml and the style sheets of a theme and of those that it is derived from."""
    from afgpub.theme import load_theme

    theme = load_theme(name)
    rows: list[tuple[str, str, int, int]] = []
    for folder in (*theme.ancestors, theme.folder):
        with os.scandir(folder) as files:
            wanted = (file for file in files if file.name.endswith(".css") or file.name == "theme.toml")
            found = sorted((file.name, file.path, file.stat()) for file in wanted)
        rows += [(name, path, status.st_mtime_ns, status.st_size) for name, path, status in found]
    return _digest_of_all(tuple(rows))


@lru_cache(maxsize=16)
def _digest_of_all(files: tuple[tuple[str, str, int, int], ...]) -> str:
    """Of files by name and path; the rest is when they were changed and how large they were then."""
    digest = hashlib.sha256()
    for name, path, _, _ in files:
        digest.update(name.encode() + b"\0" + Path(path).read_bytes())
    return digest.hexdigest()[:8]


def _faces(name: str) -> dict[str, str]:
    """The faces that a theme names: a digest of each file as it is now."""
    from afgpub.faces import load_faces
    from afgpub.theme import load_theme

    known = load_faces()
    files = {face: str(known[face].file) for face in sorted({use.face for use in load_theme(name).faces})}
    return {f"face {face}": _digest(file, os.stat(file).st_mtime_ns) for face, file in files.items()}  # noqa: PTH116 - a tenth


@lru_cache(maxsize=256)
def _digest(file: str, changed: int) -> str:
    """Of a face's file; `changed` is when it was, since a face is large and is used by many documents."""
    return short_digest(Path(file).read_bytes())
