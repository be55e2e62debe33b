"""`afgpub convert`: sources to HTML, EPUB, PDF and whatever else is installed."""

from __future__ import annotations

import traceback
from time import perf_counter
from typing import TYPE_CHECKING, Any

import click

from afgpub.cli.apart import arguments_of, is_needed, limit_options, run_elsewhere
from afgpub.cli.conversions import Outcome, convert_source, steps_of
from afgpub.cli.failure import as_message, exit_code
from afgpub.cli.flags import (
    as_click,
    installed_renderers,
    normaliser_flags,
    option_flags,
    options_for,
    refuse_misplaced,
)
from afgpub.cli.jobs import convert_apart
from afgpub.cli.progress import Progress
from afgpub.cli.report import print_json, print_message, print_messages, print_title, print_written
from afgpub.cli.targets import plan
from afgpub.exceptions import UsageError
from afgpub.limits import Limits
from afgpub.messages import Severity
from afgpub.normaliser.options import NormaliserOptions
from afgpub.plugins import get_reader, get_renderer, get_theme_folder, reader_names, renderer_names
from afgpub.worker.confining import is_apart
from afgpub.worker.forking import can_fork

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from afgpub.cli.targets import Job
    from afgpub.options import Options


class ConvertingCommand(click.Command):
    """The options of a command, and one flag for every option of the installed formats."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        own = super().get_params(ctx)
        # An option of a plugin that is named as one of ours can be set from Python only.
        taken = {parameter.name for parameter in own}
        flags = option_flags(installed_renderers()) | normaliser_flags()
        made: list[click.Parameter] = ctx.meta.setdefault(
            __name__, [as_click(flag) for flag in flags.values() if flag.name not in taken]
        )
        return own[:-1] + made + own[-1:]


def complete_formats(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The last of the names between commas is what is being typed."""
    typed, comma, last = incomplete.rpartition(",")
    return [typed + comma + name for name in renderer_names() if name.startswith(last)]


def complete_readers(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """The readers that begin so."""
    return [name for name in reader_names() if name.startswith(incomplete)]


def chosen_options(formats: Sequence[str], flags: Mapping[str, Any]) -> tuple[dict[str, Options], NormaliserOptions]:
    """The options of each format and of the normaliser that the flags say, all of them judged.

    Raises OptionError and UnknownThemeError.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    normaliser = NormaliserOptions(**{name: given.pop(name) for name in normaliser_flags() if name in given})
    refuse_misplaced(given, formats, option_flags(installed_renderers()))
    options = {name: options_for(get_renderer(name), given) for name in formats}
    for chosen in options.values():
        if hasattr(chosen, "theme"):
            get_theme_folder(chosen.theme)
    return options, normaliser


@click.command("convert", cls=ConvertingCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=click.Path(allow_dash=True))
@click.option("-o", "--output", metavar="OUT", help="The file or folder to write; - is standard output.")
@click.option(
    "--to", metavar="FORMATS", help="Formats with commas between: html,epub,pdf.", shell_complete=complete_formats
)
@click.option("--from", "reader", metavar="READER", help="The format of the sources.", shell_complete=complete_readers)
@click.option("--strict", is_flag=True, help="Write nothing and fail if there is any warning.")
@click.option(
    "--allow-network",
    metavar="HOST",
    multiple=True,
    help="Fetch pictures from this host, name or name:port; may be given again.",
)
@limit_options
@click.option("--json", "as_json", is_flag=True, help="Report as one JSON object on standard output.")
@click.option("--verbose", "-v", is_flag=True, help="Show also what was understood and repaired.")
@click.option("--quiet", "-q", is_flag=True, help="Show only errors.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def command(
    sources: tuple[str, ...],
    output: str | None,
    to: str | None,
    reader: str | None,
    strict: bool,
    allow_network: tuple[str, ...],
    time_limit: int,
    memory_limit: int,
    as_json: bool,
    verbose: bool,
    quiet: bool,
    debug: bool,
    **flags: Any,
) -> int:
    """Convert articles to HTML, EPUB 3 or PDF.

    The format is the ending of OUT, or what --to says; several formats or sources go into a folder. A SOURCE of - is
    standard input.

    \b
    afgpub convert article.md -o article.pdf
    afgpub convert article.md --to html,epub,pdf -o out
    """
    jobs = plan(sources, output, to)
    if as_json and any(target is None for job in jobs for target in job.targets.values()):
        raise UsageError.coded(
            "usage", reason="--json and the output cannot both go to standard output", hint="Name a file with -o."
        )
    formats = tuple(jobs[0].targets)
    options, normaliser = chosen_options(formats, flags)
    if reader:
        get_reader(reader)

    def convert(some: Sequence[Job]) -> Iterator[Outcome]:
        done = steps_of(jobs) - steps_of(some)
        with Progress(steps_of(jobs), shown=not (quiet or as_json), done=done) as progress:
            for job in some:
                outcome = convert_source(
                    job,
                    options,
                    reader=reader,
                    normaliser=normaliser,
                    strict=strict,
                    step=progress.step,
                    allow_network=allow_network,
                )
                if debug:
                    for failure in outcome.failures:
                        traceback.print_exception(failure)
                yield outcome

    limits = Limits(time_limit, memory_limit)
    arguments = arguments_of(click.get_current_context())
    started = perf_counter()
    if is_apart() or not is_needed(limits):
        outcomes = list(convert(jobs))
    elif can_fork():
        outcomes = convert_apart(jobs, convert, limits, arguments)
    else:
        return run_elsewhere(arguments, jobs[0].name, limits, len(jobs))
    if as_json:
        _report_json(outcomes)
    else:
        least = Severity.ERROR if quiet else Severity.INFO if verbose else Severity.WARNING
        _report(outcomes, least, perf_counter() - started, quiet=quiet)
    return max((exit_code(failure) for outcome in outcomes for failure in outcome.failures), default=0)


def _report(outcomes: Sequence[Outcome], least: Severity, seconds: float, *, quiet: bool) -> None:
    if not quiet:
        for outcome in outcomes:
            print_title(outcome.title if outcome.outputs else "")
            for output in outcome.outputs:
                print_written(output)
        count = sum(len(outcome.outputs) for outcome in outcomes)
        if count > 1:
            click.echo(f"{count} files in {seconds:.2f} s", err=True)
    for outcome in outcomes:
        print_messages(outcome.messages, least)
        for failure in outcome.failures:
            print_message(as_message(failure))


def _report_json(outcomes: Sequence[Outcome]) -> None:
    failures = [as_message(failure) for outcome in outcomes for failure in outcome.failures]
    print_json(
        [output for outcome in outcomes for output in outcome.outputs],
        [finding for outcome in outcomes for finding in outcome.messages] + failures,
        failures[0] if failures else None,
    )
