"""What verifying a publication costs beside making it, for an article of three pages: HTML, EPUB and PDF, warm.

python benchmarks/snapshots.py
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from pathlib import Path

import afgpub
from afgpub.snapshot import update, verify

SEED = Path(__file__).parents[1] / "examples" / "seed" / "article.md"
FORMATS = ("html", "epub", "pdf")


def main(runs: int = 9) -> None:
    """Print the median ratio of pairs, and the CPU seconds of both."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(shutil.copy(SEED, Path(folder) / "article.md"))
        body = source.read_text("utf-8")
        source.chmod(0o644)
        source.write_text(body + body[body.index("## ") :], "utf-8")
        update(source)
        pages = _make(source)
        pairs = []
        for _ in range(runs):
            started = time.process_time()
            _make(source)
            made = time.process_time()
            if not verify(source).is_good:
                raise SystemExit("the publication is not what it was")
            pairs.append((time.process_time() - made, made - started))
    ratio = statistics.median(a / b for a, b in pairs)
    ours, peer = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{pages} pages, verified / made: {ratio:.3f}; CPU s {ours:.2f} and {peer:.2f}")


def _make(source: Path) -> int | None:
    document, _ = afgpub.prepare(source)
    return [afgpub.render(document, to=name, folder=source.parent).pages for name in FORMATS][-1]


if __name__ == "__main__":
    main()
