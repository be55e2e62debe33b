"""The command `afgpub`: one file a subcommand, each loaded when it is called."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from afgpub import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

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


class Terminated(BaseException):
    """The process was told to end (SIGTERM): everything is cleaned up as after Ctrl-C."""


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code.

    0 all is well, 1 a conversion failed, 2 the call is wrong, 130 stopped by Ctrl-C, 143 by SIGTERM.
    """
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        code = settled(
            lambda: afgpub.main(arguments, prog_name="afgpub", standalone_mode=False, obj=arguments), arguments
        )
    finally:
        signal.signal(signal.SIGTERM, before)
    sys.exit(code)


def settled(call: Callable[[], object], arguments: Sequence[str]) -> int:
    """Call, say what went wrong if anything did, and give the exit code. `arguments` say how it is to be said."""
    try:
        code = call()
        sys.stdout.flush()
    except BrokenPipeError:
        # Nobody reads on: what is still buffered must not raise again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except (Exception, KeyboardInterrupt, Terminated) as error:
        from afgpub.cli.failure import report_failure

        return report_failure(error, as_json="--json" in arguments, debug="--debug" in arguments)
    return code if isinstance(code, int) else 0


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated
