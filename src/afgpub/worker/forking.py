"""A child by fork, for a program that has one thread and little loaded: it costs a thousandth of a second.

The child is stopped when it takes more than its limits, and dies with its parent.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from types import FrameType, TracebackType

from afgpub.frozen import dataclass
from afgpub.limits import Limits
from afgpub.worker.confining import MEGABYTE, enter, resident
from afgpub.worker.death import mebibytes
from afgpub.worker.frames import BrokenFrameError, read_packet, write_packet
from afgpub.worker.watch import Watch

Send = Callable[[Sequence[bytes]], None]
_PATIENCE = 10.0  # seconds that a child gets to clean up after it was told to stop
_MOST = 256 * MEGABYTE  # bytes of one packet


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: its exit code (below 0 a signal), whether it took too long, its own memory in MiB at most."""

    code: int
    is_late: bool
    peak: float


def can_fork() -> bool:
    """May this process fork without harm? It has one thread, and the system is POSIX."""
    return hasattr(os, "fork") and sys.platform != "win32" and threading.active_count() == 1


class Child:
    """A forked child that does `work`, as a context manager; `work` gets what sends packets, and gives the exit code.

    SIGINT and SIGTERM are for the parent, also where a whole group gets them, and it passes the exception that they
    raise on, once: KeyboardInterrupt as SIGUSR1, any other as SIGUSR2. An interrupt that the child has answered by
    ending with an exit code goes no further.
    """

    def __init__(self, work: Callable[[Send], int], limits: Limits) -> None:
        self.ended = Ended(0, False, 0.0)
        self._limits = limits
        self._is_late = False
        self._inherited = resident()
        sys.stdout.flush()
        sys.stderr.flush()
        held, self._leash = os.pipe()
        self._answers, answer = os.pipe()
        gc.freeze()  # the child's collector would touch, and so copy, every page; the parent is about to end
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._leash)
            os.close(self._answers)
            _be_child(work, limits, held, answer)
        os.close(held)
        os.close(answer)

    def __enter__(self) -> Child:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> bool:
        if kind:
            self._tell(signal.SIGUSR1 if issubclass(kind, KeyboardInterrupt) else signal.SIGUSR2)
        code = self._end()
        return kind is not None and not issubclass(kind, Exception) and code > 0

    def receive(self) -> list[bytes] | None:
        """The next packet, None if the child has ended or took longer for it than its time."""
        try:
            with Watch(self._limits.seconds, self._kill) as watch:
                packet = read_packet(self._answers, _MOST)
        except BrokenFrameError:
            packet = None
        self._is_late = watch.is_over
        return None if self._is_late else packet

    def _end(self) -> int:
        try:
            with Watch(_PATIENCE, self._kill):
                while os.read(self._answers, MEGABYTE):
                    pass
        finally:
            os.close(self._answers)
            os.close(self._leash)
            _, status, usage = os.wait4(self._pid, 0)
            code = os.waitstatus_to_exitcode(status)
            self.ended = Ended(code, self._is_late, mebibytes(usage.ru_maxrss) - self._inherited)
        return code

    def _kill(self) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, order: signal.Signals) -> None:
        os.kill(self._pid, order)  # it is ours until we have waited for it


def _be_child(work: Callable[[Send], int], limits: Limits, held: int, answer: int) -> None:
    code = 1
    try:
        signal.signal(signal.SIGUSR2, signal.getsignal(signal.SIGTERM) or signal.SIG_DFL)
        signal.signal(signal.SIGUSR1, _interrupt)
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _die_with_parent(held)
        enter(limits)
        code = work(lambda frames: write_packet(answer, frames))
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _die_with_parent(held: int) -> None:
    """Let the system send SIGIO, which ends this process, when a pipe closes whose other end only the parent has."""
    import fcntl

    fcntl.fcntl(held, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(held, fcntl.F_SETFL, fcntl.fcntl(held, fcntl.F_GETFL) | os.O_NONBLOCK | os.O_ASYNC)
    try:
        os.read(held, 1)
    except BlockingIOError:
        return
    os._exit(1)  # it died before that


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
