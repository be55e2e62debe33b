"""`afgpub normalise`: every edit and repair of a text, as a list, a difference or JSON, or written into the source."""

from __future__ import annotations

import sys
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afgpub import __version__
from afgpub.cli.apart import ApartCommand, limit_options
from afgpub.cli.report import harmless, print_message, print_object
from afgpub.exceptions import UsageError
from afgpub.frozen import replace
from afgpub.messages import Severity
from afgpub.normaliser import normalise
from afgpub.normaliser.options import NormaliserOptions
from afgpub.normaliser.text.changes import visible
from afgpub.normaliser.text.mapping import edited, map_edits
from afgpub.output import write_output
from afgpub.source import MAX_BYTES, Source, open_source
from afgpub.worker.reading import read_source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from afgpub.document import Document
    from afgpub.messages import Message
    from afgpub.normaliser.text.changes import Edit
    from afgpub.normaliser.text.mapping import Mapped

STREAM = "-"


@click.command("normalise", cls=ApartCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
@click.option("--diff", "mode", flag_value="diff", help="Show the edits as a difference of the source's lines.")
@click.option("--json", "mode", flag_value="json", help="Report as one JSON object on standard output.")
@click.option("--write", "mode", flag_value="write", help="Make the edits in FILE itself.")
@click.option(
    "--rules", default="default", help="The rules: default, all, none or names, with commas; -name takes out."
)
@click.option("--digits", type=click.Choice(("keep", "language", "ascii")), default="keep", help="Digits of numbers.")
@click.option("--from", "reader", metavar="READER", help="The format of FILE.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@limit_options
def command(file: str, mode: str | None, rules: str, digits: str, reader: str | None, debug: bool) -> int:
    """Show what would be changed in a text: rule, line, before and after, and the repairs of its structure.

    \b
    afgpub normalise article.md
    afgpub normalise article.md --diff --rules all
    afgpub normalise article.md --write --rules letters-persian,zwnj
    """
    options = NormaliserOptions(rules=rules, digits=digits)
    source = _source(file)
    if mode == "write" and file == STREAM:
        raise UsageError.coded("usage", reason="--write needs a file", hint="Give the name of the file.")

    def read(text: str) -> Document:
        return read_source(replace(source, data=text.encode("utf-8", "surrogatepass")), reader)[0]

    match mode:
        case "diff":
            _print_diff(source, map_edits(source.text(), read, options))
        case "write":
            _write(Path(file), source, read, options)
        case _:
            document, messages = read_source(source, reader)
            document, edits = edited(document, options)
            _, repairs = normalise(document, replace(options, rules="none", digits="keep"))
            (_print_json if mode == "json" else _print_list)(source, edits, messages + repairs)
    return 0


def _source(file: str) -> Source:
    if file != STREAM:
        return open_source(Path(file))
    return open_source(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input.md")


def _print_list(source: Source, edits: Sequence[Edit], others: Sequence[Message]) -> None:
    for finding in sorted((*edits, *others), key=lambda m: m.span.start if m.span else 0):
        click.echo(harmless(str(finding)))
        if finding.hint and finding.severity >= Severity.WARNING:
            click.echo("    " + harmless(finding.hint))
    click.echo(f"{len(edits)} edits of the text, {len(others)} other findings", err=True)


def _print_json(source: Source, edits: Sequence[Edit], others: Sequence[Message]) -> None:
    print_object(
        {
            "afgpub": __version__,
            "source": source.name,
            "edits": [{**_fields(e), "rule": e.rule, "before": e.before, "after": e.after} for e in edits],
            "messages": [_fields(finding) for finding in others],
        }
    )


def _fields(finding: Message) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "line": finding.span.start if finding.span else None,
        "text": finding.text,
    }


def _print_diff(source: Source, mapped: Mapped) -> None:
    """A unified difference; what could not be found in the source's lines stands below it as comments."""
    before, after = source.text().split("\n"), mapped.text.split("\n")
    for line in unified_diff(before, after, source.name, source.name, lineterm=""):
        click.echo("".join(c if c == "\u200c" else visible(c) for c in line))
    for edit in mapped.missed:
        click.echo("# " + harmless(str(edit)))


def _write(path: Path, source: Source, read: Callable[[str], Document], options: NormaliserOptions) -> None:
    """Write the source with its edits, as UTF-8 and with the line ends that it has."""
    text, warnings = source.decode()
    mapped = map_edits(text, read, options)
    for finding in (*warnings, *mapped.missed):
        print_message(finding)
    changed = sum(a != b for a, b in zip(text.split("\n"), mapped.text.split("\n"), strict=True))
    if mapped.text != text:
        ends = mapped.text.replace("\n", "\r\n") if b"\r\n" in source.data else mapped.text
        write_output(path, ends.encode("utf-8"))
    click.echo(f"{harmless(str(path))}: {changed} lines changed, {len(mapped.missed)} edits not made", err=True)
