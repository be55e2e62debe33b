"""An archive made in one quiet run and, beside it, in runs that are stopped at random moments: the same bytes?

    python benchmarks/archive.py 10000 html
    python benchmarks/archive.py 500 pdf --seed 3

The articles are made by `made.py`. A second archive is stopped three times, by Ctrl-C, SIGTERM and kill -9 in an order
and at moments that the seed decides, and is then made to its end. Told are articles a second, the CPU seconds of all
processes for an article, and the most memory that the program and any of its workers had (on Linux).
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from made import make_article

PROGRAM = (sys.executable, "-c", "from afgpub.cli import program; program()", "batch")
STATE = ".afgpub"


@dataclass(slots=True)
class Watched:
    """One run: its exit code, seconds of the clock and of the processors, MiB at most in memory."""

    code: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    parent: float = 0.0
    worker: float = 0.0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("to")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where to work; made and removed without")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = given.folder or Path(place)
        return compare(folder, given.count, given.to, random.Random(given.seed))  # noqa: S311


def compare(folder: Path, count: int, to: str, dice: random.Random) -> int:
    make_sources(folder / "articles", count)
    quiet = run(folder, "quiet", to)
    tell("quiet", quiet, count)
    whole = digests(folder / "quiet")
    stops = [signal.SIGINT, signal.SIGTERM, signal.SIGKILL]
    dice.shuffle(stops)
    for share, stop in zip(sorted(dice.uniform(0.02, 0.95) for _ in stops), stops, strict=True):
        stopped = run(folder, "stopped", to, (int(share * count), dice.uniform(0, 0.5), stop))
        there = digests(folder / "stopped")
        torn = [name for name, digest in there.items() if whole.get(name) != digest]
        print(f"{stop.name} after {share:.0%}: exit {stopped.code}, {len(there):,} files, {len(torn)} of them torn")
        if torn:
            return 1
    tell("the rest", run(folder, "stopped", to), count)
    tell("again", run(folder, "stopped", to), count)
    same = digests(folder / "stopped") == whole
    print(f"{len(whole):,} files, {'the same' if same else 'OTHER'} bytes, {len(whole) / count:.2f} an article")
    return 0 if same and quiet.code == 0 else 1


def make_sources(folder: Path, count: int) -> None:
    """A hundred articles a folder."""
    for number in range(count):
        file = folder / f"{number // 100:04}" / f"{number:06}.md"
        if number % 100 == 0:
            file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make_article(number), "utf-8")


def run(folder: Path, target: str, to: str, stop: tuple[int, float, signal.Signals] | None = None) -> Watched:
    """Run the command; with `stop`, send it that signal so many seconds after so many articles were made."""
    started = time.monotonic()
    with (folder / f"{target}.log").open("ab") as log:
        process = subprocess.Popen([*PROGRAM, "articles", target, "--to", to], cwd=folder, stdout=log, stderr=log)  # noqa: S603
    seen = Watched()
    ledger = folder / target / STATE / "ledger.jsonl"
    while not os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        seen.parent = max(seen.parent, peak(process.pid))
        seen.worker = max([seen.worker, *map(peak, children(process.pid))])
        if stop and ledger.exists() and ledger.read_bytes().count(b"\n") >= stop[0]:
            time.sleep(stop[1])
            process.send_signal(stop[2])
            stop = None
        time.sleep(0.2)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = seen.code = os.waitstatus_to_exitcode(status)
    seen.seconds, seen.cpu = time.monotonic() - started, usage.ru_utime + usage.ru_stime
    return seen


def children(process: int) -> list[int]:
    """The processes that it has begun; none where the system does not say."""
    try:
        lists = [(task / "children").read_text("ascii") for task in Path(f"/proc/{process}/task").iterdir()]
    except OSError:
        return []
    return [int(one) for line in lists for one in line.split()]


def peak(process: int) -> float:
    """MiB of a process in memory at most; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii", "replace")
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM")), 0.0)


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file that a run has made, by relative name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and STATE not in path.parts
    }


def tell(what: str, seen: Watched, count: int) -> None:
    print(
        f"{what}: exit {seen.code}, {seen.seconds:.0f} s, {count / seen.seconds:.1f} a second, "
        f"{1000 * seen.cpu / count:.2f} CPU ms an article, "
        f"at most {seen.parent:.0f} MiB and {seen.worker:.0f} MiB a worker",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
