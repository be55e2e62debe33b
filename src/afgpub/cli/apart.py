"""Commands whose work is done in a child with limits: the flags, and the ways to have one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from afgpub.cli import settled
from afgpub.limits import Limits
from afgpub.worker.confining import is_apart
from afgpub.worker.death import cause_of_death, too_long

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from afgpub.exceptions import WorkerError
    from afgpub.worker.forking import Ended

SECONDS = 300
MEGABYTES = 1024
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1].split('\\n'); from afgpub.limits import Limits; "
    "from afgpub.worker.confining import enter; enter(Limits(float(sys.argv[2]), int(sys.argv[3]))); "
    "from afgpub.cli import main; main(sys.argv[4:])"
)


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


def is_needed(limits: Limits) -> bool:
    """Is there any limit?"""
    return bool(limits.seconds or limits.megabytes)


def arguments_of(ctx: click.Context) -> list[str]:
    """The arguments of the whole call."""
    return list(ctx.find_root().obj or ())


def exit_code_of(ended: Ended, name: str, limits: Limits) -> int:
    """The code of a child that has ended by itself and said why. Raises WorkerError for one that could not."""
    if ended.is_late or ended.code < 0:
        raise why(ended, name, limits)
    return ended.code


def why(ended: Ended, name: str, limits: Limits) -> WorkerError:
    """The error for a child that ended before it was through with `name`."""
    if ended.is_late:
        return too_long(name, limits)
    return cause_of_death(name, limits, ended.code, peak=ended.peak)


def run_elsewhere(arguments: Sequence[str], name: str, limits: Limits, count: int = 1) -> int:
    """The whole call in a new process, for systems without fork, with the time of `count` sources: its exit code.

    Raises WorkerError.
    """
    import subprocess

    from afgpub.worker.process import module_path

    total = Limits(limits.seconds * count, limits.megabytes)
    head = ["\n".join(module_path()), str(total.seconds), str(total.megabytes)]
    sys.stdout.flush()
    process = subprocess.Popen([sys.executable, "-c", _PROGRAM, *head, *arguments])  # noqa: S603
    try:
        code = process.wait(total.seconds or None)
    except subprocess.TimeoutExpired:
        raise too_long(name, total) from None
    finally:
        if process.returncode is None:
            process.kill()
            process.wait()
    if code < 0:
        raise cause_of_death(name, total, code)
    return code
