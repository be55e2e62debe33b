"""What one changed chapter costs a book whose other chapters are kept, and what keeping costs at first.

python benchmarks/incremental.py --rounds 7 --chapters 20 50 100 200

All is done in one warm process: CPU seconds of `convert`, of a first build with a cache, and of a build after a
sentence was put into one chapter near the middle, each time another one. They are done in turn; medians are printed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from made import make_book

import afgpub


def changed(text: str, chapters: int, round: int) -> str:
    """The book with a sentence more in a chapter near its middle."""
    parts = text.split("\n\n## ")
    place = 1 + (chapters // 2 + round) % chapters
    parts[place] = parts[place].replace("\n\n", "\n\nAnd so it was told once more. ", 1)
    return "\n\n## ".join(parts)


def seconds(work: Callable[[], afgpub.Assembled | afgpub.Result]) -> tuple[float, bytes]:
    """CPU seconds with those for all messages, and what was made."""
    before = time.process_time()
    made = work()
    assert made.messages  # noqa: S101 - the articles have figures in bold, of which something is said
    return time.process_time() - before, made.output


def measure(chapters: int, to: str, rounds: int) -> tuple[float, float, float, float]:
    """CPU seconds of a whole build, a first one with a cache, one after a change, and one after none."""
    text = make_book(chapters)
    rows: list[tuple[float, float, float, float]] = []
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name) / "kept"
        afgpub.assemble_book(text, to=to, cache=kept)
        for round in range(-1, rounds):
            new = changed(text, chapters, round + 1)
            empty = Path(name) / str(round)
            whole, expected = seconds(lambda new=new: afgpub.convert(new, to=to))  # type: ignore[misc]
            first, made = seconds(lambda new=new, at=empty: afgpub.assemble_book(new, to=to, cache=at))  # type: ignore[misc]
            again, other = seconds(lambda new=new: afgpub.assemble_book(new, to=to, cache=kept))  # type: ignore[misc]
            same, last = seconds(lambda new=new: afgpub.assemble_book(new, to=to, cache=kept))  # type: ignore[misc]
            if not expected == made == other == last:
                raise SystemExit("a book of kept chapters is another one")
            if round >= 0:  # the first round warms up
                rows.append((whole, first, again, same))
    whole, first, again, same = (statistics.median(column) for column in zip(*rows, strict=True))
    return whole, first, again, same


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--chapters", type=int, nargs="+", default=[20, 50, 100, 200])
    arguments.add_argument("--to", nargs="+", default=["html", "epub"])
    given = arguments.parse_args()
    print("| Chapters | Format | Whole, ms | First build, ms | of whole | One change, ms | of whole | No change, ms |")
    print("|---|---|---|---|---|---|---|---|")
    for to in given.to:
        for chapters in given.chapters:
            whole, first, again, same = measure(chapters, to, given.rounds)
            row = f"{1000 * whole:.0f} | {1000 * first:.0f} | {first / whole:.2f} | {1000 * again:.1f}"
            print(f"| {chapters} | {to} | {row} | {100 * again / whole:.1f} % | {1000 * same:.1f} |", flush=True)


if __name__ == "__main__":
    main()
