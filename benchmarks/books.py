"""How time and memory grow with a book, a row for each size: `python benchmarks/books.py pdf 10 50 100 200`.

Each book is made in a process of its own; seconds are of the processor, memory is the most that was resident.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from made import make_book

_MAKE = """
import sys
import afgpub
to, text = sys.argv[1], sys.stdin.read()
made = afgpub.convert(text, to=to, options={"theme": "book"}, limits=None)
print(made.pages or 0, len(made.output))
"""


def main() -> None:
    """Print the rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("to", choices=("html", "epub", "pdf"))
    parser.add_argument("chapters", nargs="+", type=int)
    given = parser.parse_args()
    print("chapters   kB in   pages   CPU s   ms a chapter   peak MB   MB out", flush=True)
    idle_seconds, idle_memory, *_ = _make(given.to, "# A\n\nText.\n")
    for chapters in given.chapters:
        text = make_book(chapters)
        seconds, memory, pages, size = _make(given.to, text)
        each = (seconds - idle_seconds) / chapters * 1000
        row = f"{chapters:8} {len(text) / 1000:7.0f} {pages:7} {seconds:7.1f} {each:14.1f} {memory:9.0f}"
        print(f"{row} {size / 1e6:8.1f}", flush=True)
    print(f"one line of text: {idle_seconds:.1f} s, {idle_memory:.0f} MB")


def _make(to: str, text: str) -> tuple[float, float, int, int]:
    """CPU seconds, megabytes, pages and bytes of one book."""
    command = (sys.executable, "-c", _MAKE, to)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin  # noqa: S101
        assert process.stdout  # noqa: S101
        process.stdin.write(text)
        process.stdin.close()
        answer = process.stdout.read()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{to} ended with {process.returncode}")
    pages, size = map(int, answer.split())
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, pages, size


if __name__ == "__main__":
    main()
