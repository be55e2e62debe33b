"""The limits of what a command does in a child, and what the end of the child means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from afgpub.limits import Limits
from afgpub.worker.death import cause_of_death, too_long

if TYPE_CHECKING:
    from collections.abc import Sequence

    from afgpub.exceptions import WorkerError
    from afgpub.worker.forking import Ended

SECONDS = 300
MEGABYTES = 1024
DEFAULT = Limits(SECONDS, MEGABYTES)
_PROGRAM = (
    "import sys; sys.path[:] = sys.argv[1].split('\\n'); from afgpub.limits import Limits; "
    "from afgpub.worker.confining import enter; enter(Limits(float(sys.argv[2]), int(sys.argv[3]))); "
    "from afgpub.cli import main; main(sys.argv[4:])"
)


def is_needed(limits: Limits) -> bool:
    """Is there any limit?"""
    return bool(limits.seconds or limits.megabytes)


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
