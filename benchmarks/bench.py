"""Every figure of the README in one run: `make bench`, or `python benchmarks/bench.py --rounds 3 --only article`.

Each measurement is a whole process, ours and the peer's in turn, its CPU seconds and peak memory taken from the
operating system. What an article costs in a warm process is the slope between few and many articles; a ratio is the
median over pairs. The table, the figures as JSON and a plot are written to `--to`, benchmarks/results if not said.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from made import make_article, make_book
from one_peer import measured
from peers import BARE, BOOK, LINKED, OURS, PEERS, Peer, pandoc_path
from table import draw, make_table

_HERE = Path(__file__).parent
_SEED = _HERE.parent / "examples" / "seed" / "article.md"
Measure = Callable[[Peer, str, Path], "Cost"]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: CPU seconds a unit of the work, and our ratio to the peer, pair by pair."""

    work: str
    who: str
    seconds: float
    megabytes: float
    ratio: float | None = None
    lowest: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: CPU seconds with those of its children, and the peak memory of the largest in MB."""

    seconds: float
    megabytes: float


def run(command: Sequence[str]) -> Cost:
    """Run a command. Raises CalledProcessError if it fails."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 - our own command
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            raise subprocess.CalledProcessError(process.returncode, command, output.read())
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def warm(peer: Peer, to: str, folder: Path) -> Cost:
    """What one more article costs a process of the peer that runs already."""
    few, many = (1, 5) if peer.starts else (5, 25) if to == "pdf" else (20, 220)
    place = str(measured().index(peer))
    command = (sys.executable, str(_HERE / "one_peer.py"), place, to, str(folder))
    first, second = run((*command, str(few))), run((*command, str(many)))
    return Cost((second.seconds - first.seconds) / (many - few), second.megabytes)


def whole(peer: Peer, to: str, folder: Path) -> Cost:
    """What the one source of the folder costs a process of its own."""
    place = str(measured().index(peer))
    return run((sys.executable, str(_HERE / "one_peer.py"), place, to, str(folder), "1"))


def cold(peer: Peer, to: str, folder: Path) -> Cost:
    """The command that a user types, for the seed article."""
    target = str(folder / f"cold.{to}")
    if peer is OURS:
        start = "from afgpub.cli import program; program()"
        command = (sys.executable, "-c", start, "convert", str(_SEED), "-o", target)
        return run((*command, "--quiet"))
    if peer.name == "pandoc":
        return run((pandoc_path(), str(_SEED), "--standalone", "--metadata", "title=An article", "-o", target))
    return whole(peer, to, folder)


def rows(work: str, ours: Peer, to: str, folder: Path, measure: Measure, rounds: int) -> list[Row]:
    """Ours, and each peer that is found, measured in pairs."""
    made: list[Row] = []
    own: list[Cost] = []
    for peer in (peer for peer in PEERS if to in peer.formats and peer.is_found()):
        pairs = [(measure(ours, to, folder), measure(peer, to, folder)) for _ in range(rounds)]
        own += [mine for mine, _ in pairs]
        ratios = sorted(mine.seconds / theirs.seconds for mine, theirs in pairs)
        made.append(
            Row(
                work,
                peer.name,
                statistics.median(theirs.seconds for _, theirs in pairs),
                statistics.median(theirs.megabytes for _, theirs in pairs),
                statistics.median(ratios),
                ratios[0],
                ratios[-1],
            )
        )
    own = own or [measure(ours, to, folder) for _ in range(rounds)]
    first = Row(work, ours.name, statistics.median(c.seconds for c in own), statistics.median(c.megabytes for c in own))
    for row in (first, *made):
        print(row, flush=True)
    return [first, *made]


def main() -> None:
    """Measure, and write what was found."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--to", type=Path, default=_HERE / "results", help="the folder for the figures")
    arguments.add_argument("--rounds", type=int, default=5, help="pairs of runs for each figure")
    arguments.add_argument("--only", default="", help="only work whose name has this in it")
    given = arguments.parse_args()
    target: Path = given.to
    with tempfile.TemporaryDirectory() as name:
        articles, book, seed = (Path(name) / part for part in ("articles", "book", "seed"))
        for folder in (articles, book, seed):
            folder.mkdir()
        for number in range(220):
            (articles / f"{number:03}.md").write_text(make_article(number), "utf-8")
        (book / "book.md").write_text(make_book(100), "utf-8")
        (seed / "seed.md").write_bytes(_SEED.read_bytes())
        work: list[tuple[str, Peer, str, Path, Measure]] = [
            *((f"An article, {to}, warm", OURS, to, articles, warm) for to in ("html", "epub", "pdf")),
            ("An article, html, shared files, warm", LINKED, "html", articles, warm),
            *((f"An article, {to}, bare, warm", BARE, to, articles, warm) for to in ("html", "epub")),
            *((f"The seed, {to}, cold", OURS, to, seed, cold) for to in ("html", "epub", "pdf")),
            *((f"100 chapters, {to}", BOOK, to, book, whole) for to in ("epub", "pdf")),
        ]
        found = [row for one in work if given.only in one[0] for row in rows(*one, rounds=given.rounds)]
    target.mkdir(parents=True, exist_ok=True)
    (target / "results.json").write_text(json.dumps([asdict(row) for row in found], indent=1) + "\n", "utf-8")
    (target / "table.md").write_text(make_table(found), "utf-8")
    draw(found, target / "plot.svg")


if __name__ == "__main__":
    main()
