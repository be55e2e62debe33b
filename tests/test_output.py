"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

import pytest

from afgpub.exceptions import RenderError
from afgpub.output import beside, write_output, write_outputs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def fail_with(error: BaseException) -> Callable[..., None]:
    def fail(*arguments: object) -> None:
        raise error

    return fail


def test_a_new_file_has_the_permissions_of_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_output(tmp_path / "a", b"one")
    finally:
        os.umask(before)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_output(tmp_path / "b" / "c" / "a", b"one")
    assert (tmp_path / "b" / "c" / "a").read_bytes() == b"one"


def test_a_long_name_needs_no_longer_one(tmp_path: Path) -> None:
    write_output(tmp_path / ("n" * 255), b"one")
    assert [path.name for path in tmp_path.iterdir()] == ["n" * 255]


@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, step, fail_with(error))
    with pytest.raises((RenderError, KeyboardInterrupt)) as raised:
        write_outputs({tmp_path / "a": b"new", tmp_path / "new" / "folder" / "b": b"new"})
    monkeypatch.undo()
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"old")]
    if isinstance(error, OSError):
        assert "No space left on device [output-unwritable]" in str(raised.value)


def test_nothing_is_renamed_before_all_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(RenderError, match="output-unwritable"):
        write_outputs({tmp_path / "a": b"one", tmp_path / "file" / "b": b"two"})
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="it is a folder"):
        write_output(tmp_path, b"one")


def test_a_symbolic_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to("target")
    write_output(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_device_is_not_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_output(tmp_path / "pipe", b"one")
        assert os.read(reader, 10) == b"one"
    finally:
        os.close(reader)
    assert (tmp_path / "pipe").is_fifo()


def test_a_file_of_a_dead_process_is_stepped_over(tmp_path: Path) -> None:
    left = tmp_path / f".afgpub-{os.getpid()}-0.part"
    left.write_bytes(b"left")
    write_output(tmp_path / "a", b"one")
    assert sorted(path.read_bytes() for path in tmp_path.iterdir()) == [b"left", b"one"]


def test_assets_stand_beside_the_output(tmp_path: Path) -> None:
    assert beside(tmp_path / "a.html", {"img/b.png": b"1"}) == {tmp_path / "img" / "b.png": b"1"}


@pytest.mark.parametrize("name", ["", "/etc/passwd", "../b", "a/../../b", "a\\..\\b", "C:\\b", "C:b", "\\b", "a\0b"])
def test_assets_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(RenderError, match="leads out of"):
        beside(tmp_path / "a.html", {name: b"1"})
