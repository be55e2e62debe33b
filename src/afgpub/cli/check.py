"""`afgpub check`: the lint of direction, for people, for programs and for code hosts."""

from __future__ import annotations

import os
import re
import sys
import traceback
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afgpub.check.checking import check_source
from afgpub.check.reports import Checked, as_json, as_text, spelled, summary
from afgpub.cli.failure import as_message, exit_code
from afgpub.cli.report import harmless, print_message, write_bytes
from afgpub.cli.terminal import needs_shaping, shape_title
from afgpub.exceptions import UsageError
from afgpub.messages import Severity
from afgpub.output import write_output
from afgpub.plugins import get_reader, reader_names
from afgpub.source import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STREAM = "-"
_LEAST = {"warning": Severity.WARNING, "error": Severity.ERROR}
_WORD = re.compile("[\u0620-\u065f\u066e-\u06d3\u06d5-\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\u200c-\u200d]+")
_CLUSTER = re.compile(".[\u064b-\u065f\u0670\u06d6-\u06ed]*")


def _complete_readers(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [name for name in reader_names() if name.startswith(incomplete)]


@click.command("check", context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(allow_dash=True))
@click.option(
    "--fail-on",
    type=click.Choice(("warning", "error", "never")),
    default="error",
    show_default=True,
    help="The least finding that makes the exit code 1.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json", "sarif")),
    default="text",
    show_default=True,
    help="The form of the report.",
)
@click.option("-o", "--output", metavar="OUT", help="The file for the report; without it, standard output.")
@click.option(
    "--from",
    "--reader",
    "reader",
    metavar="READER",
    help="The format of the files.",
    shell_complete=_complete_readers,
)
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
def command(
    files: tuple[str, ...], fail_on: str, form: str, output: str | None, reader: str | None, debug: bool
) -> int:
    """Show lines whose order is in doubt: as they are stored, as they are seen, and what to do.

    A FILE of - is standard input.

    \b
    afgpub check article.md
    afgpub check --fail-on warning articles/*.md
    afgpub check --format sarif -o check.sarif articles/*.md
    """
    if reader:
        get_reader(reader)
    if output and output != STREAM:
        _refuse_sources(output, files)
    checked = [_check(file, reader, debug=debug) for file in files]
    report = _report(form, checked, to_terminal=output in (None, STREAM) and sys.stdout.isatty())
    data = report.encode("utf-8", "backslashreplace")
    if output and output != STREAM:
        write_output(Path(output), data)
    else:
        write_bytes(data)
    failures = [one.failure for one in checked if one.failure]
    for failure in failures:
        print_message(failure)
    if form == "text":
        click.echo(summary(checked), err=True)
    least = _LEAST.get(fail_on)
    found = least is not None and any(f.severity >= least for one in checked for f in one.findings)
    return 1 if failures or found else 0


def _check(file: str, reader: str | None, *, debug: bool) -> Checked:
    """One file; what keeps it from being read does not keep the others from being checked."""
    name = "standard input" if file == STREAM else file
    try:
        with redirect_stdout(sys.stderr):
            if file == STREAM:
                return Checked(name, check_source(sys.stdin.buffer.read(MAX_BYTES + 1), reader=reader, name=name))
            return Checked(name, check_source(Path(file), reader=reader))
    except Exception as error:
        if exit_code(error) == 2:  # the call is wrong, and would be for every file
            raise
        if debug:
            traceback.print_exception(error)
        return Checked(name, failure=as_message(error))


def _report(form: str, checked: Sequence[Checked], *, to_terminal: bool) -> str:
    match form:
        case "json":
            return as_json(checked)
        case "sarif":
            from afgpub.check.sarif import as_sarif

            return as_sarif(checked, Path.cwd())
        case _:
            return as_text(checked, _visual_line(to_terminal=to_terminal))


def _visual_line(*, to_terminal: bool) -> Callable[[str], str] | None:
    """How a line in visual order is printed: a terminal that reorders lines itself would turn it round again."""
    if not to_terminal:
        return str
    return _shaped if needs_shaping(os.environ) else None


def _shaped(line: str) -> str:
    """A line in visual order with its letters joined, for a terminal that shows each in its own cell."""

    def joined(word: re.Match[str]) -> str:
        return shape_title("".join(reversed(_CLUSTER.findall(word[0]))))

    return _WORD.sub(joined, line)


def _refuse_sources(output: str, files: Sequence[str]) -> None:
    """Raise UsageError (output-is-source) where the report would be written over what is checked."""
    for file in files:
        try:
            same = file != STREAM and Path(file).samefile(output)
        except OSError:
            continue
        if same:
            raise UsageError.coded("output-is-source", name=harmless(spelled(output)))
