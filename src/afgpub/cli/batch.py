"""`afgpub batch`: a whole archive, on all cores or a cluster, going on where it was stopped."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from afgpub import __version__
from afgpub.cli.apart import limit_options
from afgpub.cli.convert import ConvertingCommand, chosen_options, complete_formats, complete_readers
from afgpub.cli.progress import Progress
from afgpub.cli.report import harmless, object_bytes, print_object
from afgpub.exceptions import UsageError
from afgpub.limits import Limits
from afgpub.plugins import get_reader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from afgpub.archive.archive import Archive
    from afgpub.archive.row import Row

_SHOWN = 20  # failures in the table at the end; the report has all of them


@click.command("batch", cls=ConvertingCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="SOURCE_DIR")
@click.argument("target", metavar="OUT_DIR")
@click.option(
    "--to",
    metavar="FORMATS",
    default="html",
    show_default=True,
    help="Formats with commas between: html,epub,pdf.",
    shell_complete=complete_formats,
)
@click.option("--from", "reader", metavar="READER", help="The format of all sources.", shell_complete=complete_readers)
@click.option("--match", "patterns", metavar="GLOB", multiple=True, help="Only sources of such names; may be repeated.")
@click.option("--jobs", metavar="N", type=click.IntRange(1), help="Articles at a time.  [default: one a core]")
@click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster of this scheduler: tcp://host:8786.")
@click.option("--strict", is_flag=True, help="An article with any warning fails.")
@click.option("--prune", is_flag=True, help="Remove the outputs of sources that are gone.")
@click.option(
    "--report", metavar="FILE", type=click.Path(dir_okay=False), help="Write a report of all articles as JSON."
)
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Report as one JSON object on standard output.")
@click.option("--quiet", "-q", is_flag=True, help="Show only failures.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def command(
    source: str,
    target: str,
    to: str,
    reader: str | None,
    patterns: tuple[str, ...],
    jobs: int | None,
    scheduler: str | None,
    strict: bool,
    prune: bool,
    report: str | None,
    time_limit: int,
    memory_limit: int,
    as_json: bool,
    quiet: bool,
    debug: bool,
    **flags: Any,
) -> int:
    """Make every article of a folder, each one once.

    What is there already and has not changed is not made again; a run that was stopped goes on where it was. SOURCE_DIR
    and OUT_DIR may be URLs of a store (s3://bucket/folder).

    \b
    afgpub batch articles out --to html,epub,pdf
    """
    from afgpub.archive.archive import open_archive

    formats = tuple(dict.fromkeys(name.strip() for name in to.split(",") if name.strip()))
    if not formats:
        raise UsageError.coded("output-unnamed", example="--to html,epub,pdf")
    if reader:
        get_reader(reader)
    options, normaliser = chosen_options(formats, flags)
    started = perf_counter()
    with open_archive(
        source,
        target,
        options=options,
        normaliser=normaliser,
        reader=reader,
        patterns=patterns,
        strict=strict,
        limits=Limits(time_limit, memory_limit),
    ) as archive:
        with Progress(archive.total, shown=not (quiet or as_json)) as progress:
            archive.make(
                jobs=jobs or 0,
                scheduler=scheduler,
                step=lambda: progress.tell(archive.done, _line(archive, perf_counter() - started)),
            )
        if prune:
            archive.prune()
        if report:
            from afgpub.output import write_output

            write_output(Path(report), object_bytes(_object(archive)))
        if as_json:
            print_object(_object(archive))
        else:
            _tell(archive, perf_counter() - started, quiet=quiet)
        return 1 if archive.failed else 0


def _object(archive: Archive) -> dict[str, object]:
    return {
        "afgpub": __version__,
        "total": archive.total,
        "made": archive.made,
        "unchanged": archive.unchanged,
        "failed": archive.failed,
        "gone": archive.gone(),
        "removed": archive.removed,
        "articles": [_row(row) for row in archive.rows()],
    }


def _row(row: Row) -> dict[str, object]:
    given = asdict(row)
    return {name: given[name] for name in ("name", "state", "title", "warnings", "seconds", "outputs", "failures")}


def _line(archive: Archive, seconds: float) -> str:
    """How far it is, how fast, and how long it will take: what is unchanged says nothing about the pace."""
    worked = archive.made + archive.failed
    text = f"{archive.done:,} of {archive.total:,}"
    if archive.failed:
        text += f", {archive.failed:,} failed"
    if not worked or seconds <= 0:
        return text
    rate = worked / seconds
    return f"{text}, {rate:.1f} a second, {_duration((archive.total - archive.done) / rate)} left"


def _duration(seconds: float) -> str:
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {whole % 60:02} s" if minutes else f"{whole} s"


def _tell(archive: Archive, seconds: float, *, quiet: bool) -> None:
    failures = archive.failures()
    if failures:
        width = max(len(row.name) for row in failures[:_SHOWN])
        for line in _table(failures[:_SHOWN], min(width, 60)):
            click.echo(harmless(line), err=True)
        if len(failures) > _SHOWN:
            click.echo(f"… and {len(failures) - _SHOWN:,} more; --report FILE names them all", err=True)
    if quiet:
        return
    for name in archive.gone():
        click.echo(harmless(f"{name} is gone; its outputs are kept, --prune removes them"), err=True)
    pace = f", {archive.made / seconds:.1f} a second" if archive.made and seconds > 0 else ""
    parts = [f"{archive.made:,} made", f"{archive.unchanged:,} unchanged", f"{archive.failed:,} failed"]
    if archive.removed:
        parts.append(f"{len(archive.removed):,} files removed")
    click.echo(f"{', '.join(parts)} in {_duration(seconds)}{pace}", err=True)


def _table(rows: Sequence[Row], width: int) -> Iterator[str]:
    for row in rows:
        for place, failure in enumerate(row.failures):
            yield f"{(row.name if not place else ''):<{width}}  {failure.text}"
            if failure.hint:
                yield f"{'':<{width}}      {failure.hint}"
