"""Killed at any moment, a conversion leaves whole files, and the next one succeeds (`killing.py` does it often)."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from killing import Killing
from pandoc_samples import PIXEL

SEED = 7


def test_killed_at_random_moments(tmp_path: Path) -> None:
    killing = Killing(tmp_path, (PIXEL, PIXEL + b"\0"))
    assert {"article.html", "article.epub", "article.pdf"} < set(killing.whole["new"])
    counts = killing.kill_often(10, SEED)
    assert counts["killed"] == 10, f"seed {SEED}"


def test_a_process_that_works_for_a_killed_one_ends(tmp_path: Path) -> None:
    killing = Killing(tmp_path, (PIXEL, PIXEL + b"\0"))
    process = killing.start("new")
    deadline = time.monotonic() + 20
    while not (children := children_of(process.pid)) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.002)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert children, "the work is done in a process of its own"
    while [child for child in children if is_running(child)] and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [child for child in children if is_running(child)]


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
