"""A line that says what is being done: only on a terminal, and only when the work takes more than a second."""

from __future__ import annotations

import os
import sys
from threading import Event, Thread
from typing import TYPE_CHECKING

from afgpub.cli.report import harmless

if TYPE_CHECKING:
    from types import TracebackType

DELAY = 1.0
INTERVAL = 0.2
WIDTH = 20
CLEAR = "\r\x1b[K"


def wipe() -> None:
    """Take away what a progress bar left behind that could not end well."""
    if sys.stderr.isatty():
        sys.stderr.write(CLEAR)
        sys.stderr.flush()


class Progress:
    """A progress bar of `total` steps, `done` of which were done before; as a context manager it wipes itself away."""

    def __init__(self, total: int, *, shown: bool = True, done: int = 0) -> None:
        self._total = total
        self._done = done - 1
        self._text = ""
        self._ended = Event()
        terminal = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._thread = Thread(target=self._draw, daemon=True) if shown and terminal else None

    def __enter__(self) -> Progress:
        if self._thread:
            self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._ended.set()
        if self._thread:
            self._thread.join()

    def tell(self, done: int, text: str) -> None:
        """So many steps are done; `text` says what of it."""
        self._done = done
        self._text = text

    def step(self, text: str) -> None:
        """One more step begins; `text` says which."""
        self._done += 1
        self._text = text

    def _draw(self) -> None:
        if self._ended.wait(DELAY):
            return
        while True:
            sys.stderr.write(CLEAR + self._line())
            sys.stderr.flush()
            if self._ended.wait(INTERVAL):
                break
        sys.stderr.write(CLEAR)
        sys.stderr.flush()

    def _line(self) -> str:
        filled = WIDTH * max(self._done, 0) // self._total
        line = f"[{'#' * filled}{'.' * (WIDTH - filled)}] {harmless(self._text)}"
        import shutil

        return line[: shutil.get_terminal_size().columns - 1]
