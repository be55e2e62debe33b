"""Fuzz a reader with atheris: `python tests/fuzz/run.py markdown --seconds 600 --found FOLDER`.

It needs the extra `fuzz`. Every fault of a new kind is written to the folder and the run goes on; the last line of
the output is a count. A fault that is mended belongs into `seeds/READER/`, where a test holds it.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

import atheris

SEEDS = Path(__file__).parent / "seeds"
MAX_SECONDS = 10
MAX_MEMORY = 2 * 1024**3  # the counters of the fuzzer itself are in it
sys.path.insert(0, str(Path(__file__).parent.parent))


class HangError(BaseException):
    """An input that takes more than MAX_SECONDS of processor time; no `except Exception` may catch it."""


class Run:
    """One run over one reader: what was tried, and the faults by the place in the code where they arose."""

    def __init__(self, reader: str, seconds: float, found: Path) -> None:
        self.reader, self.found = reader, found
        self.started = time.monotonic()
        self.seconds = seconds
        self.codes: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self.slowest = 0.0

    def try_input(self, data: bytes) -> None:
        """Judge one input; a fault is noted, not raised, so that the run goes on."""
        from fuzz.judge import judge

        before, began = time.process_time(), time.monotonic()
        signal.setitimer(signal.ITIMER_VIRTUAL, MAX_SECONDS)
        count = self.codes.total()
        try:
            code = judge(self.reader, data, ("html", "epub") if count % 10 == 0 else ("html",)) or "read"
            self.codes[code] += 1
            if code == "pandoc-limit" and self.codes[code] <= 5:
                self._write(f"limit-{time.monotonic() - began:.1f}", data)
        except (Exception, HangError) as error:
            self.codes["fault"] += 1
            self._note(error, data)
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        taken = time.process_time() - before
        if taken > self.slowest:
            self.slowest = taken
            if taken > 1:
                self._write(f"slow-{taken:.1f}", data)
        if time.monotonic() - self.started > self.seconds:
            self.report()
            os._exit(0)

    def report(self) -> None:
        """Print what was tried."""
        minutes = (time.monotonic() - self.started) / 60
        print(
            f"{self.reader}: {self.codes.total()} executions in {minutes:.1f} minutes, "
            f"slowest {self.slowest:.2f} s, {dict(self.codes.most_common())}, faults {dict(self.faults)}",
            flush=True,
        )

    def _note(self, error: BaseException, data: bytes) -> None:
        frames = [
            f for f in traceback.extract_tb(error.__traceback__) if "afgpub" in f.filename or "fuzz" in f.filename
        ]
        place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
        key = f"{type(error).__name__} {place}"
        self.faults[key] += 1
        if self.faults[key] == 1:
            name = self._write(key.replace(" ", "-").replace(":", "-"), data)
            print(f"FAULT {key} {name}\n{''.join(traceback.format_exception(error))[-3000:]}", flush=True)

    def _write(self, key: str, data: bytes) -> Path:
        self.found.mkdir(parents=True, exist_ok=True)
        path = self.found / f"{self.reader}-{key}-{hashlib.sha256(data).hexdigest()[:8]}"
        path.write_bytes(data)
        return path


def _stop(number: int, frame: FrameType | None) -> None:
    raise HangError


def _pieces(seeds: list[Path]) -> list[bytes]:
    """The paragraphs of seeds that are text: small inputs are quick."""
    texts = [seed.read_bytes() for seed in seeds]
    return [piece for text in texts if not text.startswith(b"PK") for piece in text.split(b"\n\n")]


def main() -> None:
    """Fuzz one reader for a time."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("reader")
    arguments.add_argument("--seconds", type=float, default=600)
    arguments.add_argument("--found", type=Path, default=Path("found"), help="where faults are written")
    arguments.add_argument("--size", type=int, default=30_000, help="the most bytes of an input")
    given = arguments.parse_args()
    seeds = sorted((SEEDS / given.reader).iterdir())
    with atheris.instrument_imports(include=["afgpub.readers", "markdown_it", "mdit_py_plugins"]):
        from fuzz.judge import judge
        from fuzz.mutation import Mutator, tokens_of

        for seed in seeds:  # what is imported late is imported now
            judge(given.reader, seed.read_bytes(), ("html", "epub"))
    mutator = Mutator(tokens_of([seed.read_bytes() for seed in seeds]), lambda data, size: atheris.Mutate(data, size))
    signal.signal(signal.SIGVTALRM, _stop)
    resource.setrlimit(resource.RLIMIT_DATA, (MAX_MEMORY, MAX_MEMORY))
    run = Run(given.reader, given.seconds, given.found)
    with tempfile.TemporaryDirectory() as corpus:
        for number, piece in enumerate(_pieces(seeds)):
            (Path(corpus) / str(number)).write_bytes(piece)
        atheris.Setup(
            [
                "fuzz",
                corpus,
                str(SEEDS / given.reader),
                # MAX_SECONDS is ours; without a time, or with none, atheris ends the run at a slow input.
                "-timeout=86400",
                f"-max_len={given.size}",
                "-rss_limit_mb=0",
                "-cross_over=0",
                "-mutate_depth=2",
            ],
            run.try_input,
            custom_mutator=mutator.mutate,
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
