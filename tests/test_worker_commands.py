"""The command line does its work in a child with limits; what kills the child is told in one coded line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from afgpub import plugins
from afgpub.cli.apart import MEGABYTES, SECONDS
from afgpub.worker import forking
from afgpub.worker.confining import is_apart
from conftest import TESTS

if TYPE_CHECKING:
    from command_line import Run

pytest_plugins = ["command_line"]
PROGRAM = [sys.executable, "-c", "from afgpub.cli import program; program()"]


@pytest.fixture(autouse=True)
def dangers(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The fakes of all command line tests, and the reader `danger`."""
    monkeypatch.syspath_prepend(str(TESTS / "dangers"))
    plugins.forget()
    yield
    plugins.forget()


def write(folder: Path, *deeds: str) -> list[str]:
    names = [f"{number}.danger" for number, _ in enumerate(deeds, 1)]
    for name, deed in zip(names, deeds, strict=True):
        (folder / name).write_text(deed)
    return names


ENDS = {
    "hang": ("worker-limit", "the work on 1.danger takes more than 1 seconds"),
    "ignore": ("worker-limit", "takes more than 1 seconds"),
    "eat": ("worker-limit", "takes more than 200 MB of memory"),
    "crash": ("worker-crashed", "the process that worked on 1.danger ended: by the signal SIGSEGV"),
}
LIMITS = ("--time-limit", "3", "--memory-limit", "200")


@pytest.mark.parametrize("deed", ENDS)
@pytest.mark.parametrize("command", ["convert", "normalise"])
def test_a_source_that_kills(run: Run, tmp_path: Path, command: str, deed: str) -> None:
    code, words = ENDS[deed]
    target = ("--to", "plain") if command == "convert" else ()
    time_limit = ("--time-limit", "1") if "1 s" in words else ()
    ended = run(command, *write(tmp_path, deed), *target, "--memory-limit", "200", *time_limit)
    assert ended.code == 1
    first, hint = ended.err.splitlines()
    assert words in first
    assert first.endswith(f"[{code}]")
    assert hint.startswith("    ")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["1.danger"]


def test_one_bad_source_does_not_stop_the_rest(run: Run, tmp_path: Path) -> None:
    names = write(tmp_path, "one", "crash", "three", "hang", "five", "eat", "seven")
    ended = run("convert", *names, "--to", "plain,pair", "--json", *LIMITS)
    report = json.loads(ended.out)
    assert ended.code == 1
    assert [output["path"] for output in report["outputs"]] == [
        f"{number}.{suffix}" for number in (1, 3, 5, 7) for suffix in ("txt", "pair")
    ]
    assert [said["code"] for said in report["messages"]] == ["worker-crashed", "worker-limit", "worker-limit"]
    for number, said in zip((2, 4, 6), report["messages"], strict=True):
        assert f"{number}.danger" in said["text"]
    assert (tmp_path / "7.txt").read_text().startswith("Dangerseven")


def test_the_limits_are_for_one_source(run: Run, tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.lines").write_text("T\nbody\n")
    names = [f"{number}.lines" for number in range(3)]
    ended = run("convert", *names, "--to", "slow", "--seconds", "1.5", "-o", "out", "--time-limit", "3")
    assert (ended.code, len(list((tmp_path / "out").iterdir()))) == (0, 3)


def test_work_is_done_in_a_child_unless_there_is_no_limit(run: Run, tmp_path: Path) -> None:
    (name,) = write(tmp_path, "tell")
    assert run("convert", name, "--to", "plain").code == 0
    apart = json.loads((tmp_path / "1.txt").read_text().removeprefix("Danger").partition(" width")[0])
    assert apart["apart"]
    assert apart["pid"] != os.getpid()
    (tmp_path / "a.lines").write_text("T\nbody\n")
    assert run("convert", "a.lines", "--to", "plain", "--time-limit", "0", "--memory-limit", "0").code == 0
    assert not is_apart()


@pytest.mark.parametrize("limit", ["-1", "x", "nan"])
def test_a_limit_that_is_none(run: Run, tmp_path: Path, limit: str) -> None:
    ended = run("convert", *write(tmp_path, "one"), "--to", "plain", "--time-limit", limit)
    assert (ended.code, "--time-limit" in ended.err) == (2, True)


def test_where_there_is_no_fork(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forking, "can_fork", lambda: False)
    monkeypatch.setattr("afgpub.cli.converting.can_fork", lambda: False)
    names = write(tmp_path, "one", "two")
    ended = run("convert", *names, "--to", "plain")
    assert ended.code == 0
    assert ended.err.count("2 pages") == 2
    assert (tmp_path / "2.txt").exists()
    ended = run("convert", *write(tmp_path, "hang"), "--to", "plain", *LIMITS)
    assert (ended.code, "takes more than 3 seconds [worker-limit]" in ended.err) == (1, True)
    ended = run("normalise", *write(tmp_path, "crash"))
    assert (ended.code, "signal SIGSEGV [worker-crashed]" in ended.err) == (1, True)
    ended = run("normalise", *write(tmp_path, "fine"))
    assert (ended.code, "0 edits" in ended.err) == (0, True)


@pytest.mark.parametrize("call", [["preflight", "a.pdf"], ["prove", "a.pdf", "a.md"]], ids=lambda call: call[0])
def test_a_pdf_is_judged_in_a_child(run: Run, tmp_path: Path, call: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "a.md").write_text("# T\n\ntext\n")
    alone = run(*call, "--time-limit", "0", "--memory-limit", "0")
    apart = run(*call)
    assert (apart.code, apart.err[:40]) == (alone.code, alone.err[:40]) == (1, alone.err[:40])
    monkeypatch.setattr(f"afgpub.cli.{call[0]}.read_bytes", lambda file: time.sleep(60))
    ended = run(*call, "--time-limit", "1")
    assert (ended.code, "the work on a.pdf takes more than 1 seconds [worker-limit]" in ended.err) == (1, True)


@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_to_all_is_told_once(tmp_path: Path, order: signal.Signals) -> None:
    """As Ctrl-C is sent by a terminal: to the parent and to the child."""
    (tmp_path / "a.lines").write_text("T\nbody\n")
    process = subprocess.Popen(
        [*PROGRAM, "convert", "a.lines", "--to", "slow", "--seconds", "60", "--mark", "begun"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(TESTS / "fakes")},
        stderr=subprocess.PIPE,
        process_group=0,
    )
    wait_for(tmp_path / "begun")
    os.killpg(process.pid, order)
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (128 + order, b"stopped [stopped]\n")


def test_the_child_dies_with_its_parent(tmp_path: Path) -> None:
    (tmp_path / "a.danger").write_text("tell")
    process = subprocess.Popen(
        [*PROGRAM, "convert", "a.danger", "--to", "plain,slow", "--seconds", "60", "--mark", "begun"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(TESTS / "fakes"), str(TESTS / "dangers")))},
        stderr=subprocess.DEVNULL,
    )
    wait_for(tmp_path / "begun")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert len(children) == 1
    process.kill()
    process.wait()
    state = Path(f"/proc/{children[0]}/cmdline")
    deadline = time.monotonic() + 5
    while state.exists() and state.read_bytes() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not (state.exists() and state.read_bytes())


def wait_for(path: Path) -> None:
    deadline = time.monotonic() + 20
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert path.exists()


def test_the_defaults_hold_a_book() -> None:
    assert (SECONDS, MEGABYTES) == (300, 1024), "measured with a book of 400 pages: see SECURITY.md"
