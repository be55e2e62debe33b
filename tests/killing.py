"""Conversions that are killed at random moments: `python tests/killing.py --times 100 --seed 1`.

A folder holds the outputs of one of two sources; a conversion of the other is begun, and killed (SIGKILL). Whatever
stands there then must be the whole old file or the whole new one.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

PROGRAM = [sys.executable, "-c", "from afgpub.cli import program; program()", "convert"]
ARGUMENTS = ["--to", "html,epub,pdf", "--assets", "link", "--missing-letters", "allow", "-o", "out"]
SOURCES = {
    "old": "# Old\n\nسلام **old** words ![a dot](a.png) and [^1].\n\n[^1]: A note.\n",
    "new": "# New\n\nپښتو *new* words, 73 percent ![a dot](b.png).\n\n" + "A paragraph. او گفت.\n\n" * 40,
}


class Killing:
    """A folder with a source that changes, and what each of its outputs may be."""

    def __init__(self, folder: Path, pictures: tuple[bytes, bytes]) -> None:
        self.folder = folder
        self.out = folder / "out"
        self.whole: dict[str, dict[str, bytes]] = {}
        self.seconds = 60.0
        for name, picture in zip(("a.png", "b.png"), pictures, strict=True):
            (folder / name).write_bytes(picture)
        for version in SOURCES:
            began = time.monotonic()
            self.finish(version)
            self.seconds = min(self.seconds, time.monotonic() - began)
            self.whole[version] = self.files()

    def files(self) -> dict[str, bytes]:
        """The outputs that stand in the folder, by relative name, without temporary ones."""
        paths = [path for path in self.out.rglob("*") if path.is_file() and path.suffix != ".part"]
        return {path.relative_to(self.out).as_posix(): path.read_bytes() for path in sorted(paths)}

    def left(self) -> list[Path]:
        """The temporary files that were left."""
        return sorted(self.out.rglob("*.part"))

    def start(self, version: str) -> subprocess.Popen[bytes]:
        """Begin to convert a version; the environment of the process names the folder for temporary files."""
        (self.folder / "article.md").write_text(SOURCES[version], "utf-8")
        return subprocess.Popen(
            [*PROGRAM, "article.md", *ARGUMENTS],
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "SOURCE_DATE_EPOCH": "0"},
        )

    def finish(self, version: str) -> None:
        """Convert a version to the end, which must succeed."""
        process = self.start(version)
        _, said = process.communicate(timeout=120)
        assert process.returncode == 0, said.decode()

    def kill(self, version: str, delay: float) -> bool:
        """Convert a version and kill it after `delay` seconds: was it still running? Raises AssertionError."""
        before = self.files()
        process = self.start(version)
        try:
            process.communicate(timeout=delay)
        except subprocess.TimeoutExpired:
            os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=30)
        is_killed = process.returncode == -signal.SIGKILL
        assert is_killed or process.returncode == 0
        after = self.files()
        assert set(before) <= set(after), "no output is lost"
        for name, data in after.items():
            wholes = [outputs[name] for outputs in self.whole.values() if name in outputs]
            assert data in wholes, f"{name} is neither the old nor the new one, after {delay:.4f} s"
        return is_killed

    def kill_often(self, times: int, seed: int) -> Counter[str]:
        """Kill so many, at moments that `seed` settles as parts of the usual time, and finish one now and then."""
        chance = random.Random(seed)  # noqa: S311
        counts: Counter[str] = Counter()
        for number in range(times * 5):
            if counts["killed"] == times:
                break
            version = ("old", "new")[number % 2]
            counts["killed" if self.kill(version, chance.random() * self.seconds) else "finished"] += 1
            counts["temporary files left"] = len(self.left())
            mixed = {name for name, data in self.files().items() if data != self.whole[version].get(name)}
            counts["some outputs new, some old"] += 0 < len(mixed) < len(self.files())
            if number % 10 == 9:
                self.finish(version)
                found = self.files()
                assert all(found[name] == data for name, data in self.whole[version].items())
        return counts


def main() -> None:
    """Kill conversions and print what was counted."""
    from pandoc_samples import PIXEL

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--times", type=int, default=100)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killing = Killing(Path(folder), (PIXEL, PIXEL + b"\0"))
        print(f"seed {given.seed}, a conversion takes {killing.seconds:.2f} s, outputs {sorted(killing.whole['new'])}")
        print(dict(killing.kill_often(given.times, given.seed)))


if __name__ == "__main__":
    main()
