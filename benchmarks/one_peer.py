"""The process that is measured: `python benchmarks/one_peer.py PLACE FORMAT FOLDER COUNT`.

PLACE is the peer's in `measured()`. It makes the first COUNT of the sources in FOLDER.
"""

from __future__ import annotations

import sys
from pathlib import Path

from peers import BARE, BOOK, LINKED, OURS, PEERS, Peer


def measured() -> tuple[Peer, ...]:
    """All who can be measured, in the order of the table."""
    return (OURS, BARE, LINKED, BOOK, *PEERS)


def main() -> None:
    """Make the files."""
    place, to, folder, count = sys.argv[1:]
    make = measured()[int(place)].formats[to]
    for source in sorted(Path(folder).glob("*.md"))[: int(count)]:
        make(source, source.with_suffix(f".{place}.{to}"))


if __name__ == "__main__":
    main()
