"""Files on any store that fsspec reaches: `s3://bucket/folder`, `sftp://…`, `gs://…`, `memory://…`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

from afgpub.archive.stores import LocalStore, Store, is_safe
from afgpub.exceptions import RenderError, SourceError, UsageError
from afgpub.renderers.markup.images import MAX_BYTES as MAX_PICTURE
from afgpub.source import MAX_BYTES, Source

# A put is whole or not at all in these; elsewhere a file is written beside and renamed.
_OBJECT_STORES = frozenset(("s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"))


def open_remote(address: str) -> Store:
    """The store at a URL. Raises UsageError (store-unreachable)."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise UsageError.coded("store-unreachable", name=address, reason="fsspec is not installed") from None
    try:
        system, root = url_to_fs(address)
    except Exception as error:  # whatever a file system of fsspec raises: an unknown protocol, a missing package
        raise UsageError.coded("store-unreachable", name=address, reason=error) from error
    protocols = (system.protocol,) if isinstance(system.protocol, str) else tuple(system.protocol)
    if "file" in protocols:
        return LocalStore(Path(root))
    return RemoteStore(system, root.rstrip("/"), is_whole=bool(_OBJECT_STORES.intersection(protocols)))


class RemoteStore:
    """A folder of a file system of fsspec. `is_whole`: a file that is written appears whole or not at all."""

    def __init__(self, system: Any, root: str, *, is_whole: bool) -> None:
        self._system, self._root, self._is_whole = system, root, is_whole

    def names(self, below: str = "") -> Iterator[str]:
        """See Store."""
        self._system.invalidate_cache()
        beginning = f"{self._root.lstrip('/')}/"
        try:
            paths = self._system.find(self._path(below) if below else self._root)
        except Exception as error:  # the errors of a store's own library
            raise UsageError.coded("store-unreachable", name=self._root, reason=_reason(error)) from error
        for path in sorted(paths):
            name = str(path).lstrip("/").removeprefix(beginning)
            shown = name.removeprefix(below)
            if is_safe(name) and not any(part.startswith(".") for part in PurePosixPath(shown).parts):
                yield name

    def open(self, name: str) -> Source:
        """See Store."""
        path = self._path(name)
        try:
            size = self._system.size(path)
            if size is not None and size > MAX_BYTES:
                raise SourceError.coded("source-too-large", name=name, size=size, limit=MAX_BYTES)
            return Source(name, self._system.cat_file(path))
        except SourceError:
            raise
        except FileNotFoundError:
            raise SourceError.coded("source-missing", name=name) from None
        except Exception as error:  # the errors of a store's own library
            raise SourceError.coded("source-unreadable", name=name, reason=_reason(error)) from None

    def picture(self, source: str, target: str) -> bytes | None:
        """See Store."""
        name = _beside(source, target)
        if name is None:
            return None
        try:
            size = self._system.size(self._path(name))
            return None if size is None or size > MAX_PICTURE else self._system.cat_file(self._path(name))
        except Exception:  # it is missing, or cannot be read: the renderer says so
            return None

    @contextmanager
    def folder(self, source: str, pictures: tuple[str, ...]) -> Iterator[Path | None]:
        """See Store: a temporary folder."""
        with TemporaryDirectory(prefix="afgpub-") as place:
            for target in pictures:
                data = self.picture(source, target)
                name = _beside(source, target)
                if data is None or name is None:
                    continue
                file = Path(place) / PurePosixPath(name).relative_to(PurePosixPath(source).parent)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            yield Path(place)

    def write(self, files: Mapping[str, bytes]) -> None:
        """See Store."""
        for name, data in files.items():
            path = self._path(name)
            try:
                if self._is_whole:
                    self._system.pipe_file(path, data)
                    continue
                self._system.makedirs(path.rpartition("/")[0], exist_ok=True)
                self._system.pipe_file(f"{path}.part", data)
                self._system.mv(f"{path}.part", path)
            except Exception as error:
                raise RenderError.coded("output-unwritable", name=name, reason=_reason(error)) from error

    def read(self, name: str) -> bytes | None:
        """See Store."""
        try:
            data: bytes = self._system.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise SourceError.coded("source-unreadable", name=name, reason=_reason(error)) from None
        return data

    def size(self, name: str) -> int | None:
        """See Store."""
        try:
            self._system.invalidate_cache(self._path(name).rpartition("/")[0])
            size: int | None = self._system.size(self._path(name))
        except FileNotFoundError:
            return None
        return size

    def remove(self, name: str) -> None:
        """See Store."""
        with suppress(FileNotFoundError):
            self._system.rm_file(self._path(name))

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}"


def _beside(source: str, target: str) -> str | None:
    """The name of a picture that a source names by a path below its own folder, else None."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    path = unquote(parts.path)
    if parts.scheme or parts.netloc or not is_safe(path):
        return None
    return str(PurePosixPath(source).parent / path)


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
