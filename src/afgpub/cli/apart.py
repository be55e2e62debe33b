"""Commands whose work is done in a child with limits: the flags, and the ways to have one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from afgpub.cli import settled
from afgpub.cli.limiting import MEGABYTES, SECONDS, exit_code_of, is_needed, run_elsewhere
from afgpub.limits import Limits
from afgpub.worker.confining import is_apart

if TYPE_CHECKING:
    from collections.abc import Callable


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the two flags."""
    memory = click.option(
        "--memory-limit",
        metavar="MB",
        type=click.IntRange(0, 1_000_000),
        default=MEGABYTES,
        show_default=True,
        help="The memory that one source may take; 0 for no limit.",
    )
    time = click.option(
        "--time-limit",
        metavar="SECONDS",
        type=click.IntRange(0, 1_000_000),
        default=SECONDS,
        show_default=True,
        help="The time that one source may take; 0 for no limit.",
    )
    return time(memory(command))


class ApartCommand(click.Command):
    """A command that does all its work in a child with limits; what it works on is its parameter `file`."""

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command in a child, and give the child's exit code."""
        limits = Limits(ctx.params.pop("time_limit"), ctx.params.pop("memory_limit"))
        if is_apart() or not is_needed(limits):
            return super().invoke(ctx)
        from afgpub.worker.forking import Child, can_fork

        name = "standard input" if ctx.params["file"] == "-" else str(ctx.params["file"])
        arguments = arguments_of(ctx)
        if not can_fork():
            return run_elsewhere(arguments, name, limits)
        call = super().invoke
        with Child(lambda send: settled(lambda: call(ctx), arguments), limits) as child:
            child.receive()
        return exit_code_of(child.ended, name, limits)


def arguments_of(ctx: click.Context) -> list[str]:
    """The arguments of the whole call."""
    return list(ctx.find_root().obj or ())
