"""A run over an archive that is stopped at any moment goes on where it was, and ends with the same bytes."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from afgpub.archive.stores import STATE

PROGRAM = [sys.executable, "-c", "from afgpub.cli import program; program()", "batch", "articles", "--to", "html"]
COUNT = 40
SEED = 11


def make_sources(folder: Path) -> None:
    for number in range(COUNT):
        path = folder / "articles" / f"{number % 3}" / f"{number:03}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Article {number}\n\n" + f"سلام *words* {number}. He said so.\n\n" * 20, "utf-8")


def start(folder: Path, target: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([*PROGRAM, target], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and STATE not in path.parts and path.suffix != ".part"
    }


def wait_for(folder: Path, count: int) -> None:
    deadline = time.monotonic() + 60
    while len(list(folder.rglob("*.html"))) < count and time.monotonic() < deadline:
        time.sleep(0.005)


def test_killed_at_random_moments(tmp_path: Path) -> None:
    make_sources(tmp_path)
    process = start(tmp_path, "quiet")
    process.communicate()
    assert process.returncode == 0
    whole = outputs(tmp_path / "quiet")
    assert len(whole) == COUNT
    dice = random.Random(SEED)  # noqa: S311
    for count in (3, 15, 28):
        process = start(tmp_path, "out")
        wait_for(tmp_path / "out", count)
        time.sleep(dice.random() / 50)
        process.kill()
        process.communicate()
        found = outputs(tmp_path / "out")
        assert count <= len(found) < COUNT, f"seed {SEED}"
        assert found.items() <= whole.items(), "no output is half-written"
    process = start(tmp_path, "out")
    said = process.communicate()[1].decode()
    assert process.returncode == 0
    assert outputs(tmp_path / "out") == whole
    made = int(said.partition(" made")[0].rpartition("\n")[2])
    assert made <= COUNT - 20, "what was there was not made again"


def test_interrupted_from_the_keyboard(tmp_path: Path) -> None:
    make_sources(tmp_path)
    process = start(tmp_path, "out")
    wait_for(tmp_path / "out", 10)
    os.kill(process.pid, signal.SIGINT)
    said = process.communicate(timeout=20)[1].decode()
    assert process.returncode == 130
    assert "[stopped]" in said
    assert "Traceback" not in said
    before = len(outputs(tmp_path / "out"))
    assert 10 <= before < COUNT
    assert not list(tmp_path.rglob("*.part"))
    process = start(tmp_path, "out")
    said = process.communicate()[1].decode()
    assert process.returncode == 0
    assert len(outputs(tmp_path / "out")) == COUNT
    assert int(said.partition(" made")[0]) < COUNT
