"""The command `afgpub`: one file a subcommand, each loaded when it is called.

The plainest calls of `convert` do without click and without the options of all formats (`plain_calls.py`).
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

# Modules and trees live as long as the process: it collects cycles after so many objects more, and not after 700.
_COLLECTING = (200_000, 20, 100)


class Terminated(BaseException):
    """The process was told to end (SIGTERM): everything is cleaned up as after Ctrl-C."""


def program() -> NoReturn:
    """What the command `afgpub` runs: `main`, in a process that has nothing else to do and ends with it."""
    from afgpub.cli.compiled_modules import find_quickly

    gc.set_threshold(*_COLLECTING)
    find_quickly()
    code = _settled_call(sys.argv[1:])
    _end(code)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line, by default with the arguments of this process, and raise SystemExit with its exit code.

    0 all is well, 1 a conversion failed, 2 the call is wrong, 130 stopped by Ctrl-C, 143 by SIGTERM.
    """
    sys.exit(_settled_call(sys.argv[1:] if arguments is None else list(arguments)))


def _settled_call(arguments: list[str]) -> int:
    before = signal.signal(signal.SIGTERM, _terminate)
    try:
        return settled(lambda: _call(arguments), arguments)
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(code: int) -> None:
    """End the process, if nothing hinders: Python would first free each of its objects, which nobody needs any more."""
    threads = sys.modules.get("threading")
    if sys.gettrace() or sys.getprofile() or sys.flags.inspect or (threads and threads.active_count() > 1):
        return
    import atexit

    if run := getattr(atexit, "_run_exitfuncs", None):
        run()
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):  # nobody reads it, it is closed, there is none
                stream.flush()
        os._exit(code)


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


def _call(arguments: list[str]) -> object:
    if arguments[:1] == ["convert"]:
        from afgpub.cli import patterns_ahead

        patterns_ahead.fill()
    from afgpub.cli.plain_calls import plain_call

    if (call := plain_call(arguments)) is not None:
        from afgpub.cli.converting import convert_all

        return convert_all(call, arguments)
    from afgpub.cli.commands import afgpub

    return afgpub.main(arguments, prog_name="afgpub", standalone_mode=False, obj=arguments)


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated
