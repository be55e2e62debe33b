"""`afgpub snapshot`: keep what publications are made of in layers, and say which layer changed first."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afgpub.cli.assignments import given_settings
from afgpub.cli.report import write_bytes
from afgpub.exceptions import SourceError
from afgpub.output import write_output

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from afgpub.snapshot import Verdict

_HELP = {"help_option_names": ["-h", "--help"]}
_paths = click.argument("paths", nargs=-1, metavar="[PATH...]", type=click.Path(path_type=Path))
_jobs = click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes; as many as pay if left out.")


@click.group("snapshot", context_settings=_HELP)
def command() -> None:
    """Keep and compare snapshots of publications, layer by layer.

    The snapshot of article.md is the folder expected/article.md beside it, to be put under version control.
    """


@command.command("update", context_settings=_HELP)
@_paths
@click.option("--to", metavar="FORMATS", help="Formats with commas between.  [default: html,epub,pdf]")
@click.option("--from", "reader", metavar="READER", help="The format of the sources.")
@click.option("--layers", metavar="LAYERS", help="Only these layers, with commas between.")
@click.option("--option", "given", multiple=True, metavar="NAME=VALUE", help="An option of afgpub convert: theme=book.")
@click.option("--pixels/--no-pixels", default=None, help="Keep pictures of the pages too.  [default: as it was]")
@_jobs
def update_command(
    paths: tuple[Path, ...],
    to: str | None,
    reader: str | None,
    layers: str | None,
    given: tuple[str, ...],
    pixels: bool | None,
    jobs: int | None,
) -> int:
    """Make publications and keep them as they are now.

    A PATH is a source, or a folder whose snapshots are made anew; without one it is the folder here. Formats, layers
    and options are kept too, and hold until others are given.
    """
    from afgpub.check.reports import spelled
    from afgpub.snapshot import update
    from afgpub.snapshot.each import for_each
    from afgpub.snapshot.reports.text import verdict_lines

    changes = given_settings(to, reader, layers, given)
    failed = False
    for verdict in for_each(list(_sources(paths)), partial(update, settings=changes, pixels=pixels), jobs or 0):
        lines = list(verdict_lines(verdict))
        failed = failed or verdict.failure is not None
        if verdict.failure or not verdict.written:
            shown = lines if verdict.failure else [f"{spelled(str(verdict.source))}: as it was"]
        else:
            shown = [f"{spelled(str(verdict.source))}: written", *lines[1:]]
        click.echo("\n".join(shown), err=True)
    return 1 if failed else 0


@command.command("verify", context_settings=_HELP)
@_paths
@click.option("--format", "form", type=click.Choice(("text", "json", "junit")), default="text", show_default=True)
@click.option("-o", "--output", metavar="OUT", help="The file for the report; without it, standard output.")
@click.option("--report", metavar="FOLDER", type=click.Path(path_type=Path), help="Write a web page with pictures too.")
@_jobs
def verify_command(
    paths: tuple[Path, ...], form: str, output: str | None, report: Path | None, jobs: int | None
) -> int:
    """Make publications anew and compare them with their snapshots.

    A PATH is a source, or a folder whose snapshots are all compared; without one it is the folder here. The exit code
    is 0 if all are what they were, else 1.
    """
    from afgpub.snapshot import verify
    from afgpub.snapshot.each import for_each
    from afgpub.snapshot.reports.text import summary, verdict_lines

    task = partial(verify, pixels=report is not None)
    verdicts = []
    told = form == "text" and output in (None, "-")
    for verdict in for_each(list(_sources(paths)), task, jobs or 0):
        verdicts.append(verdict)
        if told:  # at once: a hundred books take their time
            write_bytes(_lines(verdict_lines(verdict)))
    if told:
        write_bytes(_lines([summary(verdicts)]))
    elif output in (None, "-"):
        write_bytes(_report(form, verdicts))
    else:
        write_output(Path(output), _report(form, verdicts))
    if report:
        from afgpub.snapshot.reports.page import write_page

        write_page(report, verdicts)
    return 0 if all(verdict.is_good for verdict in verdicts) else 1


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _report(form: str, verdicts: Sequence[Verdict]) -> bytes:
    match form:
        case "json":
            from afgpub.snapshot.reports.objects import as_json

            return as_json(verdicts).encode("utf-8", "backslashreplace")
        case "junit":
            from afgpub.snapshot.reports.junit import as_junit

            return as_junit(verdicts)
        case _:
            from afgpub.snapshot.reports.text import summary, verdict_lines

            return _lines([*(line for verdict in verdicts for line in verdict_lines(verdict)), summary(verdicts)])


def _sources(paths: Sequence[Path]) -> Iterator[Path]:
    """Each source once. Raises SourceError (snapshots-none) for a folder without snapshots."""
    from afgpub.snapshot.store import find_sources

    seen: set[Path] = set()  # whatever way they are named
    for path in paths or (Path(),):
        found = list(find_sources(path)) if path.is_dir() else [path]
        if not found:
            raise SourceError.coded("snapshots-none", name=path)
        for source in found:
            if source.resolve() not in seen:
                seen.add(source.resolve())
                yield source
