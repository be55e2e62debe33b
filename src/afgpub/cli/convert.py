"""`afgpub convert`: sources to HTML, EPUB, PDF and whatever else is installed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from afgpub.cli.apart import arguments_of, limit_options
from afgpub.cli.converting import Call, convert_all
from afgpub.cli.flags import (
    as_click,
    normaliser_flags,
    option_flags,
    options_for,
    refuse_misplaced,
)
from afgpub.cli.targets import plan
from afgpub.exceptions import UsageError
from afgpub.limits import Limits
from afgpub.normaliser.options import NormaliserOptions
from afgpub.plugins import get_reader, get_renderer, get_theme_folder, installed_renderers, reader_names, renderer_names

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
@click.option(
    "--cache",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep the chapters of books here, and make only those anew that have changed.",
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
    cache: Path | None,
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

    call = Call(
        jobs=jobs,
        options=options,
        normaliser=normaliser,
        limits=Limits(time_limit, memory_limit),
        reader=reader,
        strict=strict,
        allow_network=allow_network,
        cache=cache,
        as_json=as_json,
        verbose=verbose,
        quiet=quiet,
        debug=debug,
    )
    return convert_all(call, arguments_of(click.get_current_context()))
