"""What `afgpub batch` tells: the line beside the progress bar, the table of failures, the report in JSON."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import click

from afgpub import __version__
from afgpub.archive.row import as_plain
from afgpub.cli.report import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from afgpub.archive.archive import Archive
    from afgpub.archive.row import Row

SHOWN = 20  # failures in the table at the end, and sources that are gone; the report has all of them
_WIDTH = 60


def report_pieces(archive: Archive) -> Iterator[bytes]:
    """The report of a run as one JSON object in UTF-8, an article at a time, since there may be very many."""
    head = {
        "afgpub": __version__,
        "total": archive.total,
        "made": archive.made,
        "unchanged": archive.unchanged,
        "failed": archive.failed,
        "gone": archive.gone(),
        "removed": archive.removed,
    }
    yield _bytes(json.dumps(head, ensure_ascii=False, indent=2)[: -len("\n}")] + ',\n  "articles": [')
    separator = "\n    "
    for row in archive.rows():
        yield _bytes(separator + json.dumps(_article(row), ensure_ascii=False))
        separator = ",\n    "
    yield b"\n  ]\n}\n"


def progress_line(archive: Archive, seconds: float) -> str:
    """How far it is, how fast, and how long it will take: what is unchanged says nothing about the pace."""
    worked = archive.made + archive.failed
    text = f"{archive.done:,} of {archive.total:,}"
    if archive.failed:
        text += f", {archive.failed:,} failed"
    if not worked or seconds <= 0:
        return text
    rate = worked / seconds
    return f"{text}, {rate:.1f} a second, {_duration((archive.total - archive.done) / rate)} left"


def tell(archive: Archive, seconds: float, *, quiet: bool) -> None:
    """Print what failed and, unless `quiet`, what is gone and how many articles were made."""
    failures = list(islice(archive.failures(), SHOWN))
    width = min(max((len(row.name) for row in failures), default=0), _WIDTH)
    for line in _table(failures, width):
        click.echo(harmless(line), err=True)
    if archive.failed > SHOWN:
        click.echo(f"… and {archive.failed - SHOWN:,} more; --report FILE names them all", err=True)
    if quiet:
        return
    gone = archive.gone()
    for name in gone[:SHOWN]:
        click.echo(harmless(f"{name} is gone; its outputs are kept, --prune removes them"), err=True)
    if len(gone) > SHOWN:
        click.echo(f"… and {len(gone) - SHOWN:,} more are gone", err=True)
    pace = f", {archive.made / seconds:.1f} a second" if archive.made and seconds > 0 else ""
    parts = [f"{archive.made:,} made", f"{archive.unchanged:,} unchanged", f"{archive.failed:,} failed"]
    if archive.removed:
        parts.append(f"{len(archive.removed):,} files removed")
    click.echo(f"{', '.join(parts)} in {_duration(seconds)}{pace}", err=True)


def _article(row: Row) -> dict[str, object]:
    plain = as_plain(row)
    title = row.about.title if row.about else ""
    return {"name": row.name, "state": row.state, "title": title} | {
        name: plain[name] for name in ("warnings", "seconds", "outputs", "failures")
    }


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _duration(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {whole % 60:02} s" if minutes else f"{whole} s"


def _table(rows: Sequence[Row], width: int) -> Iterator[str]:
    for row in rows:
        for place, failure in enumerate(row.failures):
            yield f"{(row.name if not place else ''):<{width}}  {failure.text}"
            if failure.hint:
                yield f"{'':<{width}}      {failure.hint}"
