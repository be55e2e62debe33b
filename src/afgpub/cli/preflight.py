"""`afgpub preflight`: is a PDF fit for the screen, the archive or the press?"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from afgpub import __version__
from afgpub.cli.apart import ApartCommand, limit_options
from afgpub.cli.files import read_bytes
from afgpub.cli.report import harmless, print_object
from afgpub.renderers.pdf.profiles import PROFILES

if TYPE_CHECKING:
    from afgpub.preflight.report import Report


@click.command("preflight", cls=ApartCommand, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@click.option("--profile", type=click.Choice(PROFILES), help="What it is for; as the file claims if left out.")
@click.option(
    "--ink-limit", type=click.FloatRange(100, 400), default=320, show_default=True, help="Most ink in a place, percent."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@limit_options
def command(file: Path, profile: str | None, ink_limit: float, as_json: bool) -> int:
    """List each check of a PDF with its page and object, passed or failed.

    The exit code is 0 if no check failed, else 1. A note is a finding that the profile allows.
    """
    from afgpub.preflight import preflight
    from afgpub.preflight.limits import bound_memory

    bound_memory()
    report = preflight(read_bytes(file), profile=profile or "", ink_limit=ink_limit)
    if as_json:
        head = {"afgpub": __version__, "file": str(file), "passed": report.passed}
        print_object({**head, **asdict(report)})
    else:
        _print(report)
    return 0 if report.passed else 1


def _print(report: Report) -> None:
    claims = ", ".join(report.claims) or "nothing"
    click.echo(harmless(f"Profile {report.profile}; the file claims {claims}."))
    for check in report.checks:
        click.echo(harmless(str(check)))
    for page in report.pages:
        click.echo(harmless(str(page)))
