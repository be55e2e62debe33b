"""A call that is made when a block of code takes longer than it may."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock, Timer
from types import TracebackType


class Watch:
    """Within `with`, calls `late` after so many seconds (0: never) and then says `is_over`; never after the block."""

    def __init__(self, seconds: float, late: Callable[[], None]) -> None:
        self.is_over = False
        self._late = late
        self._done = False
        self._lock = Lock()
        self._timer = Timer(seconds, self._ring) if seconds else None

    def __enter__(self) -> Watch:
        if self._timer:
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        with self._lock:
            self._done = True
        if self._timer:
            self._timer.cancel()
            self._timer.join()  # a process that forks afterwards has one thread again

    def _ring(self) -> None:
        with self._lock:
            if not self._done:
                self.is_over = True
                self._late()
