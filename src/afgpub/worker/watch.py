"""A call that is made when a block of code takes longer than it may."""

from __future__ import annotations

from collections.abc import Callable
from threading import Condition, Thread
from time import monotonic
from types import TracebackType


class Watch:
    """Within `with`, calls `late` after so many seconds (0: never) and then says `is_over`; never after the block.

    One thread serves the block however often it is paused and begun anew, and sleeps while nothing is late.
    """

    def __init__(self, seconds: float, late: Callable[[], None]) -> None:
        self.is_over = False
        self._late = late
        self._end = monotonic() + seconds if seconds else None
        self._awaited: float | None = None
        self._done = False
        self._changed = Condition()
        self._thread = Thread(target=self._wait, daemon=True) if seconds else None

    def __enter__(self) -> Watch:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._changed:
            self._done = True
            self._changed.notify()
        if self._thread:
            self._thread.join()  # a process that forks afterwards has one thread again

    def pause(self) -> None:
        """Let no time pass until `restart`."""
        with self._changed:
            self._end = None

    def restart(self, seconds: float) -> None:
        """Count so many seconds from now; does nothing in a watch that was made without any."""
        if not self._thread:
            return
        with self._changed:
            self._end = monotonic() + seconds
            if self._awaited is None or self._end < self._awaited:
                self._changed.notify()

    def _wait(self) -> None:
        with self._changed:
            while not self._done:
                left = self._end - monotonic() if self._end is not None else None
                if left is not None and left <= 0:
                    self.is_over = True
                    self._late()
                    return
                self._awaited = self._end
                self._changed.wait(left)
