"""Two commands in turn, A B A B …, and the ratio of their CPU time, pair by pair; the median is the one to quote.

Machines drift, so a figure alone says little; the ratio of two processes that ran side by side holds.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Sequence


def cpu_seconds(command: Sequence[str]) -> float:
    """User and system seconds of one run. Raises CalledProcessError if the command fails."""
    before = os.times()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command
    after = os.times()
    return (after.children_user - before.children_user) + (after.children_system - before.children_system)


def compare(name: str, ours: Sequence[str], peer: Sequence[str], runs: int = 7) -> float:
    """Print and give back the median ratio of `ours` to `peer`, after a run of each that is not counted."""
    cpu_seconds(ours), cpu_seconds(peer)
    pairs = [(cpu_seconds(ours), cpu_seconds(peer)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    middle = statistics.median(ratios)
    seconds = " and ".join(f"{statistics.median(column):.2f}" for column in zip(*pairs, strict=True))
    print(f"{name}: {middle:.3f} ({ratios[0]:.3f} to {ratios[-1]:.3f}); CPU s {seconds}", file=sys.stdout, flush=True)
    return middle
