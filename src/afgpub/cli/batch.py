"""`afgpub batch`: a whole archive, on all cores or a cluster, going on where it was stopped."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from afgpub.cli.apart import limit_options
from afgpub.cli.convert import ConvertingCommand, chosen_options, complete_formats, complete_readers
from afgpub.cli.progress import Progress
from afgpub.cli.report import write_bytes
from afgpub.exceptions import UsageError
from afgpub.limits import Limits
from afgpub.plugins import get_reader

if TYPE_CHECKING:
    from afgpub.archive.catalogue import Kind


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
@click.option("--index", is_flag=True, help="Write index.html, which lists the articles by day.")
@click.option("--feed", is_flag=True, help="Write feed.xml, an Atom feed of the newest articles.")
@click.option("--opds", is_flag=True, help="Write opds.json, a catalogue for reading apps (OPDS 2.0).")
@click.option("--address", metavar="URL", default="", help="Where OUT_DIR is published, for the links in catalogues.")
@click.option("--title", metavar="TEXT", default="", help="The title of catalogues.  [default: the publication's name]")
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
    index: bool,
    feed: bool,
    opds: bool,
    address: str,
    title: str,
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
    afgpub batch articles out --to html,epub --index --feed --opds --address https://example.org/articles/
    """
    from afgpub.archive.archive import open_archive
    from afgpub.archive.catalogue import FILES, FOLDER
    from afgpub.cli.batch_report import progress_line, report_pieces, tell
    from afgpub.options import ThemedOptions
    from afgpub.output import write_pieces
    from afgpub.renderers.html.addresses import read_address
    from afgpub.theme import load_theme

    formats = tuple(dict.fromkeys(name.strip() for name in to.split(",") if name.strip()))
    if not formats:
        raise UsageError.coded("output-unnamed", example="--to html,epub,pdf")
    if reader:
        get_reader(reader)
    options, normaliser = chosen_options(formats, flags)
    chosen: dict[Kind, bool] = {"index": index, "feed": feed, "opds": opds}
    kinds = tuple(kind for kind, wanted in chosen.items() if wanted)
    address = read_address(address)
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
        reserved=(*(FILES[kind] for kind in kinds), *([f"{FOLDER}/"] if kinds else [])),
    ) as archive:
        with Progress(archive.total, shown=not (quiet or as_json)) as progress:
            archive.make(
                jobs=jobs or 0,
                scheduler=scheduler,
                step=lambda: progress.tell(archive.done, progress_line(archive, perf_counter() - started)),
            )
        if prune:
            archive.prune()
        if kinds:
            looks = next((one for one in options.values() if isinstance(one, ThemedOptions)), ThemedOptions())
            archive.catalogue(
                kinds,
                theme=load_theme(looks.theme),
                title=title,
                address=address and address.rstrip("/") + "/",
                calendar=looks.calendar,
            )
        if report:
            write_pieces(Path(report), report_pieces(archive))
        if as_json:
            for piece in report_pieces(archive):
                write_bytes(piece)
        else:
            tell(archive, perf_counter() - started, quiet=quiet)
        return 1 if archive.failed else 0
