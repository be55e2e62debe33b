"""A book made again after one change of one chapter, beside the same book made whole: CPU seconds, in one process.

    python benchmarks/rebuilding.py [--chapters 24 100] [--formats pdf html epub] [--pairs 3]

Each pair is of the same text: whole, then from the chapters that were kept of the text before the change. The bytes of
both are compared.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from made import make_book

import afgpub

_OPTIONS: dict[str, dict[str, object]] = {"pdf": {"theme": "book"}}
_PARAGRAPH = "A paragraph that was not there before, and that fills a good part of a page when it is long enough. "


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--chapters", type=int, nargs="+", default=[24, 100])
    arguments.add_argument("--formats", nargs="+", default=["pdf"])
    arguments.add_argument("--pairs", type=int, default=3)
    given = arguments.parse_args()
    for to in given.formats:
        afgpub.convert(make_book(2), to=to, options=_OPTIONS.get(to))  # what is loaded once
        for chapters in given.chapters:
            with tempfile.TemporaryDirectory() as folder:
                _compare(make_book(chapters), to, chapters, given.pairs, Path(folder))


def _compare(source: str, to: str, chapters: int, pairs: int, folder: Path) -> None:
    first = _timed(source, to, folder)
    print(f"{to}, {chapters} chapters, at first: {first[0]:.2f} s, {first[1].rendering.pages or 0} pages", flush=True)
    for change, texts in (("one word", _words(source)), ("pages more", _pages(source))):
        rows = []
        for text, _ in zip(texts, range(pairs), strict=False):
            start = process_time()
            whole = afgpub.convert(text, to=to, options=_OPTIONS.get(to))
            middle = process_time()
            again, book = _timed(text, to, folder)
            if book.output != whole.output or book.made != 1:
                raise SystemExit(f"{book.made} chapters were made, or the bytes are others")
            rows.append((again, middle - start))
        ratios = sorted(again / whole for again, whole in rows)
        again, whole_time = (statistics.median(column) for column in zip(*rows, strict=True))
        print(
            f"  {change}: {again:.2f} of {whole_time:.2f} s, {statistics.median(ratios):.3f} "
            f"({ratios[0]:.3f} to {ratios[-1]:.3f})",
            flush=True,
        )


def _timed(source: str, to: str, folder: Path) -> tuple[float, afgpub.Assembled]:
    start = process_time()
    book = afgpub.assemble_book(source, to=to, cache=folder, options=_OPTIONS.get(to))
    return process_time() - start, book


def _words(source: str) -> Iterator[str]:
    """The text with another word in the middle of it."""
    place = _middle(source)
    for number in range(99):
        yield f"{source[:place]}Word{number} {source[place:]}"


def _pages(source: str) -> Iterator[str]:
    """The text with two pages more in its first chapter, so that all others have other numbers of pages."""
    place = source.index("\n\n", source.index("\n## ") + 1) + 2
    for number in range(99):
        yield f"{source[:place]}Number {number}. {_PARAGRAPH * 50}\n\n{source[place:]}"


def _middle(source: str) -> int:
    return source.index("\n\n", source.index("\n## ", len(source) // 2) + 1) + 2


if __name__ == "__main__":
    main()
