"""Where sources come from and outputs go: a folder of this machine, or anything that fsspec reaches by a URL."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Protocol

from afgpub.output import write_outputs
from afgpub.source import Source, open_source

STATE = ".afgpub"  # the folder in the target where the run keeps what it must know
LEDGER = "ledger.jsonl"
PARTS = "parts"  # the folder in it where files are written before they are renamed into their places


class Store(Protocol):
    """A place of files by relative name, with `/` between its parts."""

    def names(self, below: str = "") -> Iterator[str]:
        """All files, or those in a folder, in a fixed order.

        Hidden ones, targets of other runs, and links that lead out of the place are left out.
        """

    def open(self, name: str) -> Source:
        """A file as a source. Raises SourceError."""

    def picture(self, source: str, target: str) -> bytes | None:
        """The picture that the text `source` names, None where there is none that may be read."""

    def folder(self, source: str, pictures: tuple[str, ...]) -> AbstractContextManager[Path | None]:
        """A folder of this machine where the pictures of a source are."""

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write files that belong together, each whole or not at all. Raises RenderError (output-unwritable)."""

    def read(self, name: str) -> bytes | None:
        """The bytes of a file, None where there is none."""

    def size(self, name: str) -> int | None:
        """The bytes of a file, None where there is none."""

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""


class LocalStore:
    """A folder of this machine."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def names(self, below: str = "") -> Iterator[str]:
        """See Store."""
        folders = [f"{below}/" if below else ""]
        while folders:
            beginning = folders.pop()
            inside: list[str] = []
            with suppress(OSError), os.scandir(self.root / beginning) as entries:
                for entry in sorted(entries, key=lambda entry: entry.name):
                    if entry.name.startswith("."):
                        continue
                    name = beginning + entry.name
                    if entry.is_dir(follow_symlinks=False):
                        # A folder that holds a ledger is the target of a run, and no place of sources.
                        if not (self.root / name / STATE / LEDGER).exists():
                            inside.append(f"{name}/")
                    elif not entry.is_symlink() or self._is_file_inside(self.root / name):
                        yield name
            folders += reversed(inside)

    def open(self, name: str) -> Source:
        """See Store."""
        return open_source(self.root / name, name)

    def picture(self, source: str, target: str) -> bytes | None:
        """See Store."""
        from afgpub.renderers.markup.images import ImageMissingError, ImageRefusedError, ImageStore

        try:
            return ImageStore((self.root / source).resolve().parent).add(target).data
        except (ImageMissingError, ImageRefusedError):
            return None

    def folder(self, source: str, pictures: tuple[str, ...]) -> AbstractContextManager[Path | None]:
        """See Store."""
        return nullcontext((self.root / source).resolve().parent)

    def write(self, files: Mapping[str, bytes]) -> None:
        """See Store."""
        write_outputs({self.root / name: data for name, data in files.items()}, self.root / STATE / PARTS)

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            return (self.root / name).read_bytes()
        except OSError:
            return None

    def size(self, name: str) -> int | None:
        """See Store."""
        try:
            return (self.root / name).stat().st_size
        except OSError:
            return None

    def remove(self, name: str) -> None:
        """See Store."""
        (self.root / name).unlink(missing_ok=True)

    def _is_file_inside(self, path: Path) -> bool:
        return path.is_file() and path.resolve().is_relative_to(self.root.resolve())


def is_url(address: str) -> bool:
    """Is it an address for fsspec, and no path?"""
    return "://" in address


def is_safe(name: str) -> bool:
    """Does a relative name stay below its place?"""
    parts = PurePosixPath(name).parts
    return bool(parts) and not name.startswith("/") and ".." not in parts and "\\" not in name and "\0" not in name


@cache
def open_store(address: str) -> Store:
    """The store at a path or a URL. Raises UsageError (store-unknown) for a URL that nothing installed can reach."""
    if not is_url(address):
        return LocalStore(Path(address))
    from afgpub.archive.remote import open_remote

    return open_remote(address)
