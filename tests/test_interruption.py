"""The command line as a process of its own: signals, pipes and terminals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

FAKES = Path(__file__).parent / "fakes"
PROGRAM = [sys.executable, "-c", "from afgpub.cli import program; program()", "convert", "a.lines"]


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(FAKES), "TERM": "xterm", **more}


@pytest.fixture(autouse=True)
def source(tmp_path: Path) -> None:
    (tmp_path / "a.lines").write_text("Title \u2066کتاب\u2069\nbody\n", "utf-8")


def on_terminal(folder: Path, *arguments: str, **variables: str) -> str:
    """What a terminal on standard error is sent."""
    master, slave = pty.openpty()
    process = subprocess.Popen([*PROGRAM, *arguments], cwd=folder, stderr=slave, env=environment(**variables))
    os.close(slave)
    received = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        received += piece
    os.close(master)
    assert process.wait(10) == 0
    return received.decode()


@pytest.mark.parametrize(("order", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_stops_and_leaves_nothing(tmp_path: Path, order: signal.Signals, code: int) -> None:
    (tmp_path / "a.slow").write_bytes(b"old")
    process = subprocess.Popen(
        [*PROGRAM, "--to", "plain,slow", "--seconds", "60", "--mark", "begun", "--debug"],
        cwd=tmp_path,
        env=environment(),
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 20
    while not (tmp_path / "begun").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(order)
    _, err = process.communicate(timeout=10)
    assert process.returncode == code
    assert b"in render_slow" in err
    assert err.endswith(b"stopped [stopped]\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.lines", "a.slow", "begun"]
    assert (tmp_path / "a.slow").read_bytes() == b"old"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_goes_away_is_no_error(tmp_path: Path, unbuffered: str) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--to", "slow", "-o", "-", "--quiet"],
        cwd=tmp_path,
        env=environment(PYTHONUNBUFFERED=unbuffered),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(10) == 1


def test_a_progress_bar_on_a_terminal_for_slow_work(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "--to", "plain,slow", "--seconds", "1.5", "-o", "out")
    assert "\r\x1b[K[#############.......] a.lines → slow" in sent
    after = sent.rpartition("\r\x1b[K")[2].splitlines()
    assert after[0] == "Title کتاب"
    assert after[1].startswith("out/a.txt  2 pages")


def test_no_progress_bar_for_quick_work(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "--to", "plain,slow", "-o", "out")
    assert "\x1b" not in sent
    assert "out/a.slow" in sent


def test_no_progress_bar_in_a_pipe(tmp_path: Path) -> None:
    arguments = [*PROGRAM, "--to", "slow", "--seconds", "1.5", "-o", "out"]
    done = subprocess.run(arguments, cwd=tmp_path, env=environment(), capture_output=True, check=True)
    assert done.stdout == b""
    assert done.stderr.startswith(b"out/a.slow  500 kB, ")
    lines = done.stderr.splitlines()
    assert len(lines) == 3, "the output, the warning of the isolate in the title, its hint"
    assert lines[1].endswith(b"[control-removed]")


def test_a_plain_terminal_gets_shaped_titles(tmp_path: Path) -> None:
    sent = on_terminal(tmp_path, "--to", "plain", "-o", "out", AFGPUB_TERMINAL="shaped")
    assert "ﺏﺎﺘﮐ" in sent
