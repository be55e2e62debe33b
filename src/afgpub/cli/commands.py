"""The group of all commands, as click knows them; each is loaded when it is called."""

from __future__ import annotations

from importlib import import_module

import click

from afgpub import __version__

COMMANDS = (
    "batch",
    "check",
    "completion",
    "convert",
    "doctor",
    "formats",
    "normalise",
    "preflight",
    "prove",
    "snapshot",
)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"afgpub.cli.{cmd_name}").command
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="afgpub", message="%(prog)s %(version)s")
def afgpub() -> None:
    """Turn articles that mix left-to-right and right-to-left languages into HTML, EPUB 3 and PDF."""
