"""What the command line says when it ends in an exception: one coded line, a hint, an exit code."""

from __future__ import annotations

import errno
import traceback

import click

from afgpub.cli import Terminated
from afgpub.cli.report import print_json, print_message
from afgpub.exceptions import AfgpubError, UsageError
from afgpub.messages import Message, message
from afgpub.worker.confining import own_limits
from afgpub.worker.death import too_large

# A disk, or a share of one, that has no room for what is written to standard output.
_FULL = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO))
DEBUG_HINT = "Run it again with --debug to see where, and please report it."


def exit_code(error: BaseException) -> int:
    """2 for a wrong call, 130 and 143 for an interrupt, 1 for all else."""
    match error:
        case UsageError() | click.UsageError():
            return 2
        case Terminated():
            return 143
        case KeyboardInterrupt() | click.Abort():
            return 130
        case _:
            return 1


def as_message(error: BaseException) -> Message:
    """The coded message of any exception; what nobody foresaw is `internal`."""
    match error:
        case AfgpubError():
            return error.message
        case click.UsageError():
            command = error.ctx.command_path if error.ctx else "afgpub"
            return message("usage", reason=_sentence(error), hint=f"See {command} --help.")
        case click.ClickException():
            return message("usage", reason=_sentence(error), hint="See afgpub --help.")
        case KeyboardInterrupt() | click.Abort() | Terminated():
            return message("stopped")
        case OSError() if error.errno in _FULL and error.filename is None:
            return message("output-unwritable", name="standard output", reason=error.strerror)
        case MemoryError():
            return too_large("the source", own_limits()).message
        case _:
            reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            return message("internal", reason=reason, hint=DEBUG_HINT)


def report_failure(error: BaseException, *, as_json: bool, debug: bool) -> int:
    """Say what happened, on standard error or as JSON on standard output, and give the exit code."""
    if debug:
        traceback.print_exception(error)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return exit_code(error)
    cause = as_message(error)
    if as_json:
        print_json(error=cause)
    else:
        print_message(cause)
    return exit_code(error)


def _sentence(error: click.ClickException) -> str:
    text = " ".join(error.format_message().split()).removesuffix(".")
    return text[:1].lower() + text[1:]
