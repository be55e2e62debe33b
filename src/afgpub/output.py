"""Writing files so that a reader of the folder sees the old file or the whole new one, never a piece of it."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from afgpub.exceptions import RenderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def write_output(path: Path, data: bytes) -> None:
    """Write `data` to `path` through a temporary file beside it, which is synced and then renamed.

    Folders that are missing are made; the permissions are those of any new file under the umask; a symbolic link is
    followed. A device or a pipe is written to as it is. Whatever stops the writing, an interrupt from the keyboard
    included, leaves the old file as it was and no other file behind. Raises RenderError (output-unwritable).
    """
    write_outputs({path: data})


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """As `write_output`, for what is too much to be held in memory."""
    write_outputs({path: pieces})


def write_outputs(files: Mapping[Path, bytes | Iterable[bytes]], parts: Path | None = None) -> None:
    """Write files that belong together: none is renamed into place before all of them are wholly written.

    Until then they are beside their places or, where it is there and on the same file system, in the folder `parts`.
    Raises RenderError (output-unwritable).
    """
    pending: list[tuple[Path, Path]] = []
    folders: list[Path] = []
    current = Path()
    try:
        for path, data in files.items():
            current = path
            target = Path(os.path.realpath(path)) if path.is_symlink() else path
            _make_folder(target.parent, folders)
            if _is_stream(target):
                with target.open("wb") as stream:
                    stream.writelines(_pieces(data))
            else:
                _write_temporary(target, data, pending, parts)
        for temporary, target in pending:
            current = target
            os.replace(temporary, target)  # noqa: PTH105
    except (OSError, ValueError) as error:
        _remove(pending, folders)
        raise RenderError.coded("output-unwritable", name=current, reason=_reason(error)) from error
    except BaseException:
        _remove(pending, folders)
        raise


def beside(output: Path, assets: Mapping[str, bytes]) -> dict[Path, bytes]:
    """The paths of `assets`, whose names are relative to the folder of `output`, with `/` between their parts.

    Raises RenderError (output-unwritable) for a name that is absolute or leads out of that folder.
    """
    files: dict[Path, bytes] = {}
    for name, data in assets.items():
        parts = PurePosixPath(name).parts
        windows = PureWindowsPath(name)
        if not parts or ".." in windows.parts or windows.drive or windows.root or "\0" in name:
            raise RenderError.coded("output-unwritable", name=repr(name), reason="it leads out of the output's folder")
        files[output.parent.joinpath(*parts)] = data
    return files


def _write_temporary(
    target: Path, data: bytes | Iterable[bytes], pending: list[tuple[Path, Path]], parts: Path | None
) -> None:
    """Write and sync a new file in the folder of `target` or in `parts`; it is noted in `pending` before it exists."""
    if target.is_dir():
        raise IsADirectoryError(0, "it is a folder")
    folder = parts if parts and parts.is_dir() and parts.stat().st_dev == target.parent.stat().st_dev else target.parent
    for number in count():
        temporary = folder / f".afgpub-{os.getpid()}-{number}.part"
        pending.append((temporary, target))
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        except FileExistsError:
            pending.pop()
            continue
        with open(descriptor, "wb") as file:  # noqa: PTH123
            file.writelines(_pieces(data))
            file.flush()
            os.fsync(descriptor)
        return


def _pieces(data: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data


def _make_folder(folder: Path, made: list[Path]) -> None:
    if folder.is_dir():
        return
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        made.append(path)
        path.mkdir(exist_ok=True)


def _is_stream(path: Path) -> bool:
    """Is it a device, a pipe or a socket, which must not be replaced by a file?"""
    return path.exists() and not path.is_file() and not path.is_dir()


def _remove(pending: list[tuple[Path, Path]], folders: list[Path]) -> None:
    for temporary, _ in pending:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    for folder in reversed(folders):
        with suppress(OSError):
            folder.rmdir()


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
