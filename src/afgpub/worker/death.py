"""Why a process that did our work is dead, in words."""

from __future__ import annotations

import signal
import sys

from afgpub.exceptions import WorkerError
from afgpub.limits import Limits

OUT_OF_MEMORY = 77  # the exit code of a worker that had too little even to say so
_NEAR = 0.85  # of the limit: libraries that get no more memory end in a signal
_SAID = ("memory", "alloc")  # in what they say then
_TIME = ("SIGALRM", "SIGXCPU")


def cause_of_death(name: str, limits: Limits, code: int, *, peak: float = 0.0, said: str = "") -> WorkerError:
    """The error (worker-limit, worker-crashed) for a process that worked on `name` and ended with `code`.

    A negative code is a signal, as in `subprocess`; `peak` is the memory in MiB that it had at most, `said` the end of
    what it wrote to standard error.
    """
    ended_by = _signal_name(code)
    if ended_by in _TIME:
        return too_long(name, limits)
    last = said.strip().rpartition("\n")[2].lower()
    is_full = peak >= _NEAR * limits.megabytes or any(word in last for word in _SAID)
    if code == OUT_OF_MEMORY or (limits.megabytes and code < 0 and is_full):
        return too_large(name, limits)
    reason = f"by the signal {ended_by}" if ended_by else f"with the code {code}"
    return crashed(name, reason)


def too_long(name: str, limits: Limits) -> WorkerError:
    """The error for work that takes more time than it may."""
    return WorkerError.coded("worker-limit", name=name, limit=limits.time)


def too_large(name: str, limits: Limits) -> WorkerError:
    """The error for work that takes more memory than it may."""
    return WorkerError.coded("worker-limit", name=name, limit=limits.memory)


def crashed(name: str, reason: str) -> WorkerError:
    """The error for work whose process is gone, or answers nonsense."""
    return WorkerError.coded("worker-crashed", name=name, reason=reason)


def mebibytes(maxrss: int) -> float:
    """The most memory that a process had, from `ru_maxrss`: kilobytes on Linux, bytes on macOS."""
    return maxrss / 1024 / (1024 if sys.platform == "darwin" else 1)


def _signal_name(code: int) -> str:
    try:
        return signal.Signals(-code).name if code < 0 else ""
    except ValueError:
        return str(-code)
