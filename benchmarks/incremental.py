"""What one changed chapter costs a book whose other chapters are kept, and what keeping costs at first.

python benchmarks/incremental.py --rounds 7 --chapters 20 50 100 200

All is done in one warm process: CPU seconds of `convert`, of a first build with a cache, and of a build after a
sentence was put into one chapter near the middle, each time another one. They are done in turn; printed are medians,
also of what each took of the whole build in its turn, since a machine may be faster in one turn than in the next.
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


def measure(chapters: int, to: str, rounds: int) -> list[tuple[float, float, float, float]]:
    """CPU seconds of a whole build, a first one with a cache, one after a change, and one after none, in each round."""
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
    return rows


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
            rows = measure(chapters, to, given.rounds)
            whole, first, again, same = (1000 * statistics.median(column) for column in zip(*rows, strict=True))
            build, change = (statistics.median(row[kind] / row[0] for row in rows) for kind in (1, 2))
            row = f"{whole:.0f} | {first:.0f} | {build:.2f} | {again:.1f} | {100 * change:.1f} % | {same:.1f}"
            print(f"| {chapters} | {to} | {row} |", flush=True)


if __name__ == "__main__":
    main()
