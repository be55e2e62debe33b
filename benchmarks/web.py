"""What articles cost as web pages and as e-books, against pandoc: CPU seconds side by side, as ratios.

python benchmarks/web.py

Warm is one process that has made some articles before; every article is another one. Pandoc is a process an article.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from made import make_article, make_book
from pairs import compare, cpu_seconds
from pypandoc import get_pandoc_path

import afgpub

_COMMAND = "from afgpub.cli import program; program()"
_PAIRS = 5
_OURS, _THEIRS = 100, 10  # articles in a pair
_WAYS: tuple[tuple[str, str, Mapping[str, object]], ...] = (
    ("HTML with faces", "html", {}),
    ("HTML without", "html", {"fonts": False}),
    ("EPUB with cover and faces", "epub", {}),
    ("EPUB without", "epub", {"cover": False, "fonts": False}),
)


def main() -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, to, options in _WAYS:
            _warm(f"{name}, whole", to, place, lambda text, to=to, options=options: _whole(text, to, options))
        _warm("HTML without, rendered only", "html", place, _rendered)
        _book(place)
        _cold(place)


def _whole(text: str, to: str, options: Mapping[str, object]) -> float:
    before = time.process_time()
    afgpub.convert(text, to=to, options=options)
    return time.process_time() - before


def _rendered(text: str) -> float:
    document, _ = afgpub.prepare(text)
    before = time.process_time()
    afgpub.render(document, to="html", options={"fonts": False})
    return time.process_time() - before


def _warm(name: str, to: str, folder: Path, seconds: Callable[[str], float]) -> None:
    """One article in a warm process of ours, and one in a process of pandoc's."""
    seconds(make_article(-1))
    pairs = [
        (
            statistics.mean(seconds(make_article(number)) for number in range(first, first + _OURS)),
            statistics.mean(_pandoc(make_article(number), to, folder) for number in range(first, first + _THEIRS)),
        )
        for first in range(0, _PAIRS * _OURS, _OURS)
    ]
    _tell(name, pairs)


def _book(folder: Path) -> None:
    """An e-book of a hundred chapters, warm."""
    text = make_book(100)
    pairs = [(_whole(text, "epub", {}), _pandoc(text, "epub", folder)) for _ in range(3)]
    _tell("EPUB of a book of 100 chapters, whole", pairs)


def _pandoc(text: str, to: str, folder: Path) -> float:
    source = folder / "article.md"
    source.write_text(text, "utf-8")
    metadata = ("--metadata", "title=An article")
    return cpu_seconds((get_pandoc_path(), str(source), "--standalone", *metadata, "-o", str(folder / f"peer.{to}")))


def _tell(name: str, pairs: list[tuple[float, float]]) -> None:
    ratios = sorted(ours / theirs for ours, theirs in pairs)
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    middle = statistics.median(ratios)
    print(
        f"{name}: {middle:.4f} (1/{1 / middle:.0f}; {ratios[0]:.4f} to {ratios[-1]:.4f}); "
        f"{ours * 1000:.2f} and {theirs * 1000:.1f} ms, {1 / ours:.0f} and {1 / theirs:.1f} a second",
        flush=True,
    )


def _cold(folder: Path) -> None:
    """One article, a process each."""
    source = folder / "cold.md"
    source.write_text(make_article(0), "utf-8")
    for to in ("html", "epub"):
        files = [str(folder / f"{whose}.{to}") for whose in ("ours", "theirs")]
        ours = (sys.executable, "-c", _COMMAND, "convert", str(source), "-o", files[0], "--quiet")
        theirs = (get_pandoc_path(), str(source), "--standalone", "--metadata", "title=An article", "-o", files[1])
        compare(f"{to.upper()} of one article, a process each", ours, theirs)


if __name__ == "__main__":
    main()
