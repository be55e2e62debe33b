"""The limits of a process, set by itself and by its parent, where the system has them (all of POSIX).

Memory is RLIMIT_DATA: engines reserve address space that they never use, so RLIMIT_AS would say nothing.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from afgpub.limits import Limits
from afgpub.worker.death import mebibytes

MEGABYTE = 1024 * 1024
MAX_FILE = 1024 * MEGABYTE  # bytes of any file that is written
START = 32  # MiB of a Python that has just begun, generously
GRACE = 2  # seconds in which the parent should have seen that the time is over

_state: dict[str, Limits] = {}


def is_apart() -> bool:
    """Does this process work for another one that watches it?"""
    return bool(_state)


def own_limits() -> Limits:
    """The limits of this process, if it is apart."""
    return _state.get("limits", Limits(0, 0))


def enter(limits: Limits) -> None:
    """Make this process one that is apart: limit its memory and its files for good, and its time until `arm`.

    The memory that it has already is not counted.
    """
    _state["limits"] = limits
    if sys.platform == "win32":
        return
    import resource

    for kind, limit in _rows(limits, taken()):
        most = resource.getrlimit(kind)[1]
        least = limit if most == resource.RLIM_INFINITY else min(limit, most)
        with suppress(OSError, ValueError):  # macOS refuses some
            resource.setrlimit(kind, (least, least))
    arm(limits.seconds)


def arm(seconds: float) -> None:
    """Give this process `seconds` from now, of the clock and of the processor; 0 takes the limit away.

    It is what ends a process whose parent is gone.
    """
    if sys.platform == "win32":
        return
    import resource

    signal.setitimer(signal.ITIMER_REAL, seconds + GRACE if seconds else 0)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    used = int(time.process_time() + seconds) + 1 + GRACE
    soft = used if seconds and (most == resource.RLIM_INFINITY or used < most) else most
    resource.setrlimit(resource.RLIMIT_CPU, (soft, most))


def confine(process: int, limits: Limits) -> None:
    """Limit another process of ours, where the system can do so (Linux)."""
    if sys.platform != "linux":
        return
    import resource

    with suppress(ProcessLookupError, PermissionError, ValueError):
        for kind, limit in _rows(limits, START):
            resource.prlimit(process, kind, (limit, limit))


def taken() -> float:
    """MiB of data of this process, of which RLIMIT_DATA is the limit; 0 where the system does not say."""
    return _mebibytes(5)


def resident() -> float:
    """MiB of this process that are in memory; 0 where the system does not say."""
    return _mebibytes(1)


def own_peak() -> float:
    """The most MiB of this process that were in memory at any time."""
    if sys.platform == "win32":
        return 0.0
    import resource

    return mebibytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _mebibytes(column: int) -> float:
    """A column of /proc/self/statm, which counts pages."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[column])
    except OSError:
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / MEGABYTE


def _rows(limits: Limits, before: float) -> list[tuple[int, int]]:
    import resource

    rows = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, MAX_FILE)]
    if limits.megabytes:
        rows.append((resource.RLIMIT_DATA, int((limits.megabytes + before) * MEGABYTE)))
    return rows
